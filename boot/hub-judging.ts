import type { Logger } from 'pino'

import { createPictures } from '../adapters/pictures'
import { createChatMemory } from '../api/chat-memory'
import { createDelivery } from '../api/delivery'
import type { Delivery, DeliveryDeps } from '../api/delivery'
import { createAutonomyWatch, createDesk, createPipeline, createRejoin } from '../api/flow'
import { createCallMeter, createCallStore } from '../api/quota'
import { cardForNotice, en, render, zhCN } from '../bot'
import type { CardContext } from '../bot'
import type { MemberId } from '../contract/ids'
import type { OutboundNotice } from '../contract/notice'
import type { LeasePort } from '../contract/ports/lease'
import { createChats } from './chats'
import type { Config } from './config'
import { recordFollowUp } from './follow-up-touch'
import type { CoreModules } from './modules'
import { tellingOf } from './telling'
import { warningsEn, warningsZh } from './wording'
import { createWorker } from './worker'

export type Judging = Awaited<ReturnType<typeof createJudging>>

/** From the log to the outbox and on to the chats: what judges, tells and answers. */
export async function createJudging(config: Config, core: CoreModules, lease: LeasePort, log: Logger) {
  const { database, clock, sources, inbox } = core
  const calls = callMeterOf(core, log)
  const context = cardContextOf(config, log)
  const wecomMemory = createChatMemory(database, 'wecom')
  const {
    ports: chats,
    doors: chatDoors,
    listenFor,
  } = createChats(config, core.installation, { log, clock, calls, wecomMemory })
  const own = await sources.ensure('中枢', 'hub')
  const autonomy = autonomyWatchOf(config, core, log, () => delivery)
  const delivery: Delivery = createDelivery({
    ...deliveryPartsOf(config, core, log, context, chats),
    recordTouch: recordFollowUp({ identity: core.identity, log: core.log, clock, source: own.id }),
    consequences: autonomy.consequences,
  })
  const owners = await createOwnerNames(core)
  const modules = { ...core, delivery, ownerNamed: owners.find, logger: log.child({ part: 'flow' }) }
  const pipeline = createPipeline(modules)
  const worker = createWorker({ lease, pipeline, log: log.child({ part: 'worker' }) })
  inbox.onKept(worker.wake)
  return {
    context,
    calls,
    chats,
    chatDoors,
    listenFor,
    delivery,
    autonomy,
    pipeline,
    worker,
    desk: createDesk({ ...modules, pipeline, chats }),
    rejoin: createRejoin(modules, pipeline),
    membersChanged: owners.reload,
  }
}

const deliveryPartsOf = (
  config: Config,
  core: CoreModules,
  log: Logger,
  context: CardContext,
  chats: DeliveryDeps['chats'],
) => ({
  ...{ database: core.database, clock: core.clock, people: core.people, chats },
  log: log.child({ part: 'delivery' }),
  render: (outbound: OutboundNotice) =>
    render(cardForNotice(outbound, context), outbound.address.platform, context),
  ...tellingOf(config, core),
})

/** It follows from answers, which delivery takes, and tells of what it did, which delivery sends. */
const autonomyWatchOf = (config: Config, core: CoreModules, log: Logger, delivery: () => Delivery) =>
  createAutonomyWatch({
    ...core,
    logger: log.child({ part: 'autonomy' }),
    words: (config.language === 'en' ? warningsEn : warningsZh).autonomyFell,
    delivery: { queue: (tx, notices) => delivery().queue(tx, notices), wake: () => delivery().wake() },
  })

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
  extras: new Set(['good', 'bad', 'handover', 'undo'] as const),
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
