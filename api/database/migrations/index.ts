import { Foundation1795430000000 } from './1795430000000-foundation'
import { MemberSettings1795440300000 } from './1795440300000-member-settings'

/** Oldest first; a migration that was released is never edited. */
export const migrations = [Foundation1795430000000, MemberSettings1795440300000]
