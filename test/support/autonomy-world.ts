import { createCertificates } from '../../api/people'
import type { Certificates } from '../../api/people'
import type { PackageStart } from '../../api/strategy'
import { startsOf } from '../../api/strategy'
import type { Database } from '../../api/database'
import type { Decision, FollowUpAnswer, GivenAnswer } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { hours, instant, minus, minutes } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'
import type { DeskWorld } from './desk-world'
import { openDeskWorld } from './desk-world'

export const PACKAGE = 'technical-nurture'

/** A desk world in which customers turn technical whenever they are wanted, and people answer what comes of it. */
export interface AutonomyWorld extends DeskWorld {
  readonly database: Database
  readonly certificates: Certificates
  readonly director: Member
  /** So many customers read the documentation and pass by the price page; the decisions that start the package. */
  lead(count: number): Promise<readonly Decision[]>
  /** What somebody entitled answers. */
  answer(decision: DecisionId, answer: GivenAnswer): Promise<void>
  start(decision: DecisionId): Promise<PackageStart>
  steps(decision: DecisionId): Promise<readonly string[]>
  level(): Promise<number>
  /** What was told since then, without looking at decisions. */
  warnings(name: string): Promise<readonly string[]>
  answers(): Promise<readonly FollowUpAnswer[]>
}

export async function openAutonomyWorld(database: Database): Promise<AutonomyWorld> {
  const world = await openDeskWorld(database)
  const { hub, desk, clock } = world
  const { strategy, decisions } = hub.modules
  const director = await world.who('周总监')
  let made = 0
  return {
    ...world,
    database,
    director,
    certificates: createCertificates({ database, clock }),
    lead: async (count) => {
      const [newest] = await decisions.list({ limit: 1 })
      clock.advance(minutes(1))
      const names = Array.from({ length: count }, () => `lead-${(made += 1)}`)
      await hub.take(names.flatMap((name) => visitsOf(name, clock.now())))
      const since = await decisions.list({ limit: 10 * count + 10 })
      return since
        .filter((d) => d.id > (newest?.id ?? 0) && d.actions.some((action) => 'startPackage' in action))
        .toReversed()
    },
    answer: async (decision, answer) => {
      clock.advance(minutes(1))
      const done = await desk.confirm(director, { decision }, answer, null)
      if (done.kind !== 'done') throw new Error(`the answer was ${done.kind}`)
    },
    start: async (decision) => {
      const [start] = await startsOf(database.read, decision)
      if (start === undefined) throw new Error(`D${decision} speaks of no package`)
      return start
    },
    steps: async (decision) => (await strategy.steps(decision)).map(({ state }) => state),
    level: async () => (await desk.autonomy(director))?.find(({ id }) => id === PACKAGE)?.level ?? Number.NaN,
    warnings: async (name) => {
      const rows = await database.read.rows<{ body: string }>(
        "SELECT body FROM notice WHERE kind='system-warning' AND member_id=? ORDER BY id",
        [(await world.who(name)).id],
      )
      return rows.map(({ body }) => body)
    },
    answers: async () =>
      (
        await database.read.rows<{ answer: FollowUpAnswer }>(
          'SELECT answer FROM follow_up ORDER BY decision_id',
        )
      ).map((r) => r.answer),
  }
}

const visitsOf = (name: string, now: Instant): NewTouchpoint[] =>
  [8, 6, 4, 2].map((back) => ({
    sourceEventId: `${name}-${back}`,
    occurredAt: instant(minus(now, hours(back))),
    actor: 'customer',
    verb: 'viewed',
    object: { type: 'document', id: '/docs/api/auth' },
    identifiers: [{ type: 'openid', value: `o-${name}` }],
    visit: `v${back}`,
    profile: { name, company: `${name} 公司` },
  }))
