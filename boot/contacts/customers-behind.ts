import type { ContactsDeps, CustomerBehind, MemberRef } from '../../api/contacts'
import type { Customers } from '../../api/customers'
import type { Identity } from '../../api/identity'
import type { People } from '../../api/people'
import type { MemberId } from '../../contract/ids'

/** Whom the hub knows by these identifiers, with whoever owns him. */
export const createCustomersBehind =
  (deps: {
    readonly identity: Pick<Identity, 'store'>
    readonly customers: Pick<Customers, 'store'>
    readonly people: Pick<People, 'member'>
  }): ContactsDeps['customersBehind'] =>
  async (identifiers) => {
    const personas = await deps.identity.store.personasOf(identifiers)
    const ids = [...new Set([...personas.values()].map((persona) => persona.customer))]
    const behind = new Map<number, CustomerBehind>()
    for (const { id, name, company, owner } of await deps.customers.store.rowsOf(ids))
      behind.set(id, {
        customer: id,
        name: name || (company ?? ''),
        owner: await ownerOf(deps.people, owner),
      })
    return new Map(
      [...personas].flatMap(([key, persona]) => {
        const customer = behind.get(persona.customer)
        return customer === undefined ? [] : [[key, customer] as const]
      }),
    )
  }

async function ownerOf(people: Pick<People, 'member'>, id: MemberId | null): Promise<MemberRef | null> {
  const member = id === null ? undefined : await people.member(id)
  return member === undefined ? null : { id: member.id, name: member.name, active: member.active }
}
