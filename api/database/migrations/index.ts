import { Foundation1795430000000 } from './1795430000000-foundation'
import { PlatformCalls1795440200000 } from './1795440200000-platform-calls'

/** Oldest first; a migration that was released is never edited. */
export const migrations = [Foundation1795430000000, PlatformCalls1795440200000]
