import type { DocumentId, Topic } from '../../contract/ids'
import type { Millis } from '../../contract/quantities'

/** Something that customers may be sent. */
export interface KnownDocument {
  readonly id: DocumentId
  /** What people call it. */
  readonly name: string
  /** What reading it is about, for rules and intent. */
  readonly topic: Topic
  /** How long a link to it opens it. */
  readonly validFor: Millis
  readonly content: DocumentContent
}

export type DocumentContent =
  | {
      readonly kind: 'file'
      readonly bytes: Buffer
      readonly mediaType: string
      /** With its dot. */
      readonly extension: string
      /** Of these bytes, in the quotes that an ETag has. */
      readonly tag: string
    }
  /** Somebody else's server has it. */
  | { readonly kind: 'elsewhere'; readonly url: string }

/** The documents of this installation, by id. */
export type Library = ReadonlyMap<DocumentId, KnownDocument>
