import type { MemberId } from '../ids'
import type { Member } from '../people'
import type { Instant, Millis } from '../quantities'

/** From the first moment to just before the second. */
export interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** Whom a question is about, of those the asker may see. */
export type Whose =
  | { readonly kind: 'me' }
  | { readonly kind: 'all' }
  /** A member by name, a team by name, or what the names of several teams begin or end with, such as a region. */
  | { readonly kind: 'named'; readonly name: string }

/** What one member was told in a span, and what he did about it. */
export interface MemberFigures {
  readonly member: MemberId
  readonly name: string
  readonly team: string
  /** Notices that reached him. */
  readonly told: number
  /** Answered by himself, whichever way. */
  readonly answered: number
  readonly taken: number
  readonly snoozed: number
  /** Called wrong, or called off. */
  readonly wrong: number
  /** Somebody else was faster. */
  readonly answeredByOthers: number
  /** Nobody has answered. */
  readonly open: number
  /** From the card to his answer; null where he answered none. */
  readonly toAnswer: Lengths | null
}

export interface Lengths {
  readonly median: Millis
  readonly p95: Millis
}

/** How fast what came from one source was told and answered, by whomever. */
export interface SourceFigures {
  readonly source: string
  /** Decisions, each counted once, however many people were told. */
  readonly told: number
  readonly answered: number
  /** From the signal to the card, the median. */
  readonly toCard: Millis
  /** From the signal to the answer, the median; null where nobody answered. */
  readonly signalToAnswer: Millis | null
}

export interface FiguresOf {
  /** The member's or team's name; null for everybody the asker may see. */
  readonly title: string | null
  /** One row for each active member, also for those who were told nothing, most told first. */
  readonly members: readonly MemberFigures[]
  /** Of all their answers together. */
  readonly toAnswer: Lengths | null
  readonly span: Span
}

export interface Responses extends FiguresOf {
  readonly sources: readonly SourceFigures[]
}

export const heatKinds = ['alerts', 'touchpoints'] as const
/** Notices that reached a member, or touchpoints of the customers he owns. */
export type HeatKind = (typeof heatKinds)[number]

export interface HeatCells {
  readonly title: string | null
  readonly of: HeatKind
  /** Beginnings of the days, oldest first, at most 31. */
  readonly days: readonly Instant[]
  /** At most 40, those with most first; one count for each day. */
  readonly rows: readonly { readonly name: string; readonly counts: readonly number[] }[]
  /** Members beyond those. */
  readonly leftOut: number
}

/** A name that is nobody's and one that is not for the asker are the same answer. */
export type Figures<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'none' }

/** What members did with what they were told: computed from notices and answers, never from anything else. */
export interface FiguresDesk {
  figures(asker: Member, whose: Whose, span: Span): Promise<Figures<FiguresOf>>
  /** Also by source. */
  responses(asker: Member, whose: Whose, span: Span): Promise<Figures<Responses>>
  heat(
    asker: Member,
    whose: Whose,
    span: Span,
    /** Days begin at midnight of this clock, in minutes east of UTC. */
    of: { readonly kind: HeatKind; readonly utcOffsetMinutes: number },
  ): Promise<Figures<HeatCells>>
}
