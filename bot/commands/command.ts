import type { Autonomy } from '../../contract/autonomy'
import type { GivenAnswer } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'
import type { HeatKind } from '../../contract/ports/figures-desk'
import type { MemberSettings } from '../../contract/ports/settings'
import type { CommandName } from '../wording/command-name'
import type { Period } from './period'

/** What somebody asked for or ordered, in words of the hub. Names are as they were said; '' is nobody in particular. */
export type Command =
  | { readonly kind: 'hot'; readonly page: number; readonly filter: string }
  | { readonly kind: 'customer'; readonly query: string }
  /** Null is the newest decision the asker was told of. */
  | { readonly kind: 'why'; readonly decision: DecisionId | null }
  | { readonly kind: 'why-customer'; readonly query: string }
  | { readonly kind: 'why-not'; readonly query: string }
  | {
      readonly kind: 'answer'
      readonly answer: GivenAnswer
      readonly which: AnswerTarget
      readonly note: string | null
    }
  | { readonly kind: 'hand-over'; readonly which: AnswerTarget; readonly to: string }
  | { readonly kind: 'send'; readonly which: SendTarget }
  /** Null is the asker's own newest answer. */
  | { readonly kind: 'undo'; readonly decision: DecisionId | null }
  /** `nth` of the times that were offered last books it; null asks for times. */
  | { readonly kind: 'meet'; readonly decision: DecisionId; readonly nth: number | null }
  | { readonly kind: 'cancel-meeting'; readonly decision: DecisionId }
  | { readonly kind: 'meetings'; readonly page: number }
  | { readonly kind: 'open'; readonly page: number }
  | ({ readonly kind: 'radar' } & FiguresAsked)
  | ({ readonly kind: 'team-radar' } & FiguresAsked)
  | ({ readonly kind: 'response' } & FiguresAsked)
  | ({ readonly kind: 'digest' } & FiguresAsked)
  | ({ readonly kind: 'heat-map'; readonly of: HeatKind } & FiguresAsked)
  | { readonly kind: 'strategies'; readonly page: number }
  | { readonly kind: 'hold'; readonly strategy: string; readonly paused: boolean }
  /** Every package, or those whose name holds it. */
  | { readonly kind: 'autonomy'; readonly page: number; readonly filter: string }
  | { readonly kind: 'set-autonomy'; readonly strategy: string; readonly level: Autonomy }
  | { readonly kind: 'not-connected'; readonly what: NotConnected }
  /** Null asks what they are. */
  | { readonly kind: 'settings'; readonly change: Partial<MemberSettings> | null }
  | { readonly kind: 'sources'; readonly page: number }
  | { readonly kind: 'status' }
  | { readonly kind: 'who-am-i' }
  | { readonly kind: 'help'; readonly page: number }
  /** The command is clear, what it is about is not. */
  | { readonly kind: 'incomplete'; readonly asks: Incomplete }
  /** Nothing was clear; `nearest` are texts that can be sent as they stand. */
  | { readonly kind: 'unknown'; readonly said: string; readonly nearest: readonly string[] }

/** A document's name, a customer's, or both, as they were said; none is the newest. */
export type SendTarget = { readonly decision: DecisionId } | { readonly words: readonly string[] }

export interface FiguresAsked {
  readonly whose: string
  readonly period: Period | null
  readonly page: number
}

/** Parts of the hub that are asked for by name before they are there. */
export type NotConnected = Extract<
  CommandName,
  'breakers' | 'breaker-trip' | 'breaker-release' | 'breaker-rollback' | 'stock' | 'selection'
>

export type AnswerTarget =
  | { readonly kind: 'newest' }
  | { readonly kind: 'decision'; readonly decision: DecisionId }
  /** Whose customer's name or company holds this, among the asker's open notices. */
  | { readonly kind: 'customer'; readonly query: string }

export type Incomplete =
  | { readonly kind: 'which-customer' }
  | { readonly kind: 'which-customer-not' }
  | { readonly kind: 'to-whom' }
  | { readonly kind: 'which-strategy'; readonly paused: boolean }
  | { readonly kind: 'which-meeting'; readonly command: 'meet' | 'cancel-meeting' }
  | { readonly kind: 'which-setting' }
  | { readonly kind: 'which-level' }
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
