import type { Sql } from '../api/database'
import type { IdentityStore } from '../api/identity'
import type { CustomerId } from '../contract/ids'
import type { Identifier } from '../contract/touchpoint'

/** Something that a touchpoint of ours about the customer is filed under; undefined where nothing identifies him. */
export async function identifierOf(
  store: Pick<IdentityStore, 'personasOfCustomer' | 'identifiersOf'>,
  customer: CustomerId,
  tx: Sql,
): Promise<Identifier | undefined> {
  const personas = await store.personasOfCustomer(customer, tx)
  const identifiers = await store.identifiersOf(
    personas.map(({ id }) => id),
    tx,
  )
  return personas.flatMap(({ id }) => identifiers.get(id) ?? [])[0]
}
