import type { CustomerId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { RuleAction } from '../../contract/rule'
import type { HeldCustomer } from '../customers'
import type { Sql } from '../database'
import type { Modules } from './modules'

/** Whose customer it is, and who leads him. */
export interface Owners {
  readonly owner: Member | null
  readonly manager: Member | null
}

/** Whether somebody must be told. */
export const needsOwner = (action: RuleAction): boolean => 'alertOwner' in action || 'startPackage' in action

/** The customer's owner; whom nobody owns, or whose owner has left, is given to the next one. */
export async function ownersOf(
  modules: Modules,
  tx: Sql,
  held: Map<CustomerId, HeldCustomer>,
  customer: HeldCustomer,
): Promise<Owners> {
  const known = customer.row.owner === null ? undefined : await modules.people.member(customer.row.owner)
  const owner = known?.active === true ? known : await modules.people.nextOwner(tx)
  if (owner === undefined) return { owner: null, manager: null }
  if (owner.id !== customer.row.owner) {
    held.set(customer.row.id, { state: customer.state, row: { ...customer.row, owner: owner.id } })
  }
  const manager = owner.manager === null ? undefined : await modules.people.member(owner.manager)
  return { owner, manager: manager?.active === true ? manager : null }
}
