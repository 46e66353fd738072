import type { Persona } from '../../contract/identity'
import type { CustomerId, DecisionId, PersonaId, SourceId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { ArrivedBatch, Receipt, TouchpointInbox } from '../../contract/ports/inbox'
import type { Instant } from '../../contract/quantities'
import type { Identifier } from '../../contract/touchpoint'
import type { Database, Sql } from '../database'
import type { Library } from './library'

export interface DocumentsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly library: Library
  /** Signs a link's number with its end, and reads it back. */
  readonly signer: {
    sign(purpose: 'document', id: number, expires: Instant): string
    read(purpose: 'document', token: string, now: Instant): TokenReading
  }
  /** What stands before the links; null where nobody outside reaches the hub. */
  readonly publicUrl: () => string | null
  readonly inbox: TouchpointInbox
  /** What openings and hand-outs come from. */
  readonly source: SourceId
  readonly identity: {
    personasOfCustomer(customer: CustomerId): Promise<Persona[]>
    identifiersOf(personas: readonly PersonaId[]): Promise<Map<PersonaId, Identifier[]>>
  }
  /** Keeps a touchpoint of ours in the caller's transaction. */
  readonly keepIn: (tx: Sql, batches: readonly ArrivedBatch[]) => Promise<Receipt[]>
  /** The step of the strategy package that handing the document out completes. */
  readonly steps: {
    finish(tx: Sql, decision: DecisionId, step: string, now: Instant): Promise<boolean>
    reopen(tx: Sql, decision: DecisionId, step: string, now: Instant): Promise<void>
  }
}

export type TokenReading =
  { readonly kind: 'valid' | 'expired'; readonly id: number } | { readonly kind: 'forged' }
