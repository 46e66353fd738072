import type { CustomerId, DecisionId, DocumentId, DocumentLinkId, MemberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import type { DocumentsDeps } from './documents-deps'
import { giveOut } from './give-out'
import type { GiveOutOrder, GivenOut } from './give-out'
import type { KnownDocument } from './library'
import type { DocumentLink } from './link-store.typeorm'
import { linkById, linkOf, linksOf, linksOfDecision, openingsKept } from './link-store.typeorm'
import { opened } from './opened'
import type { Opened, OpeningKind } from './opened'
import { takeBack } from './take-back'

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
