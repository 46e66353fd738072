import { z } from 'zod'

import type { Conversations, KeptCard } from './conversations'
import { trialTemplate } from './options'
import type { MediaStore } from './media-store'
import { Refusal } from './refusal'
import { buttonFault, markdownVariables, templateVariables } from './shown-card'
import type { CardParams } from './shown-card'

interface CardDeps {
  readonly media: MediaStore
  readonly conversations: Conversations
  readonly robotCode: string
  readonly isMember: (userId: string) => boolean
  readonly violated: (what: string) => void
}

/**
 * Interactive cards (高级版), with the refusals listed under "创建并投放卡片" (create-and-deliver-cards, July 2026) and
 * "更新卡片". Of the spaces only the single chat with the robot is here.
 */
export class CardRoutes {
  /** Created, but not delivered to anybody yet. */
  private readonly undelivered = new Map<string, KeptCard>()
  private readonly guids = new Set<string>()

  constructor(private readonly deps: CardDeps) {}

  createAndDeliver(body: unknown): object {
    const card = createShape.safeParse(body)
    if (!card.success) throw refusalOf(card.error)
    const { outTrackId, cardTemplateId, cardData } = card.data
    if (cardTemplateId !== trialTemplate) throw new Refusal(400, 'param.templateNotExist')
    if (this.deps.conversations.card(outTrackId) !== undefined || this.undelivered.has(outTrackId)) {
      throw new Refusal(400, 'param.cardAlreadyExist')
    }
    const params = this.checked(cardData.cardParamMap)
    const made = { outTrackId, params, callback: card.data.callbackType === 'STREAM' }
    return { success: true, result: { outTrackId, deliverResults: [this.deliverTo(made, card.data)] } }
  }

  deliver(body: unknown): object {
    const asked = deliverShape.safeParse(body)
    if (!asked.success) throw refusalOf(asked.error)
    const card = this.undelivered.get(asked.data.outTrackId)
    if (card === undefined) throw new Refusal(400, 'param.cardNotExist')
    return { success: true, result: [this.deliverTo(card, asked.data)] }
  }

  update(body: unknown): object {
    const asked = updateShape.safeParse(body)
    if (!asked.success) throw refusalOf(asked.error)
    if (this.deps.conversations.card(asked.data.outTrackId) === undefined)
      throw new Refusal(400, 'param.cardNotExist')
    const byKey = asked.data.cardUpdateOptions?.updateCardDataByKey === true
    const params = this.checked(asked.data.cardData.cardParamMap)
    this.deps.conversations.changeCard(asked.data.outTrackId, params, byKey)
    return { success: true, result: true }
  }

  /**
   * "AI 卡片流式更新": the first call moves the card to writing (flowStatus 2), the final one ends it (3), an error ends
   * it too (5). What is of no type Markdown or ended before is answered 500 `unknownError`, as users report. The same
   * guid again changes nothing.
   */
  stream(body: unknown): object {
    const asked = streamShape.safeParse(body)
    if (!asked.success) throw refusalOf(asked.error)
    const { outTrackId, guid, key, content, isFull, isFinalize, isError } = asked.data
    const card = this.deps.conversations.card(outTrackId)
    if (card === undefined) throw new Refusal(400, 'param.cardNotExist')
    if (this.guids.has(`${outTrackId}/${guid}`)) return { success: true, result: true }
    const ended = ['3', '5'].includes(card.params['flowStatus'] ?? '')
    if (ended || !markdownVariables.has(key)) throw new Refusal(500, 'unknownError')
    const text = isFull ? content : (card.params[key] ?? '') + content
    const flowStatus = isError ? '5' : isFinalize ? '3' : '2'
    this.deps.conversations.changeCard(outTrackId, this.checked({ [key]: text, flowStatus }), true)
    this.guids.add(`${outTrackId}/${guid}`)
    return { success: true, result: true }
  }

  /** Variables as the template can draw them. */
  checked(params: CardParams): CardParams {
    const fault = buttonFault(params)
    if (fault !== undefined) throw new Refusal(400, 'param.invalid', `btns: ${fault}`)
    for (const [name, value] of Object.entries(params)) {
      if (!templateVariables.has(name)) this.deps.violated(`the template has no variable ${name}`)
      const torn = this.deps.media.unknownIn(value)
      if (torn !== undefined) this.deps.violated(`nobody uploaded the picture ${torn}`)
      if (Buffer.byteLength(value) > 30_000) throw new Refusal(400, 'param.invalid', `${name} is too long`)
    }
    return params
  }

  private deliverTo(card: KeptCard, space: { openSpaceId: string; imRobotOpenDeliverModel: Model }): object {
    const userId = /^dtv1\.card\/\/IM_ROBOT\.(.+)$/i.exec(space.openSpaceId)?.[1]
    if (userId === undefined) throw new Refusal(400, 'param.openSpaceIdInvalid')
    const result = { spaceType: 'IM_ROBOT', spaceId: userId }
    const { robotCode = this.deps.robotCode } = space.imRobotOpenDeliverModel
    const errorMsg = !this.deps.isMember(userId)
      ? 'user not exist'
      : robotCode === this.deps.robotCode
        ? undefined
        : 'robot not exist'
    if (errorMsg !== undefined) {
      this.undelivered.set(card.outTrackId, card)
      return { ...result, success: false, errorMsg }
    }
    this.undelivered.delete(card.outTrackId)
    const { id } = this.deps.conversations.addCard(userId, card)
    return { ...result, success: true, carrierId: `carrier-${id}`, errorMsg: '' }
  }
}

/** The documented code of the first thing that is wrong. */
const refusalOf = (error: z.ZodError): Refusal => {
  const issue = error.issues[0]
  const field = String(issue?.path[0] ?? '')
  return new Refusal(400, codes[field] ?? 'param.invalid', z.prettifyError(error))
}

const codes: Readonly<Record<string, string>> = {
  cardTemplateId: 'param.cardTemplateIdEmpty',
  outTrackId: 'param.outTrackIdEmpty',
  openSpaceId: 'param.openSpaceIdEmpty',
  imRobotOpenDeliverModel: 'param.openDeliverModelError',
  imRobotOpenSpaceModel: 'param.openSpaceModelInvalid',
}

const name = z.string().min(1).max(100)
const cardData = z.strictObject({ cardParamMap: z.record(name, z.string()) })

const deliverModel = z.strictObject({
  spaceType: z.literal('IM_ROBOT').optional(),
  robotCode: z.string().optional(),
  extension: z.record(z.string(), z.string()).optional(),
})
type Model = z.infer<typeof deliverModel>

const deliverShape = z.strictObject({
  outTrackId: name,
  userIdType: z.literal(1).optional(),
  openSpaceId: z.string().min(1),
  imRobotOpenDeliverModel: deliverModel,
})

const createShape = z.strictObject({
  cardTemplateId: z.string().min(1),
  outTrackId: name,
  callbackType: z.enum(['STREAM', 'HTTP']).optional(),
  userIdType: z.literal(1).optional(),
  cardData,
  openSpaceId: z.string().min(1),
  imRobotOpenSpaceModel: z.strictObject({
    supportForward: z.boolean(),
    lastMessageI18n: z
      .partialRecord(z.enum(['ZH_CN', 'ZH_TW', 'EN_US', 'JA_JP', 'VI_VN', 'TH_TH']), z.string())
      .optional(),
    notification: z
      .strictObject({ alertContent: z.string().optional(), notificationOff: z.boolean().optional() })
      .optional(),
    searchSupport: z
      .strictObject({
        searchIcon: z.string().optional(),
        searchTypeName: z.string().optional(),
        searchDesc: z.string().max(200).optional(),
      })
      .optional(),
  }),
  imRobotOpenDeliverModel: deliverModel,
})

const streamShape = z.strictObject({
  outTrackId: name,
  guid: z.string().min(1).max(64),
  key: name,
  content: z.string(),
  isFull: z.boolean(),
  isFinalize: z.boolean(),
  isError: z.boolean(),
})

const updateShape = z.strictObject({
  outTrackId: name,
  userIdType: z.literal(1).optional(),
  cardData,
  cardUpdateOptions: z
    .strictObject({
      updateCardDataByKey: z.boolean().optional(),
      updatePrivateDataByKey: z.boolean().optional(),
    })
    .optional(),
})
