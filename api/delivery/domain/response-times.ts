import type { FollowUpAnswer } from '../../../contract/decision'
import type { DecisionId, MemberId, SourceId } from '../../../contract/ids'
import type { Instant, Millis } from '../../../contract/quantities'
import { between, millis } from '../../../contract/quantities'

/** One notice that reached a member. */
export interface DeliveredSignal {
  readonly decision: DecisionId
  readonly member: MemberId
  readonly team: string
  readonly rule: string
  /** Where the newest piece of evidence came from. */
  readonly source: SourceId | null
  readonly signalAt: Instant
  readonly sentAt: Instant
  readonly answeredAt: Instant | null
  readonly answeredBy: MemberId | null
  readonly answer: FollowUpAnswer | null
}

export interface Spread {
  readonly median: Millis
  readonly p90: Millis
  readonly p95: Millis
}

/** Time as the company works it, from one moment to another. */
export type Worked = (from: Instant, to: Instant) => Millis

/** How fast one member was told and how fast he answered. */
export interface ResponseFigures {
  readonly member: MemberId
  /** Null for all sources together. */
  readonly source: SourceId | null
  readonly told: number
  readonly answered: number
  /** Somebody else was faster. */
  readonly answeredByOthers: number
  readonly open: number
  /** From the signal to the card. */
  readonly toCard: Spread
  /** From the card to his answer; null where he answered none. */
  readonly toAnswer: Spread | null
  /** From the signal to his answer. */
  readonly signalToAnswer: Spread | null
  /** The same in working time: a night is nobody's delay. */
  readonly signalToAnswerWorked: Spread | null
}

/** What signals can be put together by. */
export const responseGroupings = ['source', 'rule', 'team'] as const
export type ResponseGrouping = (typeof responseGroupings)[number]

/** How fast decisions of one source, rule or team were told and answered, by whomever. */
export interface GroupFigures {
  /** The source's number, the rule's id, the team's name; '' where there is none. */
  readonly key: string
  /** Decisions, each counted once, however many people were told. */
  readonly told: number
  readonly answered: number
  readonly open: number
  /** From the signal to the first card. */
  readonly toCard: Spread
  readonly signalToAnswer: Spread | null
  readonly signalToAnswerWorked: Spread | null
}

/** Figures per member, then per member and source, each in the order of ids. */
export function responseFigures(signals: readonly DeliveredSignal[], worked: Worked): ResponseFigures[] {
  const groups = new Map<string, { source: SourceId | null; of: DeliveredSignal[] }>()
  const put = (key: string, source: SourceId | null, signal: DeliveredSignal) => {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { source, of: [signal] })
    else group.of.push(signal)
  }
  for (const signal of signals) {
    put(`${signal.member}`, null, signal)
    if (signal.source !== null) put(`${signal.member}:${signal.source}`, signal.source, signal)
  }
  return [...groups.values()]
    .flatMap(({ source, of }) => figures(source, of, worked) ?? [])
    .sort((a, b) => a.member - b.member || (a.source ?? 0) - (b.source ?? 0))
}

/** Figures per source, per rule or per team, by key. A decision counts for the team of whoever was told first. */
export function groupFigures(
  signals: readonly DeliveredSignal[],
  by: ResponseGrouping,
  worked: Worked,
): GroupFigures[] {
  const first = new Map<DecisionId, DeliveredSignal>()
  for (const signal of signals) {
    const known = first.get(signal.decision)
    if (known === undefined || signal.sentAt < known.sentAt) first.set(signal.decision, signal)
  }
  const groups = new Map<string, DeliveredSignal[]>()
  for (const signal of first.values()) {
    const key = String(signal[by] ?? '')
    groups.set(key, [...(groups.get(key) ?? []), signal])
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, of]) => {
      const toCard = spread(of.map((s) => between(s.signalAt, s.sentAt)))
      const done = answeredOnes(of)
      return toCard === null
        ? []
        : [
            {
              key,
              told: of.length,
              answered: done.length,
              open: of.length - done.length,
              toCard,
              ...fromSignal(done, worked),
            },
          ]
    })
}

type Answered = DeliveredSignal & { readonly answeredAt: Instant }

const answeredOnes = (signals: readonly DeliveredSignal[]): Answered[] =>
  signals.flatMap((s) => (s.answeredAt === null ? [] : [{ ...s, answeredAt: s.answeredAt }]))

const fromSignal = (done: readonly Answered[], worked: Worked) => ({
  signalToAnswer: spread(done.map((s) => between(s.signalAt, s.answeredAt))),
  signalToAnswerWorked: spread(done.map((s) => worked(s.signalAt, s.answeredAt))),
})

function figures(
  source: SourceId | null,
  of: readonly DeliveredSignal[],
  worked: Worked,
): ResponseFigures | undefined {
  const member = of[0]?.member
  const toCard = spread(of.map((s) => between(s.signalAt, s.sentAt)))
  if (member === undefined || toCard === null) return undefined
  const his = answeredOnes(of).filter((s) => s.answeredBy === member)
  const open = of.filter((s) => s.answeredAt === null).length
  return {
    member,
    source,
    told: of.length,
    answered: his.length,
    answeredByOthers: of.length - open - his.length,
    open,
    toCard,
    toAnswer: spread(his.map((s) => between(s.sentAt, s.answeredAt))),
    ...fromSignal(his, worked),
  }
}

/** Nearest rank: a figure that really occurred. */
export function spread(lengths: readonly Millis[]): Spread | null {
  if (lengths.length === 0) return null
  const sorted = [...lengths].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? millis(0)
  return { median: at(0.5), p90: at(0.9), p95: at(0.95) }
}
