import type { CustomerId, PersonaId } from '../../contract/ids'
import type { Identifier } from '../../contract/touchpoint'
import { deviceIdentifiers, personalIdentifiers } from '../../contract/touchpoint'
import type { DocumentsDeps } from './documents-deps'

/**
 * Who of the customer's personas a link is made for: one of them and no more. Identifiers of two in one touchpoint
 * would join them, also where somebody has taken them apart. The one that the customer began as goes first, then
 * whichever is known by name of the strongest kind.
 */
export async function personaFor(
  { identity }: Pick<DocumentsDeps, 'identity'>,
  customer: CustomerId,
): Promise<PersonaId | undefined> {
  const personas = (await identity.personasOfCustomer(customer)).filter(({ kind }) => kind !== 'shared')
  const identifiers = await identity.identifiersOf(personas.map(({ id }) => id))
  const ranked = personas
    .flatMap(({ id }) => {
      const strongest = strongestOf(identifiers.get(id) ?? [])
      return strongest === undefined ? [] : [{ id, rank: rankOf(strongest) }]
    })
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        Number(b.id === Number(customer)) - Number(a.id === Number(customer)) ||
        a.id - b.id,
    )
  return ranked[0]?.id
}

/** The persona's strongest identifier. */
export async function identifierOf(
  { identity }: Pick<DocumentsDeps, 'identity'>,
  persona: PersonaId,
): Promise<Identifier | undefined> {
  return strongestOf((await identity.identifiersOf([persona])).get(persona) ?? [])
}

const order: readonly string[] = [...personalIdentifiers, ...deviceIdentifiers]
const rankOf = ({ type }: Identifier): number => order.indexOf(type)

const strongestOf = (identifiers: readonly Identifier[]): Identifier | undefined =>
  identifiers.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.value < b.value ? -1 : 1))[0]
