import type { EvidenceLine, OutboundNotice } from '../notice'
import type { Instant } from '../quantities'
import type { CustomerRecord, DecisionLine, FollowUpLine, RecordOfDecision } from './record-desk'

/** What may be pressed below a decision: an answer, or taking one's own back. */
export interface ShownAnswer {
  readonly key: 'taken' | 'snoozed' | 'wrong' | 'undo'
  readonly text: string
  readonly style: 'primary' | 'normal' | 'danger'
}

export interface ShownDecision {
  readonly id: number
  /** `D12`. */
  readonly code: string
  readonly at: string
  readonly rule: string
  readonly tags: readonly string[]
  /** What became of it, '' as long as nobody has answered. */
  readonly settled: string
  readonly answers: readonly ShownAnswer[]
}

/** One of the three layers behind a decision. */
export interface ShownLayer {
  readonly heading: string
  readonly lines: readonly string[]
}

export interface ShownRecord {
  readonly id: number
  readonly name: string
  readonly company: string
  readonly position: string
  readonly owner: string
  readonly stage: string
  /** Tenths of a point, 0 to 1,000; the parts add up to it exactly. */
  readonly tenths: number
  readonly parts: readonly { readonly name: string; readonly tenths: number; readonly text: string }[]
  readonly tags: readonly string[]
  readonly last: string
  readonly contacts: readonly { readonly type: 'phone' | 'email'; readonly value: string }[]
  readonly steps: readonly {
    readonly decision: number
    readonly code: string
    readonly package: string
    readonly name: string
    readonly task: string
    readonly owner: string
    readonly due: string
    readonly state: 'open' | 'waiting'
  }[]
}

export interface ShownCard {
  readonly notice: number
  readonly decision: number | null
  readonly customer: number | null
  readonly source: string
  readonly title: string
  readonly subtitle: string
  readonly settled: string
  readonly at: string
  readonly answers: readonly ShownAnswer[]
}

/** Records in the words of the cards, in one language. All of it is plain text. */
export interface RecordWords {
  record(record: CustomerRecord, now: Instant): ShownRecord
  touchpoint(line: EvidenceLine, now: Instant): { readonly at: string; readonly text: string }
  decision(line: DecisionLine, now: Instant): ShownDecision
  layers(decision: RecordOfDecision): readonly ShownLayer[]
  followUp(line: FollowUpLine, now: Instant): FollowUpShown
  card(outbound: OutboundNotice, now: Instant): ShownCard
}

export interface FollowUpShown {
  readonly decision: number
  readonly code: string
  readonly text: string
  readonly note: string
}
