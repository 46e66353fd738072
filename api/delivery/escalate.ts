import type { MemberId } from '../../contract/ids'
import type { Escalation } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Instant, Millis } from '../../contract/quantities'
import { days, minus } from '../../contract/quantities'
import type { Database, Sql } from '../database'
import type { EscalationStep } from './domain/escalation'
import { dueEscalations } from './domain/escalation'
import type { OpenCardRow } from './escalate.typeorm'
import { openCards, recordStep } from './escalate.typeorm'
import type { QueuedNotice } from './queue-notices.typeorm'

export interface EscalatorDeps {
  readonly database: Database
  readonly clock: Clock
  readonly people: { all(): Promise<readonly Member[]> }
  readonly queue: (tx: Sql, notices: readonly QueuedNotice[]) => Promise<void>
  readonly wake: () => void
  /** Working time after which each level hears of it, growing; empty for never. */
  readonly after: readonly Millis[]
  /** Working time between two moments. */
  readonly worked: (from: Instant, to: Instant) => Millis
}

/** What nobody settled in so long is history, not news. */
const LOOK_BACK = days(14)

/**
 * Tells the next level up of cards that nobody answered. For a job: one round, and how many steps it took. Two rounds
 * at once take no step twice.
 */
export const createEscalator = (deps: EscalatorDeps) => async (): Promise<number> => {
  const { database, clock, after } = deps
  const now = clock.now()
  const shortest = after[0]
  if (shortest === undefined) return 0
  const cards = await openCards(database.read, minus(now, LOOK_BACK), minus(now, shortest), after.length)
  if (cards.length === 0) return 0
  const members = new Map((await deps.people.all()).map((m) => [m.id, m]))
  const workedSince = (from: Instant) => deps.worked(from, now)
  const steps = dueEscalations({ cards, members, after, workedSince })
  if (steps.length === 0) return 0
  const byDecision = new Map(cards.map((card) => [card.decision, card]))
  const taken = await database.write(async (tx) => {
    const notices: QueuedNotice[] = []
    for (const step of steps) {
      if (!(await recordStep(tx, step, now))) continue
      const notice = toNotice(step, byDecision.get(step.card.decision), members, now)
      if (notice !== undefined) notices.push(notice)
    }
    await deps.queue(tx, notices)
    return notices.length
  })
  if (taken > 0) deps.wake()
  return taken
}

function toNotice(
  { card, to, level, waited }: EscalationStep,
  row: OpenCardRow | undefined,
  members: ReadonlyMap<MemberId, Member>,
  now: Instant,
): QueuedNotice | undefined {
  const member = members.get(to)
  const receiver = members.get(card.receiver)
  if (member === undefined || receiver === undefined || row === undefined) return undefined
  const notice: Escalation = {
    kind: 'escalation',
    waiting: card.notice,
    decision: card.decision,
    receiver: { member: receiver.id, name: receiver.name },
    because: card.because,
    toldAt: card.since,
    waited,
    level,
    about: row.about,
  }
  return { member, judgedAt: now, notice, ...(row.urgent ? { atAnyTime: true as const } : {}) }
}
