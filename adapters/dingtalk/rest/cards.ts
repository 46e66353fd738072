import { z } from 'zod'

import type { Failure } from './failure'
import type { OpenApi } from './openapi'

/** The variables of the template; DingTalk takes strings only. */
export type CardParams = Readonly<Record<string, string>>

export type CardOutcome =
  { readonly kind: 'shown' } | Exclude<Failure, { kind: 'bad-token' | 'already-shown' }>

/** The card exists, but the person does not have it. */
export interface Undelivered {
  readonly kind: 'undelivered'
  readonly because: Exclude<CardOutcome, { kind: 'shown' }>
}

interface CardOptions {
  readonly cardTemplateId: string
  readonly robotCode: string
}

export interface CardToSend {
  readonly outTrackId: string
  readonly userId: string
  readonly params: CardParams
  /** What the chat list and the phone's notification say. */
  readonly plain: string
}

/**
 * `POST /v1.0/card/instances/createAndDeliver` into the single chat of person and robot. An outTrackId that exists
 * already (`param.cardAlreadyExist`) is a card whose first answer we never heard: it is shown.
 */
export const createAndDeliver = async (
  api: OpenApi,
  options: CardOptions,
  card: CardToSend,
): Promise<CardOutcome | Undelivered> => {
  const answer = await api.call('POST', '/v1.0/card/instances/createAndDeliver', {
    cardTemplateId: options.cardTemplateId,
    outTrackId: card.outTrackId,
    callbackType: 'STREAM',
    userIdType: 1,
    cardData: { cardParamMap: card.params },
    imRobotOpenSpaceModel: {
      supportForward: false,
      lastMessageI18n: { ZH_CN: card.plain },
      notification: { alertContent: card.plain, notificationOff: false },
    },
    ...spaceOf(options, card),
  })
  if (answer.kind === 'already-shown') return { kind: 'shown' }
  if (answer.kind !== 'answered') return answer
  const read = createdShape.safeParse(answer.body)
  return read.success ? outcomeOf(api, read.data.result.deliverResults) : api.refused('deliver-unreadable')
}

/** `POST /v1.0/card/instances/deliver`, for a card that was created but did not arrive. */
export const deliverAgain = async (
  api: OpenApi,
  options: CardOptions,
  card: CardToSend,
): Promise<CardOutcome | Undelivered> => {
  const answer = await api.call('POST', '/v1.0/card/instances/deliver', {
    outTrackId: card.outTrackId,
    userIdType: 1,
    ...spaceOf(options, card),
  })
  if (answer.kind === 'already-shown') return { kind: 'shown' }
  if (answer.kind !== 'answered') return answer
  const read = deliveredShape.safeParse(answer.body)
  return read.success ? outcomeOf(api, read.data.result) : api.refused('deliver-unreadable')
}

/** `PUT /v1.0/card/instances`: the variables given, the others as they are. */
export const updateCard = async (
  api: OpenApi,
  outTrackId: string,
  params: CardParams,
): Promise<CardOutcome> => {
  const answer = await api.call('PUT', '/v1.0/card/instances', {
    outTrackId,
    userIdType: 1,
    cardData: { cardParamMap: params },
    cardUpdateOptions: { updateCardDataByKey: true },
  })
  if (answer.kind === 'already-shown') return { kind: 'shown' }
  if (answer.kind !== 'answered') return answer
  const updated = updateShape.safeParse(answer.body)
  if (updated.success && updated.data.success && updated.data.result !== false) return { kind: 'shown' }
  return api.refused('update-failed')
}

const spaceOf = ({ robotCode }: CardOptions, { userId }: CardToSend) => ({
  openSpaceId: `dtv1.card//IM_ROBOT.${userId}`,
  imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
})

/** HTTP 200 and `success` do not mean that the card arrived: every entry of deliverResults has its own. */
const outcomeOf = (api: OpenApi, results: readonly DeliverResult[]): CardOutcome | Undelivered => {
  const failed = results.find((result) => !result.success)
  if (failed === undefined && results.length > 0) return { kind: 'shown' }
  const reason = failed?.errorMsg ?? 'no deliverResults'
  return { kind: 'undelivered', because: meaningOf(api, reason) }
}

const meaningOf = (api: OpenApi, reason: string): Undelivered['because'] => {
  if (/user.*not.?(exist|found)/i.test(reason)) return { kind: 'skipped', because: 'left-the-company' }
  if (/visible|scope/i.test(reason)) return { kind: 'skipped', because: 'outside-visible-range' }
  return { kind: 'refused', code: 'deliver-failed', advice: api.words.notDelivered(reason.slice(0, 200)) }
}

const updateShape = z.object({ success: z.boolean(), result: z.boolean().optional() })
const deliverResult = z.object({ success: z.boolean(), errorMsg: z.string().nullish() })
type DeliverResult = z.infer<typeof deliverResult>
const createdShape = z.object({ result: z.object({ deliverResults: z.array(deliverResult).max(100) }) })
const deliveredShape = z.object({ result: z.array(deliverResult).max(100) })
