import type { PageKind, Place, TrialCompany, TrialCustomer, TrialPage } from '../../company/company-types'
import type { SeededRandom } from '../../company/seeded-random'
import type { Deed, Happening, Parcel, Visitor } from '../happening'

/** What a journey is given. Journeys are pure: chance, time and ids come from here. */
export interface JourneyContext {
  readonly company: TrialCompany
  readonly random: SeededRandom
  /** Milliseconds since 1970: when the journey begins. */
  readonly start: number
  /** A new id at each call, unique over runs. */
  readonly newId: () => string
}

/** Everything one visitor will do, in the requests that his clients will make. */
export type Journey = readonly Parcel[]

export const seconds = (n: number): number => n * 1_000
export const hours = (n: number): number => n * 3_600_000

/** At most so many events wait in the mini-program's SDK before it sends (its default). */
const miniProgramBatch = 6

/** Opens and leaves the pages one after the other; all of it is one visit. */
export function walk(
  context: JourneyContext,
  visitor: Visitor,
  pages: readonly TrialPage[],
  from: number,
): Happening[] {
  const visit = context.newId()
  const { random, newId } = context
  let at = from
  const record = (deed: Deed): Happening => ({ id: newId(), at: Math.round(at), visitor, visit, deed })
  return pages.flatMap((page) => {
    const opened = record({ does: 'opens', page })
    const dwellSeconds = random.between(page.dwell[0] * 10, page.dwell[1] * 10) / 10
    at += seconds(dwellSeconds)
    const left = record({ does: 'leaves', page, dwellSeconds })
    at += random.between(200, 1_500)
    return [opened, left]
  })
}

/** A browser sends each thing as it happens. */
export function sentFromWeb(happenings: readonly Happening[]): Parcel[] {
  return happenings.map((happening) => ({ wire: 'native', sendAt: happening.at, happenings: [happening] }))
}

/** The mini-program's SDK sends six at a time, and the rest when the program goes to the background. */
export function sentFromMiniProgram(happenings: readonly Happening[]): Parcel[] {
  return inGroups(happenings, miniProgramBatch).map((group) => ({
    wire: 'sensors',
    sendAt: group.at(-1)?.at ?? 0,
    happenings: group,
  }))
}

/** What a client kept while it had no network leaves together at the next opening, with the times of old. */
export function sentLate(happenings: readonly Happening[], sendAt: number): Parcel[] {
  return inGroups(happenings, 50).map((group) => ({ wire: 'sensors', sendAt, happenings: group }))
}

export function pagesOf(context: JourneyContext, place: Place, kind: PageKind): readonly TrialPage[] {
  return context.company.pages.filter((page) => page.place === place && page.kind === kind)
}

/** One page of each kind asked for, by chance, in that order. */
export function pagesByKind(context: JourneyContext, place: Place, kinds: readonly PageKind[]): TrialPage[] {
  return kinds.map((kind) => context.random.pick(pagesOf(context, place, kind)))
}

/** Different pages of one kind, at most `count`. */
export function somePages(context: JourneyContext, place: Place, kind: PageKind, count: number): TrialPage[] {
  const pages = [...pagesOf(context, place, kind)]
  while (pages.length > count) pages.splice(context.random.between(0, pages.length - 1), 1)
  return pages
}

export const asCustomer = (customer: TrialCustomer): Visitor => ({ kind: 'customer', customer })

function inGroups(happenings: readonly Happening[], size: number): Happening[][] {
  const groups: Happening[][] = []
  for (let i = 0; i < happenings.length; i += size) groups.push(happenings.slice(i, i + size))
  return groups
}
