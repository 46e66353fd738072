import { createHash } from 'node:crypto'

/** Room for an id in the log. */
const longest = 128

/** A name for a piece that has none: the same content is the same name. */
export const contentHash = (content: string | Buffer): string =>
  `h:${createHash('sha256').update(content).digest('base64url').slice(0, 32)}`

/** An id as given, or its hash where it is longer than the log keeps. */
export const boundedId = (id: string): string => (id.length <= longest ? id : contentHash(id))
