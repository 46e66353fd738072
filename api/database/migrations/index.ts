import { Foundation1795430000000 } from './1795430000000-foundation'
import { ChatMemory1795440100000 } from './1795440100000-chat-memory'
import { PlatformCalls1795440200000 } from './1795440200000-platform-calls'
import { MemberSettings1795440300000 } from './1795440300000-member-settings'
import { AnswersByMember1795440300001 } from './1795440300001-answers-by-member'
import { Directory1795440400000 } from './1795440400000-directory'
import { DeliveryDepth1795440500000 } from './1795440500000-delivery-depth'
import { DocumentLinks1795440600000 } from './1795440600000-document-links'
import { Contacts1795440610000 } from './1795440610000-contacts'
import { Autonomy1795440620000 } from './1795440620000-autonomy'
import { Meetings1795440630000 } from './1795440630000-meetings'
import { WebSessions1795440640000 } from './1795440640000-web-sessions'

/** Oldest first; a migration that was released is never edited. */
export const migrations = [
  Foundation1795430000000,
  ChatMemory1795440100000,
  PlatformCalls1795440200000,
  MemberSettings1795440300000,
  AnswersByMember1795440300001,
  Directory1795440400000,
  DeliveryDepth1795440500000,
  DocumentLinks1795440600000,
  Contacts1795440610000,
  Autonomy1795440620000,
  Meetings1795440630000,
  WebSessions1795440640000,
]
