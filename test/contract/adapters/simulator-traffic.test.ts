import { join } from 'node:path'

import { createInquiryDoor } from '../../../adapters/inquiry'
import { createNativeDoor } from '../../../adapters/native'
import { createSegmentDoor } from '../../../adapters/segment'
import { createSensorsDoor } from '../../../adapters/sensors'
import type { TrialCustomer } from '../../../adapters/simulator/company/company-types'
import { trialCompany } from '../../../adapters/simulator/company/trial-company'
import { createTraffic } from '../../../adapters/simulator/traffic/traffic'
import { fold } from '../../../api/customers/domain/fold'
import { emptyState } from '../../../api/customers/domain/working-state'
import { compileTemplate, loadTemplate, stageOf, tenthsOf } from '../../../api/intent'
import { compileRules, loadShipped } from '../../../api/strategy'
import { createContentMap, createEventMap } from '../../../api/touchpoints'
import { customerId, sourceId, touchpointId } from '../../../contract/ids'
import type { Door } from '../../../contract/ports/door'
import type { ArrivedBatch, Unreadable } from '../../../contract/ports/inbox'
import { instant } from '../../../contract/quantities'
import type { Instant } from '../../../contract/quantities'
import type { Touchpoint } from '../../../contract/touchpoint'

const company = trialCompany(1)
const assets = join(__dirname, '../../../assets')
const start = Date.UTC(2026, 10, 23, 6)

interface Arrived {
  readonly touchpoints: Touchpoint[]
  readonly unreadable: Unreadable[]
  readonly refused: number
  readonly now: Instant
}

/** Plays the traffic against the real doors for so many seconds of a clock that only waiting moves. */
async function arriveIn(playedSeconds: number): Promise<Arrived> {
  let now = start
  const touchpoints: Touchpoint[] = []
  const unreadable: Unreadable[] = []
  const align = createContentMap(company.contentMap)
  const deps = {
    clock: { now: () => instant(now) },
    eventMap: createEventMap(company.eventMeanings),
    gate: {
      byKey: (kind: string, key: string) =>
        key === `key-of-${kind}` ? { id: sourceId(1), name: kind, kind } : undefined,
      admit: () => ({ ok: true }) as const,
    },
    inbox: {
      accept: (batch: ArrivedBatch) => {
        for (const touchpoint of batch.touchpoints) {
          const id = touchpointId(touchpoints.length + 1)
          touchpoints.push(align({ ...touchpoint, id, source: batch.source, receivedAt: batch.receivedAt }))
        }
        unreadable.push(...batch.unreadable)
        const accepted = batch.touchpoints.length
        return Promise.resolve({ accepted, repeated: 0, quarantined: batch.unreadable.length })
      },
    },
  }
  const doors: Door[] = [
    createNativeDoor(deps),
    createSegmentDoor(deps),
    createSensorsDoor(deps),
    createInquiryDoor(deps),
  ]
  let ended: () => void = () => undefined
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  const traffic = createTraffic({
    baseUrl: 'http://hub.test',
    keys: {
      native: 'key-of-native',
      segment: 'key-of-segment',
      sensors: 'key-of-sensors',
      inquiry: 'key-of-inquiry',
    },
    company,
    seed: 3,
    http: async ({ url, headers, body }) => {
      const { pathname, searchParams } = new URL(url)
      const door = doors.find((d) => d.routes.some((r) => r.method === 'POST' && r.path === pathname))
      if (door === undefined) throw new Error(`no door at ${pathname}`)
      const answer = await door.handle({
        method: 'POST',
        path: pathname,
        query: searchParams,
        headers,
        body: Buffer.from(body),
        receivedAt: instant(now),
      })
      return { status: answer.status, retryAfter: null, body: String(answer.body ?? '') }
    },
    time: {
      now: () => now,
      wait: (ms) => {
        now += ms
        if (now - start >= playedSeconds * 1_000) void traffic.stop().then(ended)
        return Promise.resolve()
      },
    },
  })
  traffic.start()
  await end
  return { touchpoints, unreadable, refused: traffic.counts().refused, now: instant(now) }
}

/** The temper and owner of every customer for whom a rule holds when everything has arrived. */
type Holding = (rule: string) => readonly TrialCustomer[]

async function rulesMet({ touchpoints, now }: Arrived): Promise<Holding> {
  const rules = compileRules((await loadShipped(join(assets, 'rules'))).rules)
  const template = compileTemplate(await loadTemplate(join(assets, 'intent-template.json')))
  const met = company.customers.map((customer) => {
    const state = emptyState(customerId(1))
    for (const touchpoint of touchpointsOf(customer, touchpoints)) fold(state, touchpoint)
    if (state.folded.touchpoints === 0) return { customer, rules: [] }
    const intentTenths = tenthsOf(template, state.folded, now)
    const { stage } = stageOf(state.folded, intentTenths, now)
    const said = rules.explainAll({ state, now, intentTenths, stage })
    return { customer, rules: said.filter((one) => one.met).map((one) => String(one.rule)) }
  })
  return (rule) => met.filter((one) => one.rules.includes(rule)).map(({ customer }) => customer)
}

function touchpointsOf({ identifiers }: TrialCustomer, all: readonly Touchpoint[]): Touchpoint[] {
  const own = new Set<string>(Object.values(identifiers))
  return all.filter((touchpoint) => touchpoint.identifiers.some(({ value }) => own.has(value)))
}

describe('the traffic at our own doors', () => {
  let minute: Holding
  let tenMinutes: Arrived
  beforeAll(async () => {
    minute = await rulesMet(await arriveIn(60))
    tenMinutes = await arriveIn(600)
  })

  it('P-20 is read whole: nothing is refused, nothing goes to quarantine', () => {
    expect(tenMinutes.refused).toBe(0)
    expect(tenMinutes.unreadable).toEqual([])
    expect(tenMinutes.touchpoints.length).toBeGreaterThan(1_500)
  })

  it('says who it was and about what: every view of a page has a topic and a visit', () => {
    const views = tenMinutes.touchpoints.filter(
      ({ verb, object }) => verb === 'viewed' && object.type !== 'quote',
    )
    expect(views.filter(({ topic, visit }) => topic === undefined || visit === undefined)).toEqual([])
  })

  it('S1-24 makes a technical customer of the first member within a minute', () => {
    expect(minute('technical-nurture').map(({ owner }) => owner)).toContain(company.firstMember)
  })

  it('S1-10 makes an inquiry of a customer of the first member within a minute', () => {
    expect(minute('inquiry').map(({ owner }) => owner)).toContain(company.firstMember)
  })

  it('gives each kind of visitor the rule that was made for him, and nobody else', async () => {
    const met = await rulesMet(tenMinutes)
    const tempersOf = (rule: string): Set<string> => new Set(met(rule).map(({ temper }) => temper))
    expect(tempersOf('technical-nurture')).toEqual(new Set(['technical']))
    expect(tempersOf('inquiry')).toEqual(new Set(['inquirer']))
    expect(tempersOf('price-watcher')).toEqual(new Set(['price']))
    expect(tempersOf('returning-silent')).toEqual(new Set(['silent']))
  })
})
