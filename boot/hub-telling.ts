import type { Logger } from 'pino'

import { createPictures } from '../adapters/pictures'
import { createDelivery } from '../api/delivery'
import type { Delivery, DeliveryDeps } from '../api/delivery'
import type { Documents } from '../api/documents'
import { createAutonomyWatch, documentOnCard, meetingOnCard } from '../api/flow'
import type { Meetings } from '../api/meetings'
import { cardForNotice, en, render, zhCN } from '../bot'
import type { SourceId } from '../contract/ids'
import type { Platform } from '../contract/people'
import type { Config } from './config'
import { recordFollowUp } from './follow-up-touch'
import { hasNoPath, loginPlatforms } from './logins'
import type { CoreModules } from './modules'
import type { PublicPlace } from './public-place'
import { tellingOf } from './telling'
import { warningsEn, warningsZh } from './wording'

export type HubCardContext = ReturnType<typeof cardContextOf>

/** What every card and every answer in chat is drawn with. */
export const cardContextOf = (config: Config, place: PublicPlace, log: Logger) => ({
  address: addressIn(place, loginPlatforms(config)),
  utcOffsetMinutes: config.utcOffsetMinutes,
  wording: config.language === 'en' ? en : zhCN,
  // Nothing makes proposals yet, so nothing is approved or rejected on a card.
  extras: new Set(['good', 'bad', 'handover', 'undo', 'send', 'meet', 'unmeet'] as const),
  draw: createPictures({ log: log.child({ part: 'pictures' }) }),
})

/** A card says to its link on which platform it is read, so that nobody has to be asked. */
const addressIn =
  (place: PublicPlace, logins: ReadonlySet<Platform>) =>
  (path: string, platform: Platform): string | null => {
    const url = logins.has(platform) ? place.url() : null
    return url === null || !hasNoPath(url) ? null : `${url}${path}?via=${platform}`
  }

export interface TellingParts {
  readonly chats: DeliveryDeps['chats']
  readonly context: HubCardContext
  readonly documents: Documents
  readonly meetings: Meetings
  /** Whose touchpoints follow-ups are. */
  readonly source: SourceId
  readonly log: Logger
}

/** From the outbox to the chats, what people answer there, and what follows for how far packages act by themselves. */
export function deliveryOf(config: Config, core: CoreModules, parts: TellingParts) {
  const { database, clock, people } = core
  const { chats, context, documents, meetings, source, log } = parts
  const [document, meeting] = [documentOnCard({ ...core, documents }), meetingOnCard({ meetings, people })]
  const autonomy = autonomyWatchOf(config, core, log, () => delivery)
  const delivery: Delivery = createDelivery({
    ...{ database, clock, chats, people },
    log: log.child({ part: 'delivery' }),
    render: (outbound) => render(cardForNotice(outbound, context), outbound.address.platform, context),
    besides: async (outbound) => ({ ...(await document(outbound)), ...(await meeting(outbound)) }),
    ...tellingOf(config, core),
    recordTouch: recordFollowUp({ identity: core.identity, log: core.log, clock, source }),
    consequences: autonomy.consequences,
  })
  return { delivery, autonomy }
}

/** It follows from answers, which delivery takes, and tells of what it did, which delivery sends. */
const autonomyWatchOf = (config: Config, core: CoreModules, log: Logger, delivery: () => Delivery) =>
  createAutonomyWatch({
    ...core,
    logger: log.child({ part: 'autonomy' }),
    words: (config.language === 'en' ? warningsEn : warningsZh).autonomyFell,
    delivery: { queue: (tx, notices) => delivery().queue(tx, notices), wake: () => delivery().wake() },
  })
