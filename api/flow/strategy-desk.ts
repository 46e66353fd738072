import type { Paused, StrategyDesk, StrategyStanding } from '../../contract/ports/strategy-desk'
import { may } from '../people'
import { readLevels } from '../strategy'
import type { DeskModules } from './desk-modules'
import { matching } from './matching'

/** The rules and packages in force, and holding them still. */
export function createStrategyDesk({ strategy, clock, database }: DeskModules): StrategyDesk {
  const all = async (): Promise<StrategyStanding[]> => {
    const [packages, rules, steps, levels] = await Promise.all([
      strategy.store.livePackages(),
      strategy.store.rulesInForce(),
      strategy.store.openSteps(),
      readLevels(database.read, null),
    ])
    return [
      ...packages.map((p) => ({
        ...p,
        kind: 'package' as const,
        openSteps: steps.get(p.document.id) ?? 0,
        level: levels.get(p.document.id)?.level ?? null,
      })),
      ...rules.map((r) => ({ ...r, kind: 'rule' as const, openSteps: 0, level: null })),
    ].map(({ document: { id, name, version }, ...of }) => ({ id, name, version, ...of }))
  }

  const hold = async (strategyId: StrategyStanding, by: string): Promise<number> => {
    const { kind, id } = strategyId
    if (kind === 'package') return (await strategy.pause(id, by)) ?? 0
    await strategy.store.pauseRule(id, by, clock.now())
    await strategy.reload()
    return 0
  }

  const letGo = async ({ kind, id }: StrategyStanding): Promise<number> => {
    if (kind === 'package') await strategy.resume(id)
    else await strategy.store.resumeRule(id)
    await strategy.reload()
    return 0
  }

  return {
    strategies: async (asker) => (may(asker, 'read-strategy', null) ? all() : null),
    setPaused: async (asker, wanted, paused): Promise<Paused> => {
      if (!may(asker, 'pause-strategy', null)) return { kind: 'forbidden' }
      const found = matching(await all(), wanted)
      const [only] = found
      if (only === undefined) return { kind: 'none' }
      if (found.length > 1) return { kind: 'several', names: found.map((s) => s.name) }
      if (only.paused === paused) return { kind: 'already', strategy: only }
      const stoppedSteps = paused ? await hold(only, asker.name) : await letGo(only)
      return { kind: 'done', strategy: { ...only, paused }, stoppedSteps }
    },
  }
}
