import type { IdentifierType, NewTouchpoint, ObjectType, Verb } from '../../contract/touchpoint'
import { instant } from '../../contract/quantities'
import { below, pick, seeded } from './chance'
import type { Chance } from './chance'
import { actsOnPage, generalPlaces, productLines } from './site'
import type { Place } from './site'

export interface TrafficPlan {
  readonly seed: number
  readonly customers: number
  readonly touchpoints: number
  /** The first and about the last moment. */
  readonly from: number
  readonly until: number
}

/** A touchpoint in the form of our own door, as a sender would write it. */
export interface SentTouchpoint {
  readonly id: string
  readonly at: number
  readonly verb: Verb
  readonly object: { readonly type: ObjectType; readonly id: string; readonly name: string }
  readonly who: Readonly<Record<string, string>>
  readonly visit: string
  readonly dwellSeconds?: number
  readonly properties: Readonly<Record<string, string | number | boolean>>
}

/**
 * Touchpoints of many customers as a company's site and mini-program make them, ordered by time: visits of a few
 * pages, most looked at and left again, now and then a download, a question, an inquiry. A tenth of the customers
 * makes half of the traffic; a third also shows a device. Always the same for the same plan.
 */
export function trafficOf(plan: TrafficPlan): SentTouchpoint[] {
  const chance = seeded(plan.seed)
  const made: SentTouchpoint[] = []
  let visit = 0
  while (made.length < plan.touchpoints) {
    const customer = customerOf(chance, plan.customers)
    const start = plan.from + chance() * (plan.until - plan.from)
    visit += 1
    made.push(...visitOf(chance, customer, `v${visit}`, start, plan.until))
  }
  made.sort((a, b) => a.at - b.at)
  return made.slice(0, plan.touchpoints).map((t, i) => ({ ...t, id: `t-${plan.seed}-${i}` }))
}

/** The same as the inbox takes it. */
export const toNew = (t: SentTouchpoint): NewTouchpoint => ({
  sourceEventId: t.id,
  occurredAt: instant(t.at),
  actor: 'customer',
  verb: t.verb,
  object: t.object,
  identifiers: Object.entries(t.who).map(([type, value]) => ({ type: type as IdentifierType, value })),
  visit: t.visit,
  ...(t.dwellSeconds === undefined ? undefined : { dwellMs: t.dwellSeconds * 1_000 }),
  properties: t.properties,
})

const customerOf = (chance: Chance, customers: number): number =>
  chance() < 0.5 ? below(chance, Math.ceil(customers / 10)) : below(chance, customers)

function visitOf(
  chance: Chance,
  customer: number,
  visit: string,
  start: number,
  until: number,
): SentTouchpoint[] {
  const made: SentTouchpoint[] = []
  const who = whoIs(chance, customer)
  let at = Math.round(start)
  for (let pages = 1 + below(chance, 5); pages > 0; pages -= 1) {
    const place = placeFor(chance, customer)
    const common = { id: '', who, visit, properties: propertiesOf(chance, place) }
    const object = { type: 'page' as const, id: place.path, name: place.name }
    const dwellSeconds = 3 + below(chance, 90)
    made.push({ ...common, at, verb: 'viewed', object })
    if (chance() < 0.16) made.push({ ...common, at: at + 1_500, verb: pick(chance, actsOnPage), object })
    if (chance() < 0.8)
      made.push({ ...common, at: at + dwellSeconds * 1_000, verb: 'left', object, dwellSeconds })
    at += dwellSeconds * 1_000 + 2_000
  }
  return made.filter((t) => t.at <= until)
}

function whoIs(chance: Chance, customer: number): Record<string, string> {
  const account = `cust-${String(customer).padStart(7, '0')}`
  if (customer % 3 !== 0) return { account }
  const device = `dev-${String(customer).padStart(7, '0')}`
  return chance() < 0.3 ? { device } : { account, device }
}

/** Everybody has two product lines that concern him, and wanders about otherwise. */
function placeFor(chance: Chance, customer: number): Place {
  if (chance() < 0.4)
    return pick(
      chance,
      generalPlaces.map((place) => [place, place.weight] as const),
    )
  const own = (customer * 7 + below(chance, 2) * 11) % productLines.length
  const line = productLines[chance() < 0.7 ? own : below(chance, productLines.length)] ?? 'line-01'
  const page = pick(chance, [['', 3], ['/specs', 2], ['/gallery', 1], ['/faq', 1]]) // prettier-ignore
  return { path: `/products/${line}${page}`, name: `产品 ${line}`, weight: 1 }
}

const propertiesOf = (chance: Chance, place: Place): SentTouchpoint['properties'] => ({
  url: `https://www.example.com${place.path}`,
  referrer: chance() < 0.5 ? 'https://www.baidu.com/' : 'https://www.example.com/',
  channel: pick(chance, [['web', 6], ['miniprogram', 3], ['mail', 1]]), // prettier-ignore
  scroll: below(chance, 100),
})
