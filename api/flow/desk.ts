import type { Decision } from '../../contract/decision'
import type { CustomerPage, DecisionExplained, HubDesk, MissExplained } from '../../contract/ports/desk'
import type { StrategyPackage } from '../../contract/rule'
import type { Member } from '../../contract/people'
import type { CustomerRow, HeldCustomer } from '../customers'
import { strengthOf } from '../intent'
import { evidenceLine, evidenceLines } from './evidence-lines'
import { factsOf } from './judge-customer'
import type { DeskModules } from './desk-modules'
import { rightsOf } from './desk-rights'
import { createAutonomyDesk } from './autonomy-desk'
import { createCustomerFinder } from './customer-finder'
import { createDocumentsDesk } from './documents-desk'
import { createFiguresDesk } from './figures-desk'
import { createMeetingDesk } from './meeting-desk'
import { handOver } from './hand-over'
import { createOperationsDesk } from './operations-desk'
import { wecomTagsOf } from './wecom-tags'
import { createSpokenNames } from './spoken-names'
import { createStrategyDesk } from './strategy-desk'
import { undo } from './undo'

const RECENT_LINES = 10
const EXPLAINED_LINES = 12

/** The questions and orders of chat and console, answered from the store and filtered by who asks. */
export function createDesk(modules: DeskModules): HubDesk {
  const { customers, decisions, delivery, people, strategy, clock } = modules

  const { brief, ownerOf, ownersOf, find, byId, ofDecision, hot, hotOf } = createCustomerFinder(modules)

  const ownerOfRow = async (row: CustomerRow | undefined): Promise<Member | null> =>
    row === undefined ? null : ownerOf(row)

  const held = async (row: CustomerRow): Promise<HeldCustomer | undefined> =>
    (await customers.store.hold([row.id]))[0]

  const page = async (row: CustomerRow): Promise<CustomerPage> => {
    const now = clock.now()
    const customer = await held(row)
    const strength =
      customer === undefined ? undefined : strengthOf(modules.template, customer.state.folded, now)
    const timeline = await customers.store.timeline(row.id, RECENT_LINES)
    const touchpoints = await modules.log.readByIds(timeline.map((e) => e.touchpoint))
    const byNumber = new Map(touchpoints.map((t) => [t.id, modules.align(t)]))
    return {
      ...(await hot(row, (await brief(row)).tags)),
      tenths: strength?.tenths ?? row.tenths,
      contributions: strength?.contributions ?? [],
      recent: timeline.flatMap((e) => {
        const t = byNumber.get(e.touchpoint)
        return t === undefined ? [] : [evidenceLine(t)]
      }),
      ...(await wecomTagsOf(modules, row.id)),
    }
  }

  /** Where a tag set the decision off, what people want explained is the tag. */
  const tagDecisionBehind = async (decision: Decision): Promise<Decision> => {
    const tag = 'tag' in decision.reading.condition ? decision.reading.condition.tag.has : undefined
    if (tag === undefined) return decision
    const before = await decisions.list({ customer: decision.customer, before: decision.id, limit: 50 })
    const sets = (d: Decision): boolean => d.actions.some((a) => 'tag' in a && a.tag === tag)
    return before.find((d) => d.trace === decision.trace && sets(d)) ?? before.find(sets) ?? decision
  }

  const explain = async (decision: Decision, row: CustomerRow): Promise<DecisionExplained> => {
    const touchpoints = await modules.log.readByIds(decision.evidence)
    const byNumber = new Map(touchpoints.map((t) => [t.id, modules.align(t)]))
    const rule = await strategy.store.ruleVersion(decision.rule, decision.ruleVersion)
    const started = decision.actions.flatMap((a) => ('startPackage' in a ? [a.startPackage] : []))[0]
    const behind = await tagDecisionBehind(decision)
    const pack = started === undefined ? undefined : strategy.package(started)
    return {
      decision: decision.id,
      customer: await brief(row),
      at: decision.at,
      trace: decision.trace,
      evidence: evidenceLines(decision.evidence, byNumber, EXPLAINED_LINES),
      reading: behind.reading,
      tags: behind.actions.flatMap((a) => ('tag' in a ? [a.tag] : [])),
      rule: {
        id: decision.rule,
        name: rule?.name ?? decision.rule,
        version: decision.ruleVersion,
        hypothesis: rule?.hypothesis ?? '',
      },
      package: pack === undefined ? null : packageOf(pack),
      outcome: await delivery.settledOf(decision.id),
    }
  }

  const explainMiss = async (row: CustomerRow): Promise<MissExplained> => {
    const customer = await held(row)
    const index = strategy.index()
    const facts = customer === undefined ? undefined : factsOf(modules.template, customer, clock.now())
    const rules =
      facts === undefined
        ? []
        : index.rules.map((rule) => ({ ...index.explain(rule.id, facts), name: rule.name }))
    return { customer: await brief(row), rules }
  }

  return {
    ...createFiguresDesk(modules),
    ...ordersOf(modules),
    names: createSpokenNames(modules),
    rights: async (asker) => rightsOf(asker, await people.all()),
    hot: async (asker, limit, offset, whose = { kind: 'all' }) => {
      const filter = await ownersOf(asker, whose)
      if (filter === undefined) return null
      return hotOf(await customers.store.hottest(filter, limit, offset))
    },
    customer: async (asker, query) => {
      const found = await find(asker, query)
      return found.kind === 'found' ? { kind: 'found', value: await page(found.value) } : found
    },
    explain: async (asker, id) => {
      const wanted = id ?? (await delivery.newestDecisionFor(asker.id))
      const decision = wanted === null ? undefined : await decisions.find(wanted)
      if (decision === undefined) return { kind: 'none' }
      const found = await byId(asker, decision.customer)
      if (found.kind !== 'found') return found.kind === 'none' ? { kind: 'forbidden' } : found
      return { kind: 'found', value: await explain(decision, found.value) }
    },
    explainMiss: async (asker, query) => {
      const found = await find(asker, query)
      return found.kind === 'found' ? { kind: 'found', value: await explainMiss(found.value) } : found
    },
    handOver: async (asker, which, to) => {
      const found =
        'decision' in which ? await ofDecision(asker, which.decision) : await find(asker, which.customer)
      if (found.kind === 'several') return found
      if (found.kind !== 'found') return { kind: 'no-customer' }
      const row = found.value
      return handOver(modules, asker, { row, brief: await brief(row), owner: await ownerOf(row) }, to)
    },
    open: (asker, limit, offset) => delivery.open(asker.id, limit, offset),
    notice: async (asker, notice) => delivery.outboundFor(asker, notice),
    ownerOf: async (id) => ownerOfRow(await customers.store.row(id)),
    ...settingsDesk(modules),
    ...answersDesk(modules),
  }
}

/** What people do about a card. */
const answersDesk = (modules: DeskModules): Pick<HubDesk, 'confirm' | 'undo' | 'feedback'> => ({
  confirm: (asker, which, answer, note) => modules.delivery.answer(which, asker, answer, note),
  undo: (asker, decision) => undo(modules, asker, decision),
  feedback: async (asker, notice, verdict, reason) => ({
    kind: await modules.delivery.feedback(notice, asker, verdict, reason),
  }),
})

const ordersOf = (modules: DeskModules) => ({
  ...createStrategyDesk(modules),
  ...createOperationsDesk(modules),
  ...createDocumentsDesk(modules),
  ...createMeetingDesk(modules),
  ...createAutonomyDesk(modules),
})

const settingsDesk = ({ settings }: DeskModules): Pick<HubDesk, 'settings' | 'changeSettings'> => ({
  settings: (asker) => settings.settingsOf(asker.id),
  changeSettings: (asker, change) => settings.changeSettings(asker.id, change),
})

const packageOf = ({ name, version, hypothesis }: StrategyPackage): DecisionExplained['package'] => ({
  name,
  version,
  hypothesis,
})
