import type { Logger } from 'pino'

import { createPictures } from '../adapters/pictures'
import { createChatMemory } from '../api/chat-memory'
import { createDelivery } from '../api/delivery'
import type { DeliveryDeps } from '../api/delivery'
import type { Documents } from '../api/documents'
import {
  createDesk,
  createInvitationDesk,
  createMeetingWatch,
  createPipeline,
  createRejoin,
  documentOnCard,
  meetingOnCard,
} from '../api/flow'
import type { Meetings } from '../api/meetings'
import { createCallMeter, createCallStore } from '../api/quota'
import { cardForNotice, en, render, zhCN } from '../bot'
import type { MemberId, SourceId } from '../contract/ids'
import type { LeasePort } from '../contract/ports/lease'
import { createChats } from './chats'
import { createDocumentsOf, documentDoorOf } from './documents'
import type { Config } from './config'
import { createContactHints } from './contacts/contact-hints'
import { createContactSync } from './contacts/contact-sync'
import { recordFollowUp } from './follow-up-touch'
import { recordMeetingTouch } from './meeting-touch'
import { createCompanyMeetings } from './meetings'
import type { CoreModules } from './modules'
import type { PublicPlace } from './public-place'
import { tellingOf } from './telling'
import { createWorker } from './worker'

export type Judging = Awaited<ReturnType<typeof createJudging>>

export interface JudgingParts {
  readonly lease: LeasePort
  readonly log: Logger
  /** Where people outside open what they are sent. */
  readonly place: PublicPlace
}

/** From the log to the outbox and on to the chats: what judges, tells and answers. */
export async function createJudging(config: Config, core: CoreModules, { lease, log, place }: JudgingParts) {
  const calls = callMeterOf(core, log)
  const context = cardContextOf(config, log)
  const wecomMemory = createChatMemory(core.database, 'wecom')
  const contacts = createContactParts(config, core, lease, log)
  const chatDeps = { log, calls, clock: core.clock, wecomMemory, ...contacts.heard }
  const { ports: chats, doors: chatDoors, listenFor } = createChats(config, core.installation, chatDeps)
  const own = await core.sources.ensure('中枢', 'hub')
  const owners = await createOwnerNames(core)
  const documents = await createDocumentsOf(config, core, place.url)
  const meetings = createCompanyMeetings(config, core, {
    ...{ log, calls, place, memberNamed: owners.find },
    recordTouch: recordMeetingTouch({ ...core, source: own.id }),
  })
  const delivery = deliveryOf(config, core, { chats, context, documents, meetings, source: own.id, log })
  const modules = {
    ...core,
    ...{ delivery, documents, meetings, ownerNamed: owners.find },
    logger: log.child({ part: 'flow' }),
  }
  const pipeline = createPipeline(modules)
  const worker = createWorker({ lease, pipeline, log: log.child({ part: 'worker' }) })
  core.inbox.onKept(worker.wake)
  return {
    ...{ context, calls, chats, chatDoors, listenFor, delivery, documents, meetings, pipeline, worker },
    documentDoor: documentDoorOf(documents, core),
    ...desksOf({ ...modules, pipeline, chats }),
    rejoin: createRejoin(modules, pipeline),
    membersChanged: owners.reload,
    contactSync: contacts.sync,
    stopContacts: contacts.stop,
  }
}

/** What people ask and order, and what customers do with their invitations. */
const desksOf = (modules: Parameters<typeof createDesk>[0]) => ({
  desk: createDesk(modules),
  invitations: createInvitationDesk(modules),
  watchMeetings: createMeetingWatch(modules),
})

interface Telling {
  readonly chats: DeliveryDeps['chats']
  readonly context: ReturnType<typeof cardContextOf>
  readonly documents: Documents
  readonly meetings: Meetings
  readonly source: SourceId
  readonly log: Logger
}

function deliveryOf(config: Config, core: CoreModules, parts: Telling) {
  const { database, clock, people } = core
  const { chats, context, documents, meetings, source, log } = parts
  const [document, meeting] = [documentOnCard({ ...core, documents }), meetingOnCard({ meetings, people })]
  return createDelivery({
    ...{ database, clock, chats, people },
    log: log.child({ part: 'delivery' }),
    render: (outbound) => render(cardForNotice(outbound, context), outbound.address.platform, context),
    besides: async (outbound) => ({ ...(await document(outbound)), ...(await meeting(outbound)) }),
    ...tellingOf(config, core),
    recordTouch: recordFollowUp({ identity: core.identity, log: core.log, clock, source }),
  })
}

const callMeterOf = ({ database, clock }: CoreModules, log: Logger) =>
  createCallMeter({
    store: createCallStore(database),
    clock,
    failed: (cause) => log.warn({ err: cause }, 'the count of platform calls could not be written down'),
  })

const cardContextOf = (config: Config, log: Logger) => ({
  utcOffsetMinutes: config.utcOffsetMinutes,
  wording: config.language === 'en' ? en : zhCN,
  // Nothing makes proposals yet, so nothing is approved or rejected on a card.
  extras: new Set(['good', 'bad', 'handover', 'undo', 'send', 'meet', 'unmeet'] as const),
  draw: createPictures({ log: log.child({ part: 'pictures' }) }),
})

/** WeCom's customers; events about them are heard where they are to be kept in step. */
function createContactParts(config: Config, { contacts, clock }: CoreModules, lease: LeasePort, log: Logger) {
  const parts = { config, contacts, lease, clock, log: log.child({ part: 'contacts' }) }
  const sync = createContactSync(parts)
  const hints =
    sync === null || config.contacts.sync === 'off' ? null : createContactHints({ sync, log: parts.log })
  return {
    sync,
    heard: hints === null ? {} : { contactChanged: hints.hint },
    stop: async (): Promise<void> => hints?.stop(),
  }
}

/** Members by the names and accounts under which the company's own lists speak of them. */
async function createOwnerNames({ people }: CoreModules) {
  let names = new Map<string, MemberId>()
  const reload = async (): Promise<void> => {
    const members = await people.all()
    const accounts = members.flatMap((m) => m.addresses.map((a) => [a.userId.toLowerCase(), m.id] as const))
    // With its platform an account is one member's alone, whatever others are called.
    const whole = members.flatMap((m) =>
      m.addresses.map((a) => [`${a.platform}:${a.userId.toLowerCase()}`, m.id] as const),
    )
    names = new Map([...accounts, ...members.map((m) => [m.name.toLowerCase(), m.id] as const), ...whole])
  }
  await reload()
  return { find: (name: string): MemberId | undefined => names.get(name.toLowerCase()), reload }
}
