import type { Autonomy, LevelChange, Missing } from '../../contract/autonomy'
import type { MemberId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { AutonomyDesk, AutonomyStanding, LevelSet } from '../../contract/ports/autonomy-desk'
import type { RuleDocument, StrategyPackage } from '../../contract/rule'
import type { Sql } from '../database'
import { certificateStanding, may } from '../people'
import type { LevelInForce } from '../strategy'
import {
  levelChanges,
  missingFor,
  moveLevel,
  readLevels,
  recordOf,
  rungs,
  settledCounts,
  thumbsDown,
  wishOf,
} from '../strategy'
import type { DeskModules } from './desk-modules'
import { matching } from './matching'

type Live = { readonly document: StrategyPackage; readonly paused: boolean }

/** How far each strategy package may act by itself: shown, and moved by hand. */
export function createAutonomyDesk(modules: DeskModules): AutonomyDesk {
  const { strategy, database } = modules
  const rules = async (): Promise<RuleDocument[]> =>
    (await strategy.store.rulesInForce()).map(({ document }) => document)

  return {
    autonomy: async (asker) => {
      if (!may(asker, 'read-strategy', null)) return null
      const [packages, levels, documents] = await Promise.all([
        strategy.store.livePackages(),
        readLevels(database.read, null),
        rules(),
      ])
      const standings = packages.flatMap((live) => {
        const level = levels.get(live.document.id)
        return level === undefined ? [] : [standing(modules, asker, { live, level, rules: documents })]
      })
      return (await Promise.all(standings)).flatMap((s) => s ?? [])
    },
    setAutonomy: async (asker, wanted, to) => {
      if (!may(asker, 'pause-strategy', null)) return { kind: 'forbidden' }
      const packages = (await strategy.store.livePackages()).map(({ document }) => document)
      const found = matching(packages, wanted)
      const [only] = found
      if (only === undefined) return { kind: 'none' }
      if (found.length > 1) return { kind: 'several', names: found.map(({ name }) => name) }
      const ceiling = wishOf(await rules(), only.id)
      return database.write((tx) => set(modules, tx, { asker, package: only, to, ceiling }))
    },
    autonomyHistory: async (asker, id, limit, before) => {
      if (!may(asker, 'read-strategy', null)) return null
      const items = await levelChanges(database.read, id, limit, before)
      if (items.length === 0 && before === null) return null
      const last = items.at(-1)?.number ?? 1
      return { items, next: items.length === limit && last > 1 ? last : null }
    },
  }
}

interface Asked {
  readonly live: Live
  readonly level: LevelInForce
  readonly rules: readonly RuleDocument[]
}

async function standing(
  modules: DeskModules,
  asker: Member,
  { live, level: at, rules }: Asked,
): Promise<AutonomyStanding | null> {
  const { read } = modules.database
  const { id, name, version } = live.document
  const [since] = await levelChanges(read, id, 1)
  if (since === undefined) return null
  const counts = await settledCounts(read, id, at.number)
  const ceiling = wishOf(rules, id)
  const mayRaise = at.level < 3 && may(asker, 'raise-autonomy', null)
  const move = { at, to: (at.level + 1) as Autonomy, ceiling }
  const next = mayRaise ? { level: move.to, missing: await lacking(modules, read, asker, move) } : null
  return {
    ...{ id, name, version, paused: live.paused, level: at.level, since, ceiling, next },
    record: recordOf(counts.good, counts.settled),
    thumbsDown: await thumbsDown(read, id, at.number),
  }
}

interface Wanted {
  readonly asker: Member
  readonly package: StrategyPackage
  readonly to: Autonomy
  readonly ceiling: Autonomy | null
}

/** One transaction with the level held: nobody raises on a record that has just fallen. */
async function set(modules: DeskModules, tx: Sql, wanted: Wanted): Promise<LevelSet> {
  const { asker, to, ceiling } = wanted
  const { id, name } = wanted.package
  const at = (await readLevels(tx, [id], 'move')).get(id)
  if (at === undefined) return { kind: 'none' }
  if (at.level === to) return { kind: 'already', name, level: to }
  const raises = to > at.level
  if (raises && !may(asker, 'raise-autonomy', null)) return { kind: 'forbidden' }
  const missing = raises ? await lacking(modules, tx, asker, { at, to, ceiling }) : []
  if (missing.length > 0) return { kind: 'refused', name, to, missing }
  const { good, settled } = await settledCounts(tx, id, at.number)
  const change: LevelChange = await moveLevel(tx, at, {
    ...{ to, at: modules.clock.now(), by: asker.name, member: personOf(asker) },
    certificate: raises ? await certificateOf(modules, tx, asker, to) : null,
    reason: raises ? 'raised' : 'lowered',
    record: recordOf(good, settled),
    decisions: [],
  })
  modules.logger.info({ package: id, from: at.level, to: change.to, by: asker.id }, 'autonomy was set')
  return { kind: 'done', id, name, from: at.level, to }
}

/** A token is nobody's person. */
const personOf = ({ id }: Member): MemberId | null => (id > 0 ? id : null)

async function certificateOf(
  { clock }: DeskModules,
  sql: Sql,
  asker: Member,
  to: Autonomy,
): Promise<number | null> {
  if (!rungs[to].certificate) return null
  const his = await certificateStanding(sql, asker.id, 'behaviour-interpreter', clock.now())
  return his.kind === 'valid' ? his.certificate.id : null
}

/** What the rules, the record and the asker lack for that level. */
async function lacking(
  { clock }: DeskModules,
  sql: Sql,
  asker: Member,
  move: { readonly at: LevelInForce; readonly to: Autonomy; readonly ceiling: Autonomy | null },
): Promise<Missing[]> {
  const { at, to, ceiling } = move
  const { good, settled } = await settledCounts(sql, at.package, at.number)
  const missing = missingFor({ from: at.level, to, ceiling }, recordOf(good, settled))
  if (!rungs[to].certificate) return missing
  const his = await certificateStanding(sql, asker.id, 'behaviour-interpreter', clock.now())
  switch (his.kind) {
    case 'valid':
      return missing
    case 'none':
      return [...missing, { kind: 'no-certificate' }]
    case 'expired':
      return [...missing, { kind: 'certificate-expired', at: his.at }]
    case 'revoked':
      return [...missing, { kind: 'certificate-revoked', at: his.at }]
  }
}
