import type { Persona } from '../../contract/identity'
import type { CustomerId, PersonaId, TouchpointId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Identifier } from '../../contract/touchpoint'
import type { Sql } from '../database'
import type { IdentityChanges } from './domain/identity-changes'

export interface IdentityStore {
  /** Personas of the identifiers that are known, by `type:value`. */
  personasOf(identifiers: readonly Identifier[]): Promise<Map<string, Persona>>
  /** Inside a transaction give its `sql`: whoever holds a connection and waits for another may wait for ever. */
  identifiersOf(personas: readonly PersonaId[], sql?: Sql): Promise<Map<PersonaId, Identifier[]>>
  nextPersona(): Promise<number>
  write(tx: Sql, changes: IdentityChanges, now: Instant): Promise<void>
  personasOfCustomer(customer: CustomerId, sql?: Sql): Promise<Persona[]>
  /** Links made and undone, oldest first. */
  links(customer: CustomerId): Promise<LinkRow[]>
  link(id: number): Promise<LinkRow | undefined>
  undoLink(tx: Sql, link: LinkRow, by: string, now: Instant): Promise<boolean>
  linkByHand(
    tx: Sql,
    persona: Persona,
    into: CustomerId,
    touchpoint: TouchpointId | null,
    now: Instant,
  ): Promise<void>
}

export interface LinkRow {
  readonly id: number
  readonly persona: PersonaId
  readonly from: CustomerId
  readonly into: CustomerId
  readonly touchpoint: TouchpointId
  readonly reason: string
  readonly at: Instant
  readonly undoneAt: Instant | null
}
