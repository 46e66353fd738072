import type { Logger } from 'pino'

import { createPictures } from '../adapters/pictures'
import { createChatMemory } from '../api/chat-memory'
import { createDelivery } from '../api/delivery'
import { createDesk, createPipeline, createRejoin, documentOnCard } from '../api/flow'
import { createCallMeter, createCallStore } from '../api/quota'
import { cardForNotice, en, render, zhCN } from '../bot'
import type { Documents } from '../api/documents'
import type { MemberId } from '../contract/ids'
import type { Platform } from '../contract/people'
import type { ChatPort } from '../contract/ports/chat'
import type { LeasePort } from '../contract/ports/lease'
import { createChats } from './chats'
import { createDocumentsOf, documentDoorOf } from './documents'
import type { Config } from './config'
import { recordFollowUp } from './follow-up-touch'
import type { CoreModules } from './modules'
import { tellingOf } from './telling'
import { createWorker } from './worker'

export type Judging = Awaited<ReturnType<typeof createJudging>>

export interface JudgingParts {
  readonly lease: LeasePort
  readonly log: Logger
  /** What stands before the links that people outside open. */
  readonly publicUrl: () => string | null
}

/** From the log to the outbox and on to the chats: what judges, tells and answers. */
export async function createJudging(config: Config, core: CoreModules, parts: JudgingParts) {
  const { lease, log, publicUrl } = parts
  const calls = callMeterOf(core, log)
  const context = cardContextOf(config, log)
  const wecomMemory = createChatMemory(core.database, 'wecom')
  const chatDeps = { log, calls, clock: core.clock, wecomMemory }
  const { ports: chats, doors: chatDoors, listenFor } = createChats(config, core.installation, chatDeps)
  const documents = await createDocumentsOf(config, core, publicUrl)
  const delivery = await deliveryOf(config, core, { chats, context, documents, log })
  const owners = await createOwnerNames(core)
  const modules = {
    ...core,
    delivery,
    documents,
    ownerNamed: owners.find,
    logger: log.child({ part: 'flow' }),
  }
  const pipeline = createPipeline(modules)
  const worker = createWorker({ lease, pipeline, log: log.child({ part: 'worker' }) })
  core.inbox.onKept(worker.wake)
  return {
    context,
    calls,
    chats,
    chatDoors,
    listenFor,
    delivery,
    documents,
    documentDoor: documentDoorOf(documents, core),
    pipeline,
    worker,
    desk: createDesk({ ...modules, pipeline, chats }),
    rejoin: createRejoin(modules, pipeline),
    membersChanged: owners.reload,
  }
}

interface DeliveryParts {
  readonly chats: ReadonlyMap<Platform, ChatPort>
  readonly context: ReturnType<typeof cardContextOf>
  readonly documents: Documents
  readonly log: Logger
}

async function deliveryOf(config: Config, core: CoreModules, parts: DeliveryParts) {
  const { database, clock, people } = core
  const { chats, context, documents, log } = parts
  const own = await core.sources.ensure('中枢', 'hub')
  return createDelivery({
    ...{ database, clock, chats, people },
    log: log.child({ part: 'delivery' }),
    render: (outbound) => render(cardForNotice(outbound, context), outbound.address.platform, context),
    besides: documentOnCard({ ...core, documents }),
    ...tellingOf(config, core),
    recordTouch: recordFollowUp({ identity: core.identity, log: core.log, clock, source: own.id }),
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
  extras: new Set(['good', 'bad', 'handover', 'undo', 'send'] as const),
  draw: createPictures({ log: log.child({ part: 'pictures' }) }),
})

/** Members by the names and accounts under which the company's own lists speak of them. */
async function createOwnerNames({ people }: CoreModules) {
  let names = new Map<string, MemberId>()
  const reload = async (): Promise<void> => {
    const members = await people.all()
    const accounts = members.flatMap((m) => m.addresses.map((a) => [a.userId.toLowerCase(), m.id] as const))
    names = new Map([...accounts, ...members.map((m) => [m.name.toLowerCase(), m.id] as const)])
  }
  await reload()
  return { find: (name: string): MemberId | undefined => names.get(name.toLowerCase()), reload }
}
