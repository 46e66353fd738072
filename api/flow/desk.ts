import type { Decision } from '../../contract/decision'
import type { CustomerId } from '../../contract/ids'
import type { CustomerBrief } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type {
  CustomerPage,
  DecisionExplained,
  Found,
  HotCustomer,
  HubDesk,
  MissExplained,
} from '../../contract/ports/desk'
import type { Delivery } from '../delivery'
import type { CustomerRow, HeldCustomer, OwnerFilter } from '../customers'
import { strengthOf } from '../intent'
import { may } from '../people'
import { briefOf, evidenceLine, evidenceLines } from './evidence-lines'
import { factsOf } from './judge-customer'
import type { Modules } from './modules'

const MOST_CHOICES = 8
const RECENT_LINES = 10
const EXPLAINED_LINES = 12

type DeskModules = Omit<Modules, 'delivery'> & {
  readonly delivery: Pick<
    Delivery,
    'answer' | 'open' | 'outboundFor' | 'newestDecisionFor' | 'settledOf' | 'feedback'
  >
}

/** The questions and orders of chat and console, answered from the store and filtered by who asks. */
export function createDesk(modules: DeskModules): HubDesk {
  const { customers, decisions, delivery, people, strategy, clock } = modules

  const brief = async (row: CustomerRow): Promise<CustomerBrief> =>
    briefOf(row, (await customers.store.tagsOf([row.id])).get(row.id) ?? [])

  const ownerOf = async (row: CustomerRow): Promise<Member | null> =>
    row.owner === null ? null : ((await people.member(row.owner)) ?? null)

  const hot = async (row: CustomerRow): Promise<HotCustomer> => ({
    ...(await brief(row)),
    tenths: row.tenths,
    stage: row.stage,
    owner: (await ownerOf(row))?.name ?? null,
    lastAt: row.lastAt,
  })

  const seen = async (asker: Member): Promise<OwnerFilter> => {
    if (may(asker, 'see-customer', { owner: null })) return { kind: 'all' }
    const owners = (await people.all()).filter((owner) => may(asker, 'see-customer', { owner }))
    return { kind: 'owners', owners: owners.map((m) => m.id) }
  }

  /** One customer by id, name or company, of those the asker may see. */
  const find = async (asker: Member, query: string): Promise<Found<CustomerRow>> => {
    const id = /^#?(\d{1,15})$/.exec(query)?.[1]
    if (id !== undefined) return byId(asker, Number(id) as CustomerId)
    const filter = await seen(asker)
    const rows = await customers.store.search(query, filter, MOST_CHOICES, 0)
    const exact = rows.filter((r) => r.name === query || r.company === query)
    const found = exact.length === 1 ? exact : rows
    const [first] = found
    if (first === undefined) return { kind: 'none' }
    if (found.length === 1) return { kind: 'found', value: first }
    return { kind: 'several', choices: await Promise.all(found.map(brief)) }
  }

  const byId = async (asker: Member, id: CustomerId): Promise<Found<CustomerRow>> => {
    const row = await customers.store.row(id)
    if (row === undefined) return { kind: 'none' }
    if (row.mergedInto !== null) return byId(asker, row.mergedInto)
    if (!may(asker, 'see-customer', { owner: await ownerOf(row) })) return { kind: 'none' }
    return { kind: 'found', value: row }
  }

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
      ...(await hot(row)),
      tenths: strength?.tenths ?? row.tenths,
      contributions: strength?.contributions ?? [],
      recent: timeline.flatMap((e) => {
        const t = byNumber.get(e.touchpoint)
        return t === undefined ? [] : [evidenceLine(t)]
      }),
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
      package:
        pack === undefined ? null : { name: pack.name, version: pack.version, hypothesis: pack.hypothesis },
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
    hot: async (asker, limit, offset) => {
      const rows = await customers.store.hottest(await seen(asker), limit, offset)
      return Promise.all(rows.map(hot))
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
    ...cardsOf(delivery),
    ownerOf: async (id) => {
      const row = await customers.store.row(id)
      return row === undefined ? null : ownerOf(row)
    },
  }
}

/** What is asked and said of cards. */
const cardsOf = (
  delivery: DeskModules['delivery'],
): Pick<HubDesk, 'confirm' | 'open' | 'notice' | 'feedback'> => ({
  confirm: (asker, which, answer, note) => delivery.answer(which, asker, answer, note),
  open: (asker, limit) => delivery.open(asker.id, limit),
  notice: async (asker, notice) => delivery.outboundFor(asker, notice),
  feedback: async (asker, notice, verdict, reason) => ({
    kind: await delivery.feedback(notice, asker, verdict, reason),
  }),
})
