import { currentRow } from '../../api/customers'
import type { CustomerRow } from '../../api/customers'
import { toIdentifier } from '../../adapters/http/identifiers'
import type { CustomerId } from '../../contract/ids'
import { customerId } from '../../contract/ids'
import type { Finding } from '../finding'
import { ok, warn } from '../finding'
import { moment } from '../moment'
import type { WalkParts } from './walk-parts'

export type FoundCustomer =
  | { readonly kind: 'found'; readonly customer: CustomerRow; readonly finding: Finding }
  | { readonly kind: 'several'; readonly finding: Finding }
  | { readonly kind: 'none' }

const MOST_CHOICES = 8
const NAME = '身份 identity'

/** By number, by name or company, or by what identifies him. */
export async function findCustomer(parts: WalkParts, query: string): Promise<FoundCustomer> {
  const rows = await candidates(parts, query.trim())
  const [first] = rows
  if (first === undefined) return { kind: 'none' }
  if (rows.length > 1) {
    const lines = rows.map((row) => `#${row.id} ${titleOf(row)}`)
    const detail = `「${query}」有 ${rows.length} 位 · several`
    return {
      kind: 'several',
      finding: { ...warn(NAME, detail, '带编号再问一次 · ask again with a number', 'several'), lines },
    }
  }
  return { kind: 'found', customer: first, finding: await known(parts, first) }
}

async function candidates({ core, path }: WalkParts, query: string): Promise<CustomerRow[]> {
  const { store } = core.customers
  const number = /^#(\d{1,15})$/.exec(query)?.[1]
  if (number !== undefined) return rowsOf(store, [customerId(Number(number))])
  const rows = await store.search(query, { kind: 'all' }, MOST_CHOICES, 0)
  const exact = rows.filter((r) => r.name === query || r.company === query)
  if (rows.length > 0) return exact.length === 1 ? exact : rows
  const phone = toIdentifier('phone', query)?.value
  return rowsOf(store, await path.customersWith([query, ...(phone === undefined ? [] : [phone])]))
}

async function rowsOf(
  store: WalkParts['core']['customers']['store'],
  ids: readonly CustomerId[],
): Promise<CustomerRow[]> {
  const found = new Map<CustomerId, CustomerRow>()
  for (const id of ids) {
    const standing = await currentRow(store, id)
    if (standing !== undefined) found.set(standing.id, standing)
  }
  return [...found.values()]
}

async function known({ core, context }: WalkParts, row: CustomerRow): Promise<Finding> {
  const owner = row.owner === null ? undefined : await core.people.member(row.owner)
  const last = moment(row.lastAt, context)
  return ok(
    NAME,
    `#${row.id} ${titleOf(row)},负责人 owner ${owner?.name ?? '无'},触点 ${row.touchpoints} 个,最近 last ${last},意向强度 ${(row.tenths / 10).toFixed(1)}`,
  )
}

const titleOf = (row: CustomerRow): string =>
  [row.name === '' ? '未命名 unnamed' : row.name, row.company ?? ''].filter((t) => t !== '').join(' · ')
