import type { CustomerId, TouchpointId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Touchpoint } from '../../contract/touchpoint'
import type { HeldCustomer, HistoryOf, TimelineEntry } from '../customers'
import { emptyState, fold, mergeStates, momentOf } from '../customers'
import type { Sql } from '../database'
import type { DecisionDraft } from '../decisions'
import type { ResolvedBatch } from '../identity'
import { ownCustomer } from '../identity'
import type { Cause } from './judge-customer'
import { factsOf, judgeCustomer, standingOf } from './judge-customer'
import type { Modules } from './modules'

/** A batch worked out in memory and not yet written. */
export interface WorkedBatch {
  readonly held: ReadonlyMap<CustomerId, HeldCustomer>
  readonly drafts: readonly { readonly draft: DecisionDraft; readonly held: HeldCustomer }[]
  readonly timeline: readonly TimelineEntry[]
  readonly identity: ResolvedBatch['changes']
  /** Position in the log after this batch. */
  readonly position: number
  /** The batch's touchpoints with their content known, for the evidence lines of notices. */
  readonly touchpoints: ReadonlyMap<TouchpointId, Touchpoint>
}

/**
 * Resolves, folds and judges a run of the log. Writes nothing; the customers it holds are changed in place, so a
 * caller that does not commit must forget them.
 */
export async function workOut(
  modules: Modules,
  run: readonly Touchpoint[],
  chainHead: number,
): Promise<WorkedBatch> {
  const touchpoints = run.map(modules.align)
  const identity = await modules.identity.resolve(touchpoints)
  // Taking people apart folds anew from the log, which must not lack anything: such a touchpoint goes alone.
  if (identity.changes.unlinked.length > 0 && run.length > 1) {
    return workOut(modules, run.slice(0, Math.ceil(run.length / 2)), chainHead)
  }
  const held = await holdAll(modules, identity)
  await settleLinks(modules, identity, held)
  const drafts: { draft: DecisionDraft; held: HeldCustomer }[] = []
  const means = {
    index: modules.strategy.index(),
    template: modules.template,
    nextDecision: () => chainHead + drafts.length + 1,
    record: (draft: DecisionDraft, customer: HeldCustomer) => void drafts.push({ draft, held: customer }),
  }
  const timeline: TimelineEntry[] = []
  touchpoints.forEach((touchpoint, i) => {
    const resolved = identity.resolved[i]
    const customer = resolved === undefined ? undefined : held.get(identity.customerOf(resolved))
    if (resolved === undefined || customer === undefined) return
    fold(customer.state, touchpoint)
    timeline.push({
      customer: customer.row.id,
      occurredAt: momentOf(touchpoint),
      touchpoint: touchpoint.id,
      persona: resolved.persona,
    })
    if (touchpoint.actor === 'ours') return
    judgeCustomer(
      means,
      customer,
      triggerOf(touchpoint),
      customer.state.folded.watermark,
      causeOf(touchpoint),
    )
  })
  const now = modules.clock.now()
  for (const [id, customer] of held) held.set(id, refreshed(modules, customer, now))
  return {
    held,
    drafts: drafts.map(({ draft, held: h }) => ({ draft, held: held.get(h.row.id) ?? h })),
    timeline,
    identity: identity.changes,
    position: touchpoints.at(-1)?.id ?? 0,
    touchpoints: new Map(touchpoints.map((t) => [t.id, t])),
  }
}

const triggerOf = (t: Touchpoint) =>
  ({ kind: 'touchpoint', verb: t.verb, topic: t.topic, exposes: t.exposes }) as const

const causeOf = (t: Touchpoint): Cause => ({ trace: `T${t.id}`, evidence: [t.id] })

async function holdAll(modules: Modules, identity: ResolvedBatch): Promise<Map<CustomerId, HeldCustomer>> {
  const ids = new Set(identity.resolved.map((r) => identity.customerOf(r)))
  for (const link of identity.changes.links) ids.add(link.from).add(link.into)
  for (const { persona, left } of identity.changes.unlinked) ids.add(ownCustomer(persona)).add(left)
  return modules.customers.hold([...ids])
}

/** Joins and parts customers as the links of this batch say, before anything is folded into them. */
async function settleLinks(
  modules: Modules,
  identity: ResolvedBatch,
  held: Map<CustomerId, HeldCustomer>,
): Promise<void> {
  for (const link of identity.changes.links) {
    const into = held.get(link.into)
    const from = held.get(link.from)
    if (into === undefined || from === undefined) continue
    held.set(link.into, { row: into.row, state: mergeStates(into.state, from.state) })
    held.set(link.from, {
      row: { ...from.row, mergedInto: link.into, tenths: 0, dueAt: null },
      state: emptyState(link.from),
    })
  }
  for (const { persona, left } of identity.changes.unlinked) {
    const own = ownCustomer(persona)
    const customers = [own, left]
    await refold(modules, held, own, { customers, only: persona })
    await refold(modules, held, left, { customers: [left], except: persona })
  }
}

/** Folds the customer anew from the log. What the hub has done about him stays done. */
export async function refold(
  modules: Modules,
  held: Map<CustomerId, HeldCustomer>,
  id: CustomerId,
  of: HistoryOf,
): Promise<void> {
  const before = held.get(id)
  if (before === undefined) return
  const state = emptyState(id)
  const history = await modules.customers.store.history(of)
  for (const touchpoint of await modules.log.readByIds(history)) fold(state, modules.align(touchpoint))
  Object.assign(state.marks.tags, before.state.marks.tags)
  Object.assign(state.marks.fired, before.state.marks.fired)
  held.set(id, { row: { ...before.row, mergedInto: null }, state })
}

/** The customer's row as its state now says; the clock is asked for a moment after `dueAfter` or the last touchpoint. */
export function refreshed(
  modules: Modules,
  held: HeldCustomer,
  now: Instant,
  dueAfter?: Instant,
): HeldCustomer {
  const { state, row } = held
  const { folded, profile } = state
  if (folded.touchpoints === 0) return held
  const standing = standingOf(modules.template, held, now)
  const next = modules.strategy
    .index()
    .nextCheck(factsOf(modules.template, held, dueAfter ?? folded.watermark))
  return {
    state,
    row: {
      ...row,
      name: profile.name?.value ?? row.name,
      company: profile.company?.value ?? row.company,
      tenths: standing.tenths,
      intentAt: now,
      stage: standing.stage,
      touchpoints: folded.touchpoints,
      firstAt: folded.firstAt,
      lastAt: folded.watermark,
      dueAt: next,
      owner: row.owner ?? ownerIn(modules, held),
    },
  }
}

/** The owner that the company's own customer list names. */
function ownerIn(modules: Modules, held: HeldCustomer): HeldCustomer['row']['owner'] {
  const named = held.state.profile.owner?.value
  return named === undefined ? null : (modules.ownerNamed(named) ?? null)
}

/** Writes what a batch changed about identity and customers, inside its transaction. */
export async function writeBatch(modules: Modules, tx: Sql, batch: WorkedBatch, now: Instant): Promise<void> {
  await modules.identity.write(tx, batch.identity, now)
  for (const link of batch.identity.links) {
    await modules.customers.store.moveTimeline(tx, link.persona, link.from, link.into)
  }
  for (const { persona, left } of batch.identity.unlinked) {
    await modules.customers.store.moveTimeline(tx, persona, left, ownCustomer(persona))
  }
  await modules.customers.write(tx, [...batch.held.values()].filter(hasHistory))
  if (batch.timeline.length > 0) await modules.customers.store.addToTimeline(tx, batch.timeline)
}

/** A device that was linked the moment it appeared never was a customer. */
const hasHistory = ({ row }: HeldCustomer): boolean => row.touchpoints > 0 || row.mergedInto === null
