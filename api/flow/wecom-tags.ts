import type { CustomerId } from '../../contract/ids'
import type { CustomerPage } from '../../contract/ports/desk'
import type { DeskModules } from './desk-modules'

/** What WeCom has tagged a customer with, by whichever of his identifiers is a contact's. */
export async function wecomTagsOf(
  { identity, contacts }: Pick<DeskModules, 'identity' | 'contacts'>,
  customer: CustomerId,
): Promise<Pick<CustomerPage, 'wecomTags'>> {
  const personas = await identity.store.personasOfCustomer(customer)
  const identifiers = await identity.store.identifiersOf(personas.map((persona) => persona.id))
  const externalIds = [...identifiers.values()]
    .flat()
    .flatMap(({ type, value }) => (type === 'external-userid' ? [value] : []))
  const standing = await contacts.standingOf(externalIds)
  return standing === null || standing.tags.length === 0 ? {} : { wecomTags: standing.tags }
}
