import type { Autonomy } from '../../contract/autonomy'
import type { CustomerId, DecisionId, MemberId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { RuleDocument, StrategyPackage } from '../../contract/rule'
import type { Database, Sql } from '../database'
import { beginLevel, readLevels } from './autonomy-store.typeorm'
import type { LevelInForce } from './autonomy-store.typeorm'
import type { RuleIndex } from './domain/compile-rules'
import { compileRules } from './domain/compile-rules'
import { beginsAt } from './domain/ladder'
import { finishStep, openStepsOf, readSteps, readStepsAhead, stopSteps } from './package-steps.typeorm'
import type { OpenStep, StartedStep, StepAhead } from './package-steps.typeorm'
import type { RuleStore } from './rule-store.typeorm'
import type { Shipped } from './shipped'

export interface Strategy {
  /** The rules in force, compiled. */
  index(): RuleIndex
  rule(id: string): RuleDocument | undefined
  package(id: string): StrategyPackage | undefined
  isPaused(packageId: string): boolean
  packages(): readonly { readonly document: StrategyPackage; readonly paused: boolean }[]
  /** Stops the package's open steps and keeps it from starting; how many steps were stopped, undefined if not running. */
  pause(packageId: string, by: string): Promise<number | undefined>
  resume(packageId: string): Promise<boolean>
  /** The steps of the package that this decision started, in order. */
  steps(decision: DecisionId): Promise<readonly StartedStep[]>
  /** What one member has to do now, or what is to be done for one customer, the newest decision first; at most 50. */
  openSteps(
    whose: { readonly owner: MemberId } | { readonly customer: CustomerId },
  ): Promise<readonly OpenStep[]>
  /** What is to be done for a customer, what is due first first. */
  stepsAhead(customer: CustomerId, limit: number): Promise<readonly StepAhead[]>
  /** Marks the open step done and opens the next; false when none is open. */
  finishStep(decision: DecisionId): Promise<boolean>
  /**
   * The levels of these packages, which move no more before the transaction ends. One that has none yet begins as its
   * rules wish, at most at 2.
   */
  levelsIn(tx: Sql, packageIds: readonly string[]): Promise<ReadonlyMap<string, LevelInForce>>
  /** Reads what is published; called after every change and now and then for changes made by other processes. */
  reload(): Promise<void>
  /** Publishes what is shipped where nothing newer is live. */
  install(shipped: Shipped): Promise<void>
  readonly store: RuleStore
}

export async function createStrategy(database: Database, store: RuleStore, clock: Clock): Promise<Strategy> {
  let index = compileRules([])
  let rules = new Map<string, RuleDocument>()
  let packages = new Map<string, { readonly document: StrategyPackage; readonly paused: boolean }>()
  let print = ''
  const begun = new Set<string>()

  const begin = (tx: Sql, id: string): Promise<void> =>
    beginLevel(tx, id, beginsAt(wishOf([...rules.values()], id) ?? 0), clock.now())

  /** Packages that rules may start have a level from the moment they are published. */
  const beginLevels = async (): Promise<void> => {
    const fresh = [...packages.keys()].filter(
      (id) => !begun.has(id) && wishOf([...rules.values()], id) !== null,
    )
    if (fresh.length === 0) return
    const known = await readLevels(database.read, fresh)
    const missing = fresh.filter((id) => !known.has(id))
    if (missing.length > 0) {
      await database.write(async (tx) => {
        for (const id of missing) await begin(tx, id)
      })
    }
    for (const id of fresh) begun.add(id)
  }

  const reload = async (): Promise<void> => {
    const live = await store.liveRules()
    packages = new Map((await store.livePackages()).map((p) => [p.document.id, p]))
    const now = live.map((r) => `${r.id}@${r.version}`).join()
    if (now !== print) {
      print = now
      rules = new Map(live.map((r) => [r.id as string, r]))
      index = compileRules(live)
    }
    await beginLevels()
  }
  await reload()

  return {
    store,
    index: () => index,
    rule: (id) => rules.get(id),
    package: (id) => packages.get(id)?.document,
    isPaused: (id) => packages.get(id)?.paused ?? false,
    packages: () => [...packages.values()],
    pause: async (id, by) => {
      const stopped = await database.write(async (tx) =>
        (await store.pausePackage(tx, id, by, clock.now()))
          ? stopSteps(tx, id, clock.now(), null)
          : undefined,
      )
      await reload()
      return stopped
    },
    resume: async (id) => {
      const resumed = await database.write((tx) => store.resumePackage(tx, id))
      await reload()
      return resumed
    },
    steps: (decision) => readSteps(database.read, decision),
    openSteps: (whose) => openStepsOf(database.read, whose),
    stepsAhead: (customer, limit) => readStepsAhead(database.read, customer, limit),
    finishStep: (decision) => database.write((tx) => finishStep(tx, decision, clock.now())),
    levelsIn: async (tx, packageIds) => {
      const known = await readLevels(tx, packageIds, 'share')
      const missing = packageIds.filter((id) => !known.has(id))
      if (missing.length === 0) return known
      for (const id of missing) await begin(tx, id)
      return readLevels(tx, packageIds, 'share')
    },
    reload,
    install: async (shipped) => {
      for (const rule of shipped.rules) {
        const live = rules.get(rule.id)
        if (live === undefined || live.version < rule.version)
          await store.publishRule(rule, 'shipped', clock.now())
      }
      for (const document of shipped.packages) {
        const live = packages.get(document.id)?.document
        if (live === undefined || live.version < document.version)
          await store.publishPackage(document, clock.now())
      }
      await reload()
    },
  }
}

/** The most that any of the rules which start the package asks for; null where none of them does. */
export function wishOf(
  rules: readonly Pick<RuleDocument, 'then' | 'autonomy'>[],
  packageId: string,
): Autonomy | null {
  const starting = rules.filter(({ then }) =>
    then.some((action) => 'startPackage' in action && action.startPackage === packageId),
  )
  return starting.reduce<Autonomy | null>(
    (most, { autonomy }) => (most === null || autonomy > most ? autonomy : most),
    null,
  )
}
