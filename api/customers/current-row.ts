import type { CustomerId } from '../../contract/ids'
import type { CustomerRow, CustomerStore } from './customer-store'

/** The customer as he is known now, whomever he was joined to since. */
export async function currentRow(
  store: Pick<CustomerStore, 'row'>,
  id: CustomerId,
): Promise<CustomerRow | undefined> {
  const row = await store.row(id)
  return row === undefined || row.mergedInto === null ? row : currentRow(store, row.mergedInto)
}
