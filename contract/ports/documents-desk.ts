import type { DecisionId, DocumentId, NoticeId } from '../ids'
import type { CustomerBrief, OutboundNotice } from '../notice'
import type { Member } from '../people'
import type { Instant } from '../quantities'

/** A document that was handed out for a customer, ready to be passed on. */
export interface HandedOut {
  readonly document: { readonly id: DocumentId; readonly name: string }
  readonly customer: CustomerBrief
  readonly decision: DecisionId
  readonly url: string
  /** Who had the link made, and when. */
  readonly by: string
  readonly madeAt: Instant
  readonly ends: Instant
  readonly openings: number
}

export type DocumentTarget =
  /** The card whose button was pressed. */
  | { readonly notice: NoticeId }
  | { readonly decision: DecisionId }
  /** A document, a customer, or both, as they were said; nothing is the newest step of the asker's that has one. */
  | { readonly words: readonly string[] }

interface Sent {
  readonly handedOut: HandedOut
  /** The asker's card as it stands now; null where he has none. */
  readonly notice: OutboundNotice | null
}

export type DocumentSent =
  | ({ readonly kind: 'made' } & Sent)
  /** Its link had been made before. */
  | ({ readonly kind: 'there' } & Sent)
  | { readonly kind: 'several'; readonly said: string; readonly choices: readonly CustomerBrief[] }
  /** Several steps fit. */
  | { readonly kind: 'which'; readonly decisions: readonly DecisionId[] }
  /** There is no such card or customer, or it is not the asker's to see. */
  | { readonly kind: 'none' }
  /** No step that is open sends a document. */
  | { readonly kind: 'nothing-to-send' }
  /** Nothing identifies the customer, so that openings could not be told to be his. */
  | { readonly kind: 'nobody' }
  /** The installation has no documents, or no address at which people outside reach it. */
  | { readonly kind: 'off' }
  | { readonly kind: 'forbidden' }

export interface DocumentsDesk {
  /**
   * Makes a tracked link for the customer, once, completes the step that is about it, and takes the lead where nobody
   * has. Asking again has the same link.
   */
  sendDocument(asker: Member, target: DocumentTarget): Promise<DocumentSent>
}
