import { Foundation1795430000000 } from './1795430000000-foundation'
import { ChatMemory1795440100000 } from './1795440100000-chat-memory'

/** Oldest first; a migration that was released is never edited. */
export const migrations = [Foundation1795430000000, ChatMemory1795440100000]
