import { Foundation1795430000000 } from './1795430000000-foundation'

/** Oldest first; a migration that was released is never edited. */
export const migrations = [Foundation1795430000000]
