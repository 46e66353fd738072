import type { DocumentId } from '../ids'
import type { Instant } from '../quantities'

/** The document of a strategy package's step, as a card about it shows it. */
export interface CardDocument {
  readonly id: DocumentId
  readonly name: string
  /** Whether it is for this card's reader to send it, or to have its link once more. */
  readonly yours: boolean
  /** Null until somebody had a link made. */
  readonly sent: {
    readonly by: string
    readonly at: Instant
    /** How often the customer has opened it. */
    readonly openings: number
  } | null
}
