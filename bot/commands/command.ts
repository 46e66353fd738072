import type { FollowUpAnswer } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'

/** What somebody asked for or ordered, in words of the hub. */
export type Command =
  | { readonly kind: 'hot'; readonly page: number; readonly filter: string }
  | { readonly kind: 'customer'; readonly query: string }
  /** Null is the newest decision the asker was told of. */
  | { readonly kind: 'why'; readonly decision: DecisionId | null }
  | { readonly kind: 'why-customer'; readonly query: string }
  | { readonly kind: 'why-not'; readonly query: string }
  | {
      readonly kind: 'answer'
      readonly answer: FollowUpAnswer
      readonly which: AnswerTarget
      readonly note: string | null
    }
  | { readonly kind: 'open' }
  | { readonly kind: 'who-am-i' }
  | { readonly kind: 'help' }
  /** The command is clear, what it is about is not. */
  | { readonly kind: 'incomplete'; readonly asks: Incomplete }
  /** Nothing was clear; `nearest` are texts that can be sent as they stand. */
  | { readonly kind: 'unknown'; readonly said: string; readonly nearest: readonly string[] }

export type AnswerTarget =
  | { readonly kind: 'newest' }
  | { readonly kind: 'decision'; readonly decision: DecisionId }
  /** Whose customer's name or company holds this, among the asker's open notices. */
  | { readonly kind: 'customer'; readonly query: string }

export type Incomplete =
  | { readonly kind: 'which-customer' }
  | { readonly kind: 'which-customer-not' }
  /** A number stood first, which may be a decision or the beginning of a sentence. */
  | { readonly kind: 'is-it-a-code'; readonly number: string }
  /** An order that is only almost clear: the text that would make it so. */
  | { readonly kind: 'order'; readonly meant: string }
  | { readonly kind: 'order-needs-space'; readonly meant: string }

export interface Understood {
  readonly command: Command
  /** The text it was taken for, where it was not exactly that; null where nothing was guessed. */
  readonly guessed: string | null
}
