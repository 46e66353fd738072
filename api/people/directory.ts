import type { MemberId } from '../../contract/ids'
import type { Role } from '../../contract/people'
import { roles } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { DirectoryReading, DirectorySnapshot, DirectoryTrouble } from '../../contract/ports/directory'
import type { Database, Sql } from '../database'
import { applyDirectory } from './apply-directory'
import { fullKey } from './domain/address-key'
import type { AddressKey } from './domain/address-key'
import { composeDirectory } from './domain/compose-directory'
import type { ComposedDirectory, Join } from './domain/compose-directory'
import { changesOf } from './domain/directory-changes'
import type { DirectoryChange } from './domain/directory-changes'
import type { DirectoryPlan, KnownMember } from './domain/plan-directory'
import { isCovered, planDirectory } from './domain/plan-directory'
import type { RoleMap } from './domain/role-map'
import * as joins from './join-store.typeorm'
import type { AccountJoin } from './join-store.typeorm'
import type { People } from './people'
import * as store from './people-store.typeorm'
import { keepDepartments, readPlaces } from './place-store.typeorm'
import * as runs from './run-store.typeorm'
import type { DirectoryRun, PlatformReading, RunOutcome } from './run-store.typeorm'
import { undoJoin } from './undo-join'

/** More than this share of the members leaving at once is a mistake until somebody says that it is none. */
export const MOST_LEAVING = 0.3
const MOST_UNCLEAR = 50

export interface SyncOrder {
  /** `nightly`, or who asks. */
  readonly by: string
  readonly roles: RoleMap | null
  readonly dryRun: boolean
  /** That many people leaving is meant. */
  readonly yes: boolean
}

export type Directory = ReturnType<typeof createDirectory>

/**
 * Takes over what the platforms' directories say, and keeps what it did.
 *
 * 1. A directory that could not be read whole changes nothing of its platform's people.
 * 2. Members keep their ids; nobody is deleted; whoever has left keeps his customers.
 * 3. The same directories again change nothing.
 * 4. More than 30 % leaving at once waits for a yes.
 */
export function createDirectory(deps: {
  readonly database: Database
  readonly clock: Clock
  readonly people: Pick<People, 'forgetAll'>
}) {
  const { database, clock, people } = deps

  const run = async (
    tx: Sql,
    readings: readonly DirectoryReading[],
    order: SyncOrder,
  ): Promise<DirectoryRun> => {
    const draft = await plan(tx, readings, order)
    const outcome = outcomeOf(draft, order)
    const ownedByRemoved = outcome === 'applied' ? await carryOut(tx, draft, clock) : 0
    const done = reportOf(draft, { at: clock.now(), by: order.by, outcome, ownedByRemoved })
    const ids = await store.idsByKey(tx)
    const idOf = (change: DirectoryChange): number =>
      change.what === 'added' ? Number(ids.get(change.key) ?? 0) : change.member
    return { ...done, id: await runs.insertRun(tx, done, idOf) }
  }

  return {
    sync: async (readings: readonly DirectoryReading[], order: SyncOrder): Promise<DirectoryRun> => {
      const done = await database.write((tx) => run(tx, readings, order))
      people.forgetAll()
      return done
    },
    /** The newest runs first, each with its first lines. */
    runs: (limit: number, lines = 200): Promise<DirectoryRun[]> => runs.readRuns(database.read, limit, lines),
    /** Accounts that were joined to somebody, newest first. */
    joins: (): Promise<AccountJoin[]> => joins.readJoins(database.read),
    /** Takes a joined account away again, with the customers that came with it. Throws Fault `not-found`. */
    undoJoin: async (id: number): Promise<{ readonly customers: number; readonly member: MemberId }> => {
      const undone = await database.write((tx) => undoJoin(tx, id, clock))
      people.forgetAll()
      return undone
    },
  }
}

interface Draft {
  readonly readings: readonly PlatformReading[]
  readonly snapshots: readonly DirectorySnapshot[]
  readonly known: readonly KnownMember[]
  readonly composed: ComposedDirectory
  readonly plan: DirectoryPlan
  readonly joinedAway: ReadonlySet<MemberId>
  readonly expected: number
}

const nothing: DirectoryPlan = { added: [], changed: [], unchanged: [], removed: [] }

async function plan(tx: Sql, readings: readonly DirectoryReading[], order: SyncOrder): Promise<Draft> {
  const snapshots = readings.flatMap((r) =>
    r.kind === 'read' && r.snapshot.people.some((p) => p.active) ? [r.snapshot] : [],
  )
  const covered = new Set(snapshots.map((s) => s.platform))
  const known = await readKnown(tx)
  const apart = apartOf(await joins.readJoins(tx))
  const composed = composeDirectory({ known, snapshots, roles: order.roles, apart })
  return {
    readings: readings.map(readingOf),
    snapshots,
    known,
    composed,
    plan: composed.entries.length === 0 ? nothing : planDirectory(known, composed.entries, covered),
    joinedAway: new Set(composed.joins.flatMap((j) => j.from ?? [])),
    expected: known.filter((m) => m.active && isCovered(m, covered)).length,
  }
}

async function readKnown(tx: Sql): Promise<KnownMember[]> {
  const places = await readPlaces(tx)
  return (await store.readMembers(tx)).map((m) => ({ ...m, places: places.get(m.id) ?? [] }))
}

const apartOf = (all: readonly AccountJoin[]): ReadonlySet<string> =>
  new Set(
    all
      .filter((j) => j.undoneAt !== null)
      .map((j) => [fullKey(j.address), j.beside as AddressKey].sort().join(' ')),
  )

/** A directory with nobody in it is trouble too: the one that people see least. */
function readingOf(reading: DirectoryReading): PlatformReading {
  if (reading.kind === 'refused') {
    const { platform, trouble: kind, code, detail, calls } = reading
    return { platform, people: 0, departments: 0, calls, trouble: { kind, code, detail } }
  }
  const { platform, people, departments, calls } = reading.snapshot
  const active = people.filter((p) => p.active).length
  const kind: DirectoryTrouble = departments.length > 0 ? 'nobody-in-departments' : 'nobody-visible'
  const trouble = active > 0 ? null : { kind, code: '', detail: '' }
  return { platform, people: active, departments: departments.length, calls, trouble }
}

function outcomeOf(draft: Draft, order: SyncOrder): RunOutcome {
  if (draft.composed.entries.length === 0) return 'refused'
  const leaving = draft.plan.removed.filter((id) => !draft.joinedAway.has(id)).length
  if (order.dryRun) return 'dry-run'
  return leaving > draft.expected * MOST_LEAVING && !order.yes ? 'held' : 'applied'
}

async function carryOut(tx: Sql, draft: Draft, clock: Clock): Promise<number> {
  for (const snapshot of draft.snapshots) await keepDepartments(tx, snapshot)
  const moved: { readonly join: Join; readonly customers: Awaited<ReturnType<typeof joins.customersOf>> }[] =
    []
  for (const join of draft.composed.joins)
    moved.push({ join, customers: join.from === null ? [] : await joins.customersOf(tx, join.from) })
  const before = await store.idsByKey(tx)
  for (const { join, customers } of moved)
    await store.moveOwners(
      tx,
      customers.map((customer) => ({ customer, owner: before.get(join.key) ?? join.from })),
    )
  const owned = await applyDirectory(tx, draft.plan)
  const ids = await store.idsByKey(tx)
  for (const { join, customers } of moved) {
    const member = ids.get(join.key)
    if (member === undefined) continue
    const { from, address, beside, reason } = join
    const id = await joins.insertJoin(tx, { member, from, address, beside, reason, at: clock.now() })
    await joins.keepMoved(tx, id, customers)
  }
  return owned
}

function reportOf(
  { readings, known, composed, plan: made, joinedAway, expected }: Draft,
  how: Pick<DirectoryRun, 'at' | 'by' | 'outcome' | 'ownedByRemoved'>,
): Omit<DirectoryRun, 'id'> {
  const changes = changesOf(made, known, joinedAway)
  return {
    ...how,
    readings,
    added: made.added.length,
    changed: made.changed.length,
    unchanged: made.unchanged.length,
    removed: changes.filter((c) => c.what === 'left').length,
    joined: composed.joins.length,
    expected,
    leftOut: composed.leftOut,
    roles: Object.fromEntries(
      roles.map((role) => [role, composed.entries.filter((e) => e.role === role).length]),
    ) as Record<Role, number>,
    circles: composed.circles.slice(0, MOST_UNCLEAR),
    unclear: composed.unclear.slice(0, MOST_UNCLEAR),
    unclearInAll: composed.unclear.length,
    changes,
  }
}
