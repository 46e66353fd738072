import type { Autonomy } from '../../contract/autonomy'
import type { RuleAction } from '../../contract/rule'
import type { Sql } from '../database'
import type { DecisionDraft } from '../decisions'
import type { LevelInForce } from '../strategy'
import type { Modules } from './modules'

export type Levels = ReadonlyMap<string, LevelInForce>

/**
 * The drafts with the autonomy in force in their transaction: what a rule asks for, and no more than the packages that
 * it starts are allowed. Rules that start nothing keep what they ask for: tags and alerts are no acts.
 */
export async function levelled(
  { strategy }: Pick<Modules, 'strategy'>,
  tx: Sql,
  drafts: readonly DecisionDraft[],
): Promise<{ readonly drafts: readonly DecisionDraft[]; readonly levels: Levels }> {
  const packages = [...new Set(drafts.flatMap(({ actions }) => startedBy(actions)))].sort()
  if (packages.length === 0) return { drafts, levels: new Map() }
  const levels = await strategy.levelsIn(tx, packages)
  return { levels, drafts: drafts.map((draft) => ({ ...draft, autonomy: inForce(draft, levels) })) }
}

const startedBy = (actions: readonly RuleAction[]): string[] =>
  actions.flatMap((action) => ('startPackage' in action ? [action.startPackage] : []))

const inForce = ({ autonomy, actions }: DecisionDraft, levels: Levels): Autonomy =>
  startedBy(actions).reduce<Autonomy>((least, id) => {
    const level = levels.get(id)?.level ?? 0
    return level < least ? level : least
  }, autonomy)
