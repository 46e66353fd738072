import type { ChatAddress } from '../../../contract/people'
import type { DeliveryOutcome, RenderedMessage, SentMessage } from '../../../contract/ports/chat'
import { wordsOf } from '../../../contract/ports/chat'
import type { DingtalkTimings } from '../config'
import type { Log } from '../log'
import { Recent } from '../recent'
import { createAndDeliver, deliverAgain, updateCard } from '../rest/cards'
import type { CardOutcome, CardToSend } from '../rest/cards'
import { MediaShelf } from '../rest/media'
import type { OpenApi } from '../rest/openapi'
import { sayToGroup, sayToPerson } from '../rest/robot-messages'
import type { Said } from '../rest/robot-messages'
import { streamCard } from '../rest/stream-card'
import type { CardNames } from './card-names'
import { GrowingTexts } from './growing-texts'
import { cardParamsOf, markdownOf, refused } from './rendered-body'
import type { Refused } from './rendered-body'
import { mediaIdOf, pictureMarkdown } from './with-picture'

type Outcome = CardOutcome | Refused

/** A text that is written while people look at it. */
export interface GrowingText {
  /** The template's variable, of type Markdown. */
  readonly key: string
  /** Everything so far, not only what is new. */
  readonly text: string
  /** The last one: the card stops spinning, and nothing can be added. */
  readonly final: boolean
}

interface SendDeps {
  readonly api: OpenApi
  readonly log: Log
  readonly names: CardNames
  readonly robotCode: string
  readonly cardTemplateId: string
  readonly timings: Pick<DingtalkTimings, 'streamGap'>
}

/** Everything the robot shows to people: cards, their changes, words, pictures. */
export class SendMessages {
  private readonly shelf: MediaShelf
  private readonly growing: GrowingTexts
  private readonly shown = new Recent<true>(20_000)
  /** Cards that exist at DingTalk but did not reach their person. */
  private readonly undelivered = new Recent<true>(2_000)
  private readonly sending = new Map<string, Promise<DeliveryOutcome>>()

  constructor(private readonly deps: SendDeps) {
    this.shelf = new MediaShelf(deps.api)
    this.growing = new GrowingTexts({
      show: (piece) => streamCard(deps.api, piece),
      gap: deps.timings.streamGap,
    })
  }

  start(): void {
    this.growing.start()
  }

  stop(): void {
    this.growing.stop()
  }

  send(message: RenderedMessage, to: ChatAddress, reference: string): Promise<DeliveryOutcome> {
    const key = `${to.userId}/${reference}`
    return this.once(key, reference, to.userId, () => this.deliver(message, to, reference))
  }

  /** Words into a group; a card has no place there, for it shows a customer to everybody. */
  sendToGroup(message: RenderedMessage, conversation: string, reference: string): Promise<DeliveryOutcome> {
    const { api, robotCode } = this.deps
    return this.once(`${conversation}/${reference}`, reference, conversation, async () => {
      const said = await this.saidOf(message)
      return said.kind === 'refused' ? said : sayToGroup(api, robotCode, conversation, said)
    })
  }

  /** Words, with their picture inside where they have one; a picture without words is an image message. */
  async saidOf(message: RenderedMessage): Promise<Said | Refused> {
    const { words } = this.deps.api
    if (message.platform !== 'dingtalk') return refused('other-platform', words.otherPlatform)
    const picture = await this.pictureOf(message)
    if (picture !== null && Object.keys(message.body).length === 0) {
      return { kind: 'image', mediaId: picture.mediaId }
    }
    const markdown = markdownOf(message.body, words)
    if (markdown.kind === 'refused' || picture === null) return markdown
    return { ...markdown, text: `${picture.markdown}\n\n${markdown.text}` }
  }

  async replace(message: RenderedMessage, previous: SentMessage): Promise<DeliveryOutcome> {
    const { api, names } = this.deps
    const words = wordsOf(message)
    if (previous.platform !== 'dingtalk') return refused('other-platform', api.words.otherPlatform)
    if (words.form !== 'card') return refused('no-way-to-update', api.words.noWayToUpdate)
    const params = cardParamsOf(words.body, api.words)
    if (params.kind === 'refused') return params
    const outcome = await updateCard(api, names.outTrackIdOf(previous.reference), params.params)
    return outcome.kind === 'shown' ? { kind: 'sent', message: previous } : outcome
  }

  /** Shows `text`, which is everything so far, in variable `key` of a card that is there. */
  async stream(previous: SentMessage, { key, text, final }: GrowingText): Promise<DeliveryOutcome> {
    const { api, names } = this.deps
    const outTrackId = names.outTrackIdOf(previous.reference)
    const outcome = await this.growing.say({ outTrackId, key, text, final })
    if (outcome === undefined) return refused('stream-ended', api.words.streamingRefused)
    return outcome.kind === 'shown' ? { kind: 'sent', message: previous } : outcome
  }

  /** The same reference to the same place is the same message, whether it was shown or is on its way. */
  private once(
    key: string,
    reference: string,
    userId: string,
    deliver: () => Promise<Outcome>,
  ): Promise<DeliveryOutcome> {
    const message: SentMessage = { platform: 'dingtalk', userId, reference }
    if (this.shown.get(key) === true) return Promise.resolve({ kind: 'sent', message })
    const before = this.sending.get(key)
    if (before !== undefined) return before
    const sending = deliver()
      .then((outcome): DeliveryOutcome => {
        if (outcome.kind !== 'shown') return outcome
        this.shown.set(key, true)
        return { kind: 'sent', message }
      })
      .finally(() => this.sending.delete(key))
    this.sending.set(key, sending)
    return sending
  }

  private async deliver(message: RenderedMessage, to: ChatAddress, reference: string): Promise<Outcome> {
    const { api, robotCode } = this.deps
    if (to.platform !== 'dingtalk') return refused('other-platform', api.words.otherPlatform)
    if (!/^[\w.-]{1,64}$/.test(reference)) return refused('bad-reference', api.words.badReference)
    if (wordsOf(message).form === 'card') return this.deliverCard(message, to, reference)
    const said = await this.saidOf(message)
    return said.kind === 'refused' ? said : sayToPerson(api, robotCode, to.userId, said)
  }

  private async deliverCard(
    message: RenderedMessage,
    { userId }: ChatAddress,
    reference: string,
  ): Promise<Outcome> {
    const { api, names, robotCode, cardTemplateId } = this.deps
    if (message.platform !== 'dingtalk') return refused('other-platform', api.words.otherPlatform)
    const params = cardParamsOf(message.body, api.words)
    if (params.kind === 'refused') return params
    const picture = await this.pictureOf(message)
    const card: CardToSend = {
      outTrackId: names.outTrackIdOf(reference),
      userId,
      params: { ...params.params, picture: picture?.markdown ?? '' },
      plain: message.plain.slice(0, 200),
    }
    return this.createOrDeliver(card, { cardTemplateId, robotCode })
  }

  private async createOrDeliver(
    card: CardToSend,
    options: { readonly cardTemplateId: string; readonly robotCode: string },
  ): Promise<Outcome> {
    const exists = this.undelivered.get(card.outTrackId) === true
    const outcome = await (exists ? deliverAgain : createAndDeliver)(this.deps.api, options, card)
    if (outcome.kind === 'undelivered') {
      this.undelivered.set(card.outTrackId, true)
      return outcome.because
    }
    this.undelivered.forget(card.outTrackId)
    return outcome
  }

  private async pictureOf(message: RenderedMessage): Promise<{ mediaId: string; markdown: string } | null> {
    if (message.form !== 'picture') return null
    const mediaId = await mediaIdOf(this.shelf, message.picture, this.deps.log)
    return mediaId === null ? null : { mediaId, markdown: pictureMarkdown(mediaId, message.picture.alt) }
  }
}
