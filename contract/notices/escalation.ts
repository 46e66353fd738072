import type { DecisionId, MemberId, NoticeId } from '../ids'
import type { Instant, Millis } from '../quantities'

/** A notice somebody else was sent and has not answered, for whoever leads them. */
export interface EscalationOf<Told> {
  readonly kind: 'escalation'
  /** The notice that waits. */
  readonly waiting: NoticeId
  /** That notice's decision, which can be answered from here; null where it rests on none. */
  readonly decision: DecisionId | null
  /** Who was told and has not answered. */
  readonly receiver: { readonly member: MemberId; readonly name: string }
  /** `unanswered`: shown, no answer. `unreached`: no route to them worked. `put-off`: put off, and not taken since. */
  readonly because: 'unanswered' | 'unreached' | 'put-off'
  /** When they were told, or first tried to be. */
  readonly toldAt: Instant
  readonly waited: Millis
  /** 1 for the direct superior, 2 for theirs. */
  readonly level: number
  /** What they were told. */
  readonly about: Told
}
