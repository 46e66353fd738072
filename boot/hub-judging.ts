import type { Logger } from 'pino'

import { createChatMemory } from '../api/chat-memory'
import {
  createDesk,
  createInvitationDesk,
  createMeetingWatch,
  createPipeline,
  createRecordDesk,
  createRejoin,
} from '../api/flow'
import type { RecordModules } from '../api/flow'
import { createCallMeter, createCallStore } from '../api/quota'
import type { LeasePort } from '../contract/ports/lease'
import { createChats } from './chats'
import type { Config } from './config'
import { createContactParts } from './contacts/contact-parts'
import { createDocumentsOf, documentDoorOf } from './documents'
import { cardContextOf, deliveryOf } from './hub-telling'
import { recordMeetingTouch } from './meeting-touch'
import { createCompanyMeetings } from './meetings'
import type { CoreModules } from './modules'
import { createOwnerNames } from './owner-names'
import type { PublicPlace } from './public-place'
import { createWorker } from './worker'

export type Judging = Awaited<ReturnType<typeof createJudging>>

export interface JudgingParts {
  readonly config: Config
  readonly core: CoreModules
  readonly lease: LeasePort
  /** Where people outside open what they are sent. */
  readonly place: PublicPlace
  readonly log: Logger
}

/** From the log to the outbox and on to the chats: what judges, tells and answers. */
export async function createJudging({ config, core, lease, place, log }: JudgingParts) {
  const calls = callMeterOf(core, log)
  const context = cardContextOf(config, place, log)
  const wecomMemory = createChatMemory(core.database, 'wecom')
  const contacts = createContactParts(config, core, lease, log)
  const means = { log, calls, clock: core.clock, wecomMemory, ...contacts.heard }
  const { ports: chats, doors: chatDoors, listenFor } = createChats(config, core.installation, means)
  const own = await core.sources.ensure('中枢', 'hub')
  const owners = await createOwnerNames(core)
  const documents = await createDocumentsOf(config, core, place.url)
  const meetings = createCompanyMeetings(config, core, {
    ...{ log, calls, place, memberNamed: owners.find },
    recordTouch: recordMeetingTouch({ ...core, source: own.id }),
  })
  const telling = { chats, context, documents, meetings, source: own.id, log }
  const { delivery, autonomy } = deliveryOf(config, core, telling)
  const modules = {
    ...{ ...core, delivery, documents, meetings },
    ...{ ownerNamed: owners.find, logger: log.child({ part: 'flow' }) },
  }
  const pipeline = createPipeline(modules)
  const worker = createWorker({ lease, pipeline, log: log.child({ part: 'worker' }) })
  core.inbox.onKept(worker.wake)
  return {
    ...{ context, calls, chats, chatDoors, listenFor, delivery, documents, meetings, pipeline, worker },
    autonomy,
    documentDoor: documentDoorOf(documents, core),
    ...desksOf({ ...modules, pipeline, chats }),
    rejoin: createRejoin(modules, pipeline),
    membersChanged: owners.reload,
    contactSync: contacts.sync,
    stopContacts: contacts.stop,
  }
}

/** What people ask and order, in chat and on pages, and what customers do with their invitations. */
const desksOf = (modules: Parameters<typeof createDesk>[0] & Pick<RecordModules, 'delivery'>) => {
  const desk = createDesk(modules)
  return {
    desk,
    records: createRecordDesk({ ...modules, desk }),
    invitations: createInvitationDesk(modules),
    watchMeetings: createMeetingWatch(modules),
  }
}

const callMeterOf = ({ database, clock }: CoreModules, log: Logger) =>
  createCallMeter({
    store: createCallStore(database),
    clock,
    failed: (cause) => log.warn({ err: cause }, 'the count of platform calls could not be written down'),
  })
