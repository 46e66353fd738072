import type { CustomerId, DecisionId } from '../../contract/ids'
import type { CustomerBrief } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type { Found, HotCustomer } from '../../contract/ports/desk'
import type { Whose } from '../../contract/ports/figures-desk'
import type { CustomerRow, OwnerFilter } from '../customers'
import { may } from '../people'
import type { DeskModules } from './desk-modules'
import { briefOf } from './evidence-lines'
import { findPeople } from './find-people'

const MOST_CHOICES = 8

/** Customers by name, number or decision, of those whom the asker may see. */
export function createCustomerFinder({
  customers,
  decisions,
  people,
}: Pick<DeskModules, 'customers' | 'decisions' | 'people'>) {
  const brief = async (row: CustomerRow): Promise<CustomerBrief> =>
    briefOf(row, (await customers.store.tagsOf([row.id])).get(row.id) ?? [])

  const ownerOf = async (row: CustomerRow): Promise<Member | null> =>
    row.owner === null ? null : ((await people.member(row.owner)) ?? null)

  /** A page of rows with two questions to the database, however many rows. */
  const hotOf = async (rows: readonly CustomerRow[]): Promise<HotCustomer[]> => {
    const tags = await customers.store.tagsOf(rows.map((r) => r.id))
    return Promise.all(rows.map((row) => hot(row, tags.get(row.id) ?? [])))
  }

  const hot = async (row: CustomerRow, tags: readonly string[]): Promise<HotCustomer> => ({
    ...briefOf(row, tags),
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

  /** The customers of those people, as far as the asker may see them. */
  const ownersOf = async (asker: Member, whose: Whose): Promise<OwnerFilter | undefined> => {
    if (whose.kind === 'all') return seen(asker)
    const visible = (await people.all()).filter((owner) => may(asker, 'see-customer', { owner }))
    const named = findPeople(asker, whose, visible)
    return named === undefined ? undefined : { kind: 'owners', owners: named.members.map((m) => m.id) }
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

  const ofDecision = async (asker: Member, id: DecisionId): Promise<Found<CustomerRow>> => {
    const decision = await decisions.find(id)
    return decision === undefined ? { kind: 'none' } : byId(asker, decision.customer)
  }

  return { brief, ownerOf, ownersOf, find, byId, ofDecision, hot, hotOf }
}
