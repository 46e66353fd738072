import { createHash } from 'node:crypto'

/** What the database holds in place of what a browser holds: hex SHA-256. */
export const hashOf = (held: string): string => createHash('sha256').update(held).digest('hex')
