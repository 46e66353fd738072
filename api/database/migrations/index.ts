import { Foundation1795430000000 } from './1795430000000-foundation'
import { ChatMemory1795440100000 } from './1795440100000-chat-memory'
import { PlatformCalls1795440200000 } from './1795440200000-platform-calls'
import { MemberSettings1795440300000 } from './1795440300000-member-settings'
import { AnswersByMember1795440300001 } from './1795440300001-answers-by-member'
import { Directory1795440400000 } from './1795440400000-directory'
import { DeliveryDepth1795440500000 } from './1795440500000-delivery-depth'
import { Autonomy1795440620000 } from './1795440620000-autonomy'

/** Oldest first; a migration that was released is never edited. */
export const migrations = [
  Foundation1795430000000,
  ChatMemory1795440100000,
  PlatformCalls1795440200000,
  MemberSettings1795440300000,
  AnswersByMember1795440300001,
  Directory1795440400000,
  DeliveryDepth1795440500000,
  Autonomy1795440620000,
]
