import type { Instant } from '../../../contract/quantities'
import type { Identifier, IdentifierType } from '../../../contract/touchpoint'

/** What reading rows needs and pure code cannot have by itself. */
export interface RowMeans {
  /** An identifier in its normal form, undefined where the value is none of its kind. */
  readonly toIdentifier: (type: IdentifierType, value: string) => Identifier | undefined
  /** Short, and the same for the same text. */
  readonly hash: (text: string) => string
  readonly now: Instant
}
