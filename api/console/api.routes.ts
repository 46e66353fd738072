import Router from '@koa/router'

import { Fault } from '../../contract/fault'
import { customerId, decisionId, noticeId, ruleId, touchpointId } from '../../contract/ids'
import type { CustomerId } from '../../contract/ids'
import { meetingCode, meetingId } from '../../contract/meeting'
import type { Clock } from '../../contract/ports/clock'
import type { HubDesk } from '../../contract/ports/desk'
import { instant } from '../../contract/quantities'
import type { Customers } from '../customers'
import type { DecisionStore } from '../decisions'
import type { Delivery } from '../delivery'
import type { Documents } from '../documents'
import type { Rejoin } from '../flow'
import { readJson } from '../http'
import type { People } from '../people'
import type { Meetings } from '../meetings'
import type { LogStore, Sources } from '../touchpoints'
import type { AlignContent } from '../touchpoints'
import { momentOf } from '../customers'
import { apiSchemas } from './api-schema'
import { allow, authenticate } from './authenticate.routes'
import { addAutonomy } from './autonomy.routes'
import type { MeaningRow, Quarantine } from './quarantine.typeorm'
import { readAs } from './read-query'
import type { Strategy } from '../strategy'
import type { Tokens } from './tokens.typeorm'

export interface ApiDeps {
  readonly tokens: Tokens
  readonly desk: HubDesk
  readonly customers: Customers
  readonly log: LogStore
  readonly decisions: DecisionStore
  readonly rejoin: Rejoin
  readonly sources: Sources
  readonly strategy: Strategy
  readonly quarantine: Quarantine
  readonly align: AlignContent
  readonly documents: Pick<Documents, 'linksOf' | 'openings' | 'document'>
  readonly people: Pick<People, 'member'>
  readonly clock: Clock
  readonly meetings: Pick<Meetings, 'list'>
  readonly delivery: Pick<
    Delivery,
    'responseTimes' | 'responseTimesBy' | 'undelivered' | 'redrive' | 'escalations' | 'ruleStatistics'
  >
  /** Gives an unknown event its meaning and reads what waits of it once more; how many became touchpoints. */
  readonly mapEvent: (row: MeaningRow, by: string) => Promise<number>
}

const BODY_LIMIT = 64 * 1024
/** Of each link. */
const NEWEST_OPENINGS = 20
const WEEK_MS = 7 * 86_400_000

function readMeaning(value: unknown): MeaningRow {
  const { topic, ...row } = readAs(apiSchemas.meaning, value)
  return topic === undefined ? row : { ...row, topic }
}

/** What scripts ask: customers with their score, timelines, decisions with their reasons, sources, quarantine. */
export function createApiRouter(deps: ApiDeps): Router {
  const router = new Router({ prefix: '/v1' })
  // Doors live under /v1 too and are answered before this; here everything needs a token.
  router.use(authenticate(deps.tokens))

  router.get('/customers', async (context) => {
    const asker = allow(context, 'see-customer', { owner: null })
    const { q, limit, offset } = readAs(apiSchemas.customers, context.query)
    const filter = { kind: 'all' } as const
    const rows =
      q === ''
        ? await deps.customers.store.hottest(filter, limit, offset)
        : await deps.customers.store.search(q, filter, limit, offset)
    context.body = {
      items: rows.map(({ tenths, ...row }) => ({ ...row, score: tenths / 10 })),
      total: await deps.customers.store.count(),
      next: rows.length === limit ? offset + limit : null,
      asker: asker.name,
    }
  })

  router.get('/customers/:id', async (context) => {
    const asker = allow(context, 'see-customer', { owner: null })
    const found = await deps.desk.customer(asker, `#${idOf(context)}`)
    if (found.kind !== 'found') throw notFound('customer')
    const { tenths, contributions, ...page } = found.value
    context.body = {
      ...page,
      score: tenths / 10,
      contributions: contributions.map(({ tenths: t, ...c }) => ({ ...c, points: t / 10 })),
    }
  })

  router.get('/customers/:id/timeline', async (context) => {
    allow(context, 'see-customer', { owner: null })
    const { limit, before } = readAs(apiSchemas.timeline, context.query)
    const row = await deps.customers.store.row(customerId(idOf(context)))
    if (row === undefined) throw notFound('customer')
    context.body = await timeline(deps, row.mergedInto ?? row.id, limit, before)
  })

  router.get('/customers/:id/links', async (context) => {
    allow(context, 'see-customer', { owner: null })
    context.body = { items: await deps.rejoin.links(customerId(idOf(context))) }
  })

  router.post('/links/:id/undo', async (context) => {
    const asker = allow(context, 'administer', null)
    if (!(await deps.rejoin.undo(idOf(context), asker.name))) throw notFound('link that is in force')
    context.body = { undone: true }
  })

  router.post('/customers/:id/join', async (context) => {
    allow(context, 'administer', null)
    const { into } = readAs(apiSchemas.join, await readJson(context.req, BODY_LIMIT))
    if (!(await deps.rejoin.join(customerId(idOf(context)), customerId(into))))
      throw notFound('pair of customers')
    context.body = { joined: true }
  })

  router.get('/decisions', async (context) => {
    allow(context, 'explain-decision', { owner: null })
    const query = readAs(apiSchemas.decisions, context.query)
    const items = await deps.decisions.list({
      limit: query.limit,
      ...(query.customer === undefined ? {} : { customer: customerId(query.customer) }),
      ...(query.rule === undefined ? {} : { rule: query.rule }),
      ...(query.since === undefined ? {} : { since: instant(query.since) }),
      ...(query.before === undefined ? {} : { before: decisionId(query.before) }),
    })
    context.body = {
      items,
      total: await deps.decisions.count(),
      next: items.length === query.limit ? (items.at(-1)?.id ?? null) : null,
    }
  })

  router.get('/decisions/:id/explain', async (context) => {
    const asker = allow(context, 'explain-decision', { owner: null })
    const found = await deps.desk.explain(asker, decisionId(idOf(context)))
    if (found.kind !== 'found') throw notFound('decision')
    context.body = found.value
  })

  router.get('/decisions/:id/steps', async (context) => {
    allow(context, 'explain-decision', { owner: null })
    context.body = { items: await deps.strategy.steps(decisionId(idOf(context))) }
  })

  router.post('/decisions/:id/steps/finish', async (context) => {
    allow(context, 'administer', null)
    if (!(await deps.strategy.finishStep(decisionId(idOf(context))))) throw notFound('open step')
    context.body = { items: await deps.strategy.steps(decisionId(idOf(context))) }
  })

  router.get('/sources', async (context) => {
    allow(context, 'see-operations', null)
    const counts = new Map((await deps.log.countBySource()).map((c) => [c.source as number, c]))
    context.body = {
      items: deps.sources.all().map(({ keyHash: _secret, ...source }) => ({
        ...source,
        touchpoints: counts.get(source.id)?.touchpoints ?? 0,
        lastReceivedAt: counts.get(source.id)?.lastReceivedAt ?? null,
      })),
    }
  })

  router.get('/quarantine', async (context) => {
    allow(context, 'see-operations', null)
    const query = readAs(apiSchemas.quarantine, context.query)
    const items = await deps.quarantine.list(query)
    context.body = {
      items,
      summary: await deps.quarantine.summary(),
      next: items.length === query.limit ? (items.at(-1)?.id ?? null) : null,
    }
  })

  router.post('/quarantine/map', async (context) => {
    const asker = allow(context, 'administer', null)
    const meaning = readMeaning(await readJson(context.req, BODY_LIMIT))
    context.body = { backfilled: await deps.mapEvent(meaning, asker.name) }
  })

  addDocuments(router, deps)
  addDelivery(router, deps)
  addMeetings(router, deps)
  addPackages(router, deps)
  addAutonomy(router, deps)
  return router
}

/** Documents handed out for a customer, with what became of them; never the links themselves, which open them. */
function addDocuments(router: Router, { documents, customers, people }: ApiDeps): void {
  router.get('/documents/links', async (context) => {
    allow(context, 'see-customer', { owner: null })
    const { customer, limit, before } = readAs(apiSchemas.documentLinks, context.query)
    const row = await customers.store.row(customerId(customer))
    if (row === undefined) throw notFound('customer')
    const links = await documents.linksOf({ customer: row.mergedInto ?? row.id }, limit, before ?? null)
    const items = links.map(async (link) => {
      const { count, newest } = await documents.openings(link.id, NEWEST_OPENINGS)
      return {
        id: link.id,
        document: link.document,
        name: documents.document(link.document)?.name ?? null,
        decision: link.decision,
        by: (await people.member(link.member))?.name ?? null,
        madeAt: link.madeAt,
        ends: link.ends,
        takenBack: link.takenBack,
        openings: count,
        newestOpenings: newest,
      }
    })
    context.body = {
      items: await Promise.all(items),
      next: links.length === limit ? (links.at(-1)?.id ?? null) : null,
    }
  })
}

/** Everything that was arranged with customers; whom they are, whoever may see customers may see. */
function addMeetings(router: Router, { meetings }: ApiDeps): void {
  router.get('/meetings', async (context) => {
    allow(context, 'see-customer', { owner: null })
    const { before, limit } = readAs(apiSchemas.meetings, context.query)
    const items = await meetings.list(before === undefined ? undefined : meetingId(before), limit)
    context.body = {
      items: items.map((meeting) => ({ ...meeting, code: meetingCode(meeting.id) })),
      next: items.length === limit ? (items.at(-1)?.id ?? null) : null,
    }
  })
}

/** How cards fare: response times, rules, escalations, and what reached nobody. */
function addDelivery(router: Router, deps: ApiDeps): void {
  router.get('/response-times', async (context) => {
    allow(context, 'see-operations', null)
    const { since, by } = readAs(apiSchemas.responseTimes, context.query)
    const from = instant(since ?? deps.clock.now() - WEEK_MS)
    context.body = {
      items:
        by === 'member'
          ? await deps.delivery.responseTimes(from)
          : await deps.delivery.responseTimesBy(by, from),
    }
  })

  router.get('/undelivered', async (context) => {
    allow(context, 'see-operations', null)
    const { since, limit } = readAs(apiSchemas.since, context.query)
    context.body = {
      items: await deps.delivery.undelivered(instant(since ?? deps.clock.now() - WEEK_MS), limit),
    }
  })

  router.get('/rules/:id/statistics', async (context) => {
    allow(context, 'read-strategy', null)
    const rule = ruleId(readAs(apiSchemas.packageId, context.params.id))
    const { since } = readAs(apiSchemas.ruleStatistics, context.query)
    if (deps.strategy.rule(rule) === undefined) throw notFound('rule')
    context.body = await deps.delivery.ruleStatistics(rule, instant(since))
  })

  router.get('/escalations', async (context) => {
    allow(context, 'see-operations', null)
    const { since, limit } = readAs(apiSchemas.since, context.query)
    context.body = {
      items: await deps.delivery.escalations(instant(since ?? deps.clock.now() - WEEK_MS), limit),
    }
  })

  router.post('/undelivered/redrive', async (context) => {
    allow(context, 'see-operations', null)
    const { ids } = readAs(apiSchemas.redrive, await readJson(context.req, BODY_LIMIT))
    context.body = { again: await deps.delivery.redrive(ids.map(noticeId)) }
  })
}

function addPackages(router: Router, deps: ApiDeps): void {
  router.get('/packages', (context) => {
    allow(context, 'read-strategy', null)
    context.body = {
      items: deps.strategy.packages().map(({ document, paused }) => ({ ...document, paused })),
    }
  })

  router.post('/packages/:id/pause', async (context) => {
    const asker = allow(context, 'pause-strategy', null)
    const stopped = await deps.strategy.pause(readAs(apiSchemas.packageId, context.params.id), asker.name)
    if (stopped === undefined) throw notFound('package that is running')
    context.body = { stoppedSteps: stopped }
  })

  router.post('/packages/:id/resume', async (context) => {
    allow(context, 'pause-strategy', null)
    if (!(await deps.strategy.resume(readAs(apiSchemas.packageId, context.params.id))))
      throw notFound('paused package')
    context.body = { resumed: true }
  })
}

const idOf = (context: { readonly params: Record<string, string | undefined> }): number =>
  readAs(apiSchemas.id, context.params.id)

async function timeline(deps: ApiDeps, customer: CustomerId, limit: number, before: string | undefined) {
  const [at, id] = (before ?? '').split('-').map(Number)
  const place = at === undefined || id === undefined ? undefined : { at: instant(at), id: touchpointId(id) }
  const entries = await deps.customers.store.timeline(customer, limit, place)
  const touchpoints = new Map(
    (await deps.log.readByIds(entries.map((e) => e.touchpoint))).map((t) => [t.id, t]),
  )
  const last = entries.at(-1)
  return {
    items: entries.flatMap((e) => {
      const t = touchpoints.get(e.touchpoint)
      if (t === undefined) return []
      return [
        {
          ...deps.align(t),
          source: deps.sources.nameOf(t.source),
          countsAt: momentOf(t),
          persona: e.persona,
        },
      ]
    }),
    next: entries.length === limit && last !== undefined ? `${last.occurredAt}-${last.touchpoint}` : null,
  }
}

const notFound = (what: string): Fault =>
  new Fault({
    code: 'not-found',
    message: `没有找到。No such ${what}.`,
    advice: '请检查编号,列表接口给出可用的编号。Check the number; the lists give those there are.',
  })
