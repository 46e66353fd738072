import type { MemberId, SourceId } from '../../../contract/ids'
import type { Instant, Millis } from '../../../contract/quantities'
import { between, millis } from '../../../contract/quantities'

/** One notice that reached a member. */
export interface DeliveredSignal {
  readonly member: MemberId
  /** Where the newest piece of evidence came from. */
  readonly source: SourceId | null
  readonly signalAt: Instant
  readonly sentAt: Instant
  readonly answeredAt: Instant | null
  readonly answeredBy: MemberId | null
}

export interface Spread {
  readonly median: Millis
  readonly p95: Millis
}

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
}

/** Figures per member, then per member and source, each in the order of ids. */
export function responseFigures(signals: readonly DeliveredSignal[]): ResponseFigures[] {
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
    .flatMap(({ source, of }) => figures(source, of) ?? [])
    .sort((a, b) => a.member - b.member || (a.source ?? 0) - (b.source ?? 0))
}

function figures(source: SourceId | null, of: readonly DeliveredSignal[]): ResponseFigures | undefined {
  const member = of[0]?.member
  const toCard = spread(of.map((s) => between(s.signalAt, s.sentAt)))
  if (member === undefined || toCard === null) return undefined
  const his = of.flatMap((s) =>
    s.answeredAt !== null && s.answeredBy === member ? [{ ...s, answeredAt: s.answeredAt }] : [],
  )
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
    signalToAnswer: spread(his.map((s) => between(s.signalAt, s.answeredAt))),
  }
}

/** Nearest rank: a figure that really occurred. */
export function spread(lengths: readonly Millis[]): Spread | null {
  if (lengths.length === 0) return null
  const sorted = [...lengths].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? millis(0)
  return { median: at(0.5), p95: at(0.95) }
}

/** How fast what came from one source was told and answered, whoever answered. */
export interface SourceResponse {
  readonly source: SourceId
  readonly told: number
  readonly answered: number
  readonly toCard: Spread
  readonly signalToAnswer: Spread | null
}

/** One row for each source, the one with most notices first. */
export function responsesBySource(signals: readonly DeliveredSignal[]): SourceResponse[] {
  const groups = new Map<SourceId, DeliveredSignal[]>()
  for (const signal of signals) {
    if (signal.source === null) continue
    const group = groups.get(signal.source)
    if (group === undefined) groups.set(signal.source, [signal])
    else group.push(signal)
  }
  return [...groups]
    .flatMap(([source, of]): SourceResponse[] => {
      const toCard = spread(of.map((s) => between(s.signalAt, s.sentAt)))
      const answers = of.flatMap(({ signalAt, answeredAt }) =>
        answeredAt === null ? [] : [between(signalAt, answeredAt)],
      )
      if (toCard === null) return []
      return [{ source, told: of.length, answered: answers.length, toCard, signalToAnswer: spread(answers) }]
    })
    .sort((a, b) => b.told - a.told || a.source - b.source)
}
