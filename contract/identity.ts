import type { CustomerId, PersonaId, TouchpointId } from './ids'
import type { Identifier } from './touchpoint'

/** How much a persona's identifiers say. */
export type PersonaKind =
  /** Only device identifiers so far. */
  | 'anonymous'
  /** At least one personal identifier. */
  | 'known'
  /** A device on which more than one person was seen: never again taken for any of them. */
  | 'shared'

export interface Persona {
  readonly id: PersonaId
  readonly customer: CustomerId
  readonly kind: PersonaKind
}

/** One step of the link graph that was made, and can be undone. */
export interface PersonaLink {
  readonly persona: PersonaId
  readonly from: CustomerId
  readonly into: CustomerId
  readonly touchpoint: TouchpointId
  readonly reason: 'known-after-anonymous' | 'by-hand'
}

export interface IdentityConflict {
  readonly touchpoint: TouchpointId
  readonly kept: CustomerId
  readonly other: CustomerId
  readonly identifier: Identifier
}
