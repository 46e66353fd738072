import type { LevelChange } from '../../contract/autonomy'
import type { DecisionId, MemberId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Sql } from '../database'
import type { Consequences, QueuedNotice } from '../delivery'
import { certificateStanding, may } from '../people'
import type { Fall, LevelInForce } from '../strategy'
import {
  fallOf,
  lowestFall,
  moveLevel,
  raisedBy,
  readLevels,
  recent,
  recordOf,
  settledActs,
  settledCounts,
  startsOf,
} from '../strategy'
import { actOnAnswer, actOnTakenBack, packageStateOf } from './act-on-answer'
import type { Modules } from './modules'

/** The words in which people are told that a level fell. */
export type TellFall = (fallen: {
  readonly name: string
  readonly change: LevelChange
}) => Readonly<Record<'title' | 'detail' | 'advice', string>>

export type WatchDeps = Pick<
  Modules,
  'calendar' | 'clock' | 'database' | 'delivery' | 'logger' | 'people' | 'strategy'
> & { readonly words: TellFall }

export interface AutonomyWatch {
  readonly consequences: Consequences
  /** Looks at every package: windows pass and certificates end without anybody answering. How many levels fell. */
  look(): Promise<number>
}

/**
 * Lets levels fall. What is looked at, the move and the notices of it are one transaction under the package's own
 * lock, so that a level falls once, however many processes see that it should.
 */
export function createAutonomyWatch(deps: WatchDeps): AutonomyWatch {
  const { database, logger } = deps

  const review = async (id: string): Promise<boolean> => {
    const seen = (await readLevels(database.read, [id])).get(id)
    if (seen === undefined || (await causeOf(deps, database.read, seen)) === null) return false
    const fallen = await database.write((tx) => fall(deps, tx, id))
    if (fallen === null) return false
    deps.delivery.wake()
    logger.warn({ package: id, from: fallen.from, to: fallen.to, reason: fallen.reason }, 'autonomy fell')
    return true
  }

  return {
    consequences: {
      follow: (tx, followUp) => actOnAnswer(deps, tx, followUp),
      takenBack: (tx, given, at) => actOnTakenBack(deps, tx, given, at),
      packageOf: packageStateOf,
      settled: async (decision: DecisionId) => {
        try {
          for (const start of await startsOf(database.read, decision)) await review(start.package)
        } catch (cause) {
          // The job looks again within a minute.
          logger.error({ err: cause, decision }, 'a level could not be looked at')
        }
      },
    },
    look: async () => {
      let fallen = 0
      for (const id of (await readLevels(database.read, null)).keys()) fallen += (await review(id)) ? 1 : 0
      return fallen
    },
  }
}

type Cause = { readonly reason: 'record'; readonly fall: Fall } | { readonly reason: 'certificate' }

async function causeOf({ clock }: WatchDeps, sql: Sql, at: LevelInForce): Promise<Cause | null> {
  if (at.level <= lowestFall) return null
  const now = clock.now()
  const fall = fallOf(at.level, await settledActs(sql, at.package, at.number, recent.most), now)
  if (fall !== null) return { reason: 'record', fall }
  const raiser = await raisedBy(sql, at.package, at.level)
  if (raiser === undefined) return null
  const { kind } = await certificateStanding(sql, raiser, 'behaviour-interpreter', now)
  return kind === 'valid' ? null : { reason: 'certificate' }
}

/** Looks again with the level held, and moves it by one. */
async function fall(deps: WatchDeps, tx: Sql, id: string): Promise<LevelChange | null> {
  const at = (await readLevels(tx, [id], 'move')).get(id)
  const cause = at === undefined ? null : await causeOf(deps, tx, at)
  if (at === undefined || cause === null) return null
  const counts = await settledCounts(tx, id, at.number)
  const change = await moveLevel(tx, at, {
    to: at.level === 3 ? 2 : 1,
    at: deps.clock.now(),
    by: 'hub',
    member: null,
    certificate: null,
    reason: cause.reason,
    record: cause.reason === 'record' ? cause.fall.record : recordOf(counts.good, counts.settled),
    decisions: cause.reason === 'record' ? cause.fall.bad.map(({ decision }) => decision) : [],
  })
  await deps.delivery.queue(tx, await told(deps, tx, at, change))
  return change
}

/** Those who may raise it again, whoever raised it, and where there is neither, those who run the hub. */
async function told(
  deps: WatchDeps,
  tx: Sql,
  at: LevelInForce,
  change: LevelChange,
): Promise<QueuedNotice[]> {
  const raiser: MemberId | undefined = await raisedBy(tx, at.package, at.level)
  const reachable = (await deps.people.all()).filter((m) => m.active && m.addresses.length > 0)
  const wanted = reachable.filter((m: Member) => m.id === raiser || may(m, 'raise-autonomy', null))
  const heard = wanted.length > 0 ? wanted : reachable.filter((m) => may(m, 'administer', null))
  const name = deps.strategy.package(at.package)?.name ?? at.package
  const notice = { kind: 'system-warning', ...deps.words({ name, change }) } as const
  const once = `autonomy:${at.package}:${change.number}`
  return heard.map((member) => ({ member, judgedAt: change.at, notice, once }))
}
