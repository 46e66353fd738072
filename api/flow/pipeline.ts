import { isFault } from '../../contract/fault'
import type { CustomerId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant, minutes, plus } from '../../contract/quantities'
import type { Touchpoint } from '../../contract/touchpoint'
import type { HeldCustomer } from '../customers'
import type { Sql } from '../database'
import { Mutex } from '../database'
import type { DecisionDraft } from '../decisions'
import { judgeCustomer } from './judge-customer'
import type { Modules, PipelineFigures } from './modules'
import { levelled } from './levels-in-force'
import { noticesOf } from './make-notices'
import type { Position } from './position.typeorm'
import { advance, takeOver } from './position.typeorm'
import type { WorkedBatch } from './process-batch'
import { refreshed, workOut, writeBatch } from './process-batch'
import { startPackages } from './start-packages'

export interface Pipeline {
  /** Becomes the one writer under this epoch. */
  takeOver(epoch: number): Promise<void>
  /** Processes what the log holds after the position; resolves with how many touchpoints that were. */
  step(): Promise<number>
  /** Judges the customers for whom time alone may have changed something. */
  tick(): Promise<number>
  /** Brings strength and stage of customers up to the moment; resolves with how many changed. */
  decay(signal?: AbortSignal): Promise<number>
  /**
   * Runs work between two batches, with everything remembered thrown away afterwards. The work calls `fence` in its
   * transaction, which throws Fault `fenced` when another process judges by now.
   */
  exclusively<T>(work: (fence: (tx: Sql) => Promise<void>) => Promise<T>): Promise<T>
  figures(): PipelineFigures
}

const BATCH = 500
const DUE_BATCH = 200
const DECAY_PAGE = 500

/**
 * The one writer of the partition: takes the log in runs and commits state, decisions, notices and position of each
 * run in one transaction.
 *
 * 1. Kill it anywhere: the position stands where the last whole run was committed, and the next start goes on there.
 * 2. A second writer cannot commit: the position moves only under the newest epoch.
 * 3. A touchpoint that cannot be processed is put aside with its reason, and the rest goes on.
 */
export function createPipeline(modules: Modules): Pipeline {
  const turns = new Mutex()
  let epoch = 0
  let at: Position = { position: 0, head: { id: 0, hash: '' } }
  let figures = nothingYet

  const forgetAll = (): void => {
    modules.identity.forget()
    modules.customers.forget()
  }

  const commit = async (batch: WorkedBatch, extra?: (tx: Sql) => Promise<void>): Promise<void> => {
    const now = modules.clock.now()
    const told = await noticesOf(modules, batch)
    const head = await modules.database.write(async (tx) => {
      const { drafts, levels } = await levelled(
        modules,
        tx,
        batch.drafts.map((d) => d.draft),
      )
      const decisions = await modules.decisions.append(tx, drafts, at.head, now)
      const last = decisions.at(-1)
      const next = last === undefined ? at.head : { id: last.id, hash: last.hash }
      await advance(tx, epoch, at, { position: batch.position, head: next })
      const owned = await startPackages(modules, tx, batch, { decisions, levels }, now)
      await writeBatch(modules, tx, owned, now)
      await modules.delivery.queue(tx, told(decisions, owned))
      await extra?.(tx)
      return { position: batch.position, head: next, owned }
    })
    at = { position: head.position, head: head.head }
    modules.identity.remember(batch.identity)
    modules.customers.remember(head.owned.held.values())
    figures = {
      ...figures,
      position: at.position,
      processed: figures.processed + batch.timeline.length,
      decisions: figures.decisions + batch.drafts.length,
      batches: figures.batches + 1,
      lastCommitAt: now,
    }
    if (batch.drafts.length > 0) modules.delivery.wake()
  }

  const process = async (run: readonly Touchpoint[]): Promise<number> => {
    try {
      const batch = await workOut(modules, run, at.head.id)
      await commit(batch)
      return batch.timeline.length
    } catch (cause) {
      forgetAll()
      figures = { ...figures, failures: figures.failures + 1 }
      if (isFault(cause)) throw cause
      return run.length > 1 ? processOneByOne(run, cause) : putAside(run, cause)
    }
  }

  const processOneByOne = async (run: readonly Touchpoint[], cause: unknown): Promise<number> => {
    modules.logger.warn(
      { err: cause, from: run[0]?.id, count: run.length },
      'a batch failed; going on one by one',
    )
    let done = 0
    for (const touchpoint of run) done += await process([touchpoint])
    return done
  }

  const putAside = async (run: readonly Touchpoint[], cause: unknown): Promise<number> => {
    const [touchpoint] = run
    if (touchpoint === undefined) return 0
    modules.logger.error(
      { err: cause, touchpoint: touchpoint.id },
      'a touchpoint cannot be processed and was put aside',
    )
    await modules.database.write(async (tx) => {
      await modules.log.putAside(tx, touchpoint, cause instanceof Error ? cause.message : String(cause))
      await advance(tx, epoch, at, { ...at, position: touchpoint.id })
    })
    at = { ...at, position: touchpoint.id }
    return 1
  }

  const tickSome = async (): Promise<number> => {
    const now = modules.clock.now()
    const due = await modules.customers.store.due(now, DUE_BATCH)
    if (due.length === 0) return 0
    const held = await modules.customers.hold(due)
    const drafts: { draft: DecisionDraft; held: HeldCustomer }[] = []
    for (const customer of held.values()) judgeDue(modules, customer, now, at.head.id, drafts)
    const rows = new Map<CustomerId, HeldCustomer>()
    for (const [id, customer] of held) rows.set(id, afterTick(modules, customer, now))
    await commit({
      held: rows,
      drafts: drafts.map((d) => ({ draft: d.draft, held: rows.get(d.held.row.id) ?? d.held })),
      timeline: [],
      identity: await nothingChanged(modules),
      position: at.position,
      touchpoints: new Map(),
    })
    return due.length
  }

  const decayPage = async (after: number): Promise<{ last: number | undefined; changed: number }> => {
    const ids = await modules.customers.store.warm(after, DECAY_PAGE)
    const held = await modules.customers.hold(ids)
    const now = modules.clock.now()
    const rows = [...held.values()].map((h) => refreshed(modules, h, now))
    const changed = rows.filter((h) => {
      const before = held.get(h.row.id)?.row
      return before?.tenths !== h.row.tenths || before.stage !== h.row.stage
    })
    if (changed.length > 0) {
      await modules.database.write(async (tx) => {
        await advance(tx, epoch, at, at)
        await modules.customers.store.writeStanding(
          tx,
          changed.map((h) => h.row),
        )
      })
      modules.customers.remember(changed)
    }
    return { last: ids.at(-1), changed: changed.length }
  }

  const guarded = <T>(work: () => Promise<T>): Promise<T> =>
    turns.run(async () => {
      try {
        return await work()
      } catch (cause) {
        forgetAll()
        throw cause
      }
    })

  return {
    takeOver: (next) =>
      guarded(async () => {
        forgetAll()
        epoch = next
        at = await takeOver(modules.database, epoch)
        figures = { ...figures, position: at.position }
      }),
    step: () =>
      guarded(async () => {
        const run = await modules.log.readAfter(at.position, BATCH)
        return run.length === 0 ? 0 : process(run)
      }),
    tick: () => guarded(tickSome),
    decay: async (signal) => {
      let after = 0
      let changed = 0
      for (;;) {
        const page = await guarded(() => decayPage(after))
        changed += page.changed
        if (page.last === undefined || signal?.aborted === true) return changed
        after = page.last
      }
    },
    exclusively: (work) =>
      turns.run(async () => {
        forgetAll()
        try {
          return await work((tx) => advance(tx, epoch, at, at))
        } finally {
          forgetAll()
        }
      }),
    figures: () => figures,
  }
}

const nothingYet: PipelineFigures = {
  position: 0,
  processed: 0,
  decisions: 0,
  batches: 0,
  failures: 0,
  lastCommitAt: null,
}

/** Judges at the moment that was due, not at the moment we got round to it. */
function judgeDue(
  modules: Modules,
  customer: HeldCustomer,
  now: Instant,
  chainHead: number,
  drafts: { draft: DecisionDraft; held: HeldCustomer }[],
): void {
  const moment = customer.row.dueAt ?? now
  const means = {
    index: modules.strategy.index(),
    template: modules.template,
    nextDecision: () => chainHead + drafts.length + 1,
    record: (draft: DecisionDraft, held: HeldCustomer) => void drafts.push({ draft, held }),
  }
  judgeCustomer(means, customer, { kind: 'clock' }, moment, {
    trace: `C${customer.row.id}-${moment}`,
    evidence: [],
  })
}

/** The next moment due must lie ahead, or one customer would keep the clock busy for ever. */
function afterTick(modules: Modules, customer: HeldCustomer, now: Instant): HeldCustomer {
  const moment = instant((customer.row.dueAt ?? now) + 1)
  const next = refreshed(modules, customer, now, moment)
  const { dueAt } = next.row
  const soon = dueAt !== null && dueAt <= moment ? plus(now, minutes(60)) : dueAt
  return { state: next.state, row: { ...next.row, dueAt: soon } }
}

async function nothingChanged(modules: Modules): Promise<WorkedBatch['identity']> {
  return (await modules.identity.resolve([])).changes
}
