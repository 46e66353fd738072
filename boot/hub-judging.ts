import type { Logger } from 'pino'

import { createPictures } from '../adapters/pictures'
import { createChatMemory } from '../api/chat-memory'
import { createDelivery } from '../api/delivery'
import { createDesk, createPipeline, createRecordDesk, createRejoin } from '../api/flow'
import { createCallMeter, createCallStore } from '../api/quota'
import { cardForNotice, en, render, zhCN } from '../bot'
import type { MemberId } from '../contract/ids'
import type { Platform } from '../contract/people'
import type { LeasePort } from '../contract/ports/lease'
import { createChats } from './chats'
import type { Config } from './config'
import { hasNoPath, loginPlatforms } from './logins'
import { recordFollowUp } from './follow-up-touch'
import type { CoreModules } from './modules'
import type { PublicPlace } from './public-place'
import { tellingOf } from './telling'
import { createWorker } from './worker'

export type Judging = Awaited<ReturnType<typeof createJudging>>

export interface JudgingParts {
  readonly config: Config
  readonly core: CoreModules
  readonly lease: LeasePort
  readonly place: PublicPlace
  readonly log: Logger
}

/** From the log to the outbox and on to the chats: what judges, tells and answers. */
export async function createJudging({ config, core, lease, place, log }: JudgingParts) {
  const { database, clock, people, sources, inbox } = core
  const calls = callMeterOf(core, log)
  const context = cardContextOf(config, place, log)
  const wecomMemory = createChatMemory(database, 'wecom')
  const means = { log, clock, calls, wecomMemory }
  const { ports: chats, doors, listenFor } = createChats(config, core.installation, means)
  const own = await sources.ensure('中枢', 'hub')
  const delivery = createDelivery({
    database,
    clock,
    chats,
    people,
    log: log.child({ part: 'delivery' }),
    render: (outbound) => render(cardForNotice(outbound, context), outbound.address.platform, context),
    ...tellingOf(config, core),
    recordTouch: recordFollowUp({ identity: core.identity, log: core.log, clock, source: own.id }),
  })
  const owners = await createOwnerNames(core)
  const modules = { ...core, delivery, ownerNamed: owners.find, logger: log.child({ part: 'flow' }) }
  const pipeline = createPipeline(modules)
  const worker = createWorker({ lease, pipeline, log: log.child({ part: 'worker' }) })
  inbox.onKept(worker.wake)
  const desk = createDesk({ ...modules, pipeline, chats })
  return {
    context,
    calls,
    chats,
    chatDoors: doors,
    listenFor,
    delivery,
    pipeline,
    worker,
    desk,
    records: createRecordDesk({ ...modules, desk }),
    rejoin: createRejoin(modules, pipeline),
    membersChanged: owners.reload,
  }
}

const callMeterOf = ({ database, clock }: CoreModules, log: Logger) =>
  createCallMeter({
    store: createCallStore(database),
    clock,
    failed: (cause) => log.warn({ err: cause }, 'the count of platform calls could not be written down'),
  })

const cardContextOf = (config: Config, place: PublicPlace, log: Logger) => ({
  address: addressIn(place, loginPlatforms(config)),
  utcOffsetMinutes: config.utcOffsetMinutes,
  wording: config.language === 'en' ? en : zhCN,
  // Nothing makes proposals yet, so nothing is approved or rejected on a card.
  extras: new Set(['good', 'bad', 'handover', 'undo'] as const),
  draw: createPictures({ log: log.child({ part: 'pictures' }) }),
})

/** A card says to its link on which platform it is read, so that nobody has to be asked. */
const addressIn =
  (place: PublicPlace, logins: ReadonlySet<Platform>) =>
  (path: string, platform: Platform): string | null => {
    const url = logins.has(platform) ? place.url() : null
    return url === null || !hasNoPath(url) ? null : `${url}${path}?via=${platform}`
  }

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
