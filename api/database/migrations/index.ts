import { Foundation1795430000000 } from './1795430000000-foundation'
import { MemberSettings1795440300000 } from './1795440300000-member-settings'
import { DeliveryDepth1795440500000 } from './1795440500000-delivery-depth'

/** Oldest first; a migration that was released is never edited. */
export const migrations = [Foundation1795430000000, MemberSettings1795440300000, DeliveryDepth1795440500000]
