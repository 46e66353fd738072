import type { DecisionId, DocumentId, MemberId, PersonaId, SourceId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { ArrivedBatch, Receipt, TouchpointInbox } from '../../contract/ports/inbox'
import type { Instant } from '../../contract/quantities'
import type { Persona } from '../../contract/identity'
import type { CustomerId, DocumentLinkId } from '../../contract/ids'
import type { Identifier } from '../../contract/touchpoint'
import type { Database, Sql } from '../database'
import type { KnownDocument, Library } from './library'
import type { DocumentLink } from './link-store.typeorm'
import { linkById, linkOf, linksOf, linksOfDecision, openingsKept } from './link-store.typeorm'
import { giveOut } from './give-out'
import type { GiveOutOrder, GivenOut } from './give-out'
import { opened } from './opened'
import type { Opened, OpeningKind } from './opened'
import { takeBack } from './take-back'

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

export type Documents = ReturnType<typeof createDocuments>

/** Documents that customers are sent by tracked links, and what becomes of those. */
export function createDocuments(deps: DocumentsDeps) {
  const { database, library, publicUrl, signer, source } = deps
  const read = database.read
  return {
    /** Whether links can be handed out at all. */
    isOn: (): boolean => publicUrl() !== null && library.size > 0,
    document: (id: DocumentId): KnownDocument | undefined => library.get(id),
    /** Those whose name or id holds the word. */
    named: (word: string): KnownDocument[] => {
      const wanted = word.toLowerCase()
      return [...library.values()].filter(
        ({ id, name }) => name.toLowerCase().includes(wanted) || id === wanted,
      )
    },
    /** Where the link leads; null where nobody outside reaches the hub. */
    urlOf: (link: DocumentLink): string | null => {
      const place = publicUrl()
      return place === null ? null : `${place}/t/${signer.sign('document', link.id, link.ends)}`
    },
    giveOut: (order: GiveOutOrder): Promise<GivenOut> => giveOut(deps, order),
    /** Inside the caller's transaction; false where one of them has been opened since. */
    takeBack: (tx: Sql, decision: DecisionId): Promise<boolean> => takeBack(deps, tx, decision),
    opened: (link: DocumentLink, kind: OpeningKind, at: Instant): Promise<Opened> =>
      opened(deps, link, kind, at),
    link: (id: DocumentLinkId): Promise<DocumentLink | undefined> => linkById(read, id),
    linkOf: (decision: DecisionId, document: DocumentId): Promise<DocumentLink | undefined> =>
      linkOf(read, decision, document),
    linksOfDecision: (decision: DecisionId): Promise<DocumentLink[]> => linksOfDecision(read, decision),
    /** Newest first, below the number `before` where there is one. */
    linksOf: (
      whose: { readonly customer: CustomerId } | { readonly member: MemberId },
      limit: number,
      before: number | null = null,
    ): Promise<DocumentLink[]> => linksOf(read, whose, limit, before),
    /** Openings that are in the log: how many, and when the newest of them began, newest first. */
    openings: (id: DocumentLinkId, newest: number) => openingsKept(read, source, id, newest),
  }
}
