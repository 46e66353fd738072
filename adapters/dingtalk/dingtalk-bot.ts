import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { TOPIC_CARD } from 'dingtalk-stream'
import type { DWClientDownStream } from 'dingtalk-stream'
import type { AxiosInstance } from 'axios'

import type { ChatHealth, ChatHearing, ChatPort, DeliveryOutcome } from '../../contract/ports/chat'
import type { RenderedMessage, SentMessage } from '../../contract/ports/chat'
import type { ChatAddress } from '../../contract/people'
import { plus, seconds } from '../../contract/quantities'
import { usualTimings } from './config'
import type { DingtalkConfig, DingtalkDeps, DingtalkTimings } from './config'
import { apiBaseOf, oapiBaseOf, openApiFor } from './dingtalk-rest'
import type { RobotMessage } from './hearing/decode-message'
import { HearMessages } from './hearing/hear-messages'
import { HearPresses } from './hearing/hear-presses'
import { Recent } from './recent'
import { cardParamsOf, markdownOf, refused } from './rendered-body'
import type { CallCount } from './rest/call-counter'
import { createAndDeliver, deliverAgain, updateCard } from './rest/cards'
import type { CardOutcome, CardToSend } from './rest/cards'
import type { OpenApi } from './rest/openapi'
import { answerBySession, sendMarkdown } from './rest/robot-messages'
import { StreamConnection } from './stream/stream-connection'
import { StreamLine } from './stream/stream-line'
import { within } from './within'
import { wording } from './wording'

type Outcome = CardOutcome | { readonly kind: 'refused'; readonly code: string; readonly advice: string }

/** How long start() waits for the first connection, and stop() for answers under way, in milliseconds. */
const patience = 3_000

/** The DingTalk side of the hub; README.md lists what it promises. */
export class DingtalkBot implements ChatPort {
  readonly platform = 'dingtalk'
  private readonly timings: DingtalkTimings
  private readonly robotCode: string
  private readonly apiBase: string
  private readonly oapiBase: string
  private readonly api: OpenApi
  private readonly shown = new Recent<true>(20_000)
  /** Cards that exist at DingTalk but did not reach their person. */
  private readonly undelivered = new Recent<true>(2_000)
  private readonly sending = new Map<string, Promise<DeliveryOutcome>>()
  private readonly underWay = new Set<Promise<void>>()
  private line: StreamLine | undefined

  constructor(
    private readonly config: DingtalkConfig,
    private readonly deps: DingtalkDeps & { readonly http: AxiosInstance },
  ) {
    this.timings = { ...usualTimings, ...config.timings }
    this.robotCode = config.robotCode ?? config.clientId
    this.apiBase = apiBaseOf(config)
    this.oapiBase = oapiBaseOf(config)
    this.api = openApiFor(config, deps)
  }

  /** OpenAPI calls of this process in the running month; the standard edition of DingTalk has about 10,000. */
  apiCalls(): CallCount {
    return this.api.count()
  }

  health(): ChatHealth {
    if (this.line !== undefined) return this.line.health()
    return { state: 'down', since: this.deps.clock.now(), detail: wording.stopped, connectionsOpened: 0 }
  }

  async start(hearing: ChatHearing): Promise<void> {
    if (this.line !== undefined) return
    const presses = this.hearPresses(hearing)
    const messages = this.hearMessages(hearing)
    this.line = new StreamLine({
      log: this.deps.log,
      clock: this.deps.clock,
      timings: this.timings,
      open: (ears) => new StreamConnection(this.streamOptions(), ears),
      heard: (frame, connection) =>
        this.track((frame.headers.topic === TOPIC_CARD ? presses : messages).hear(frame, connection), frame),
    })
    await within(patience, this.line.start())
  }

  async stop(): Promise<void> {
    const line = this.line
    if (line === undefined) return
    await within(patience, Promise.all(this.underWay))
    await line.stop()
    if (this.line === line) this.line = undefined
  }

  send(message: RenderedMessage, to: ChatAddress, reference: string): Promise<DeliveryOutcome> {
    const key = `${to.userId}/${reference}`
    const sent: SentMessage = { platform: 'dingtalk', userId: to.userId, reference }
    if (this.shown.get(key) === true) return Promise.resolve({ kind: 'sent', message: sent })
    const before = this.sending.get(key)
    if (before !== undefined) return before
    const sending = this.deliver(message, to, reference)
      .then((outcome): DeliveryOutcome => {
        if (outcome.kind !== 'shown') return outcome
        this.shown.set(key, true)
        return { kind: 'sent', message: sent }
      })
      .finally(() => this.sending.delete(key))
    this.sending.set(key, sending)
    return sending
  }

  async replace(message: RenderedMessage, previous: SentMessage): Promise<DeliveryOutcome> {
    if (previous.platform !== 'dingtalk') return refused('other-platform', wording.otherPlatform)
    if (message.form !== 'card') return refused('no-way-to-update', wording.noWayToUpdate)
    const params = cardParamsOf(message)
    if (params.kind === 'refused') return params
    const outcome = await updateCard(this.api, this.outTrackIdOf(previous.reference), params.params)
    return outcome.kind === 'shown' ? { kind: 'sent', message: previous } : outcome
  }

  private async deliver(message: RenderedMessage, to: ChatAddress, reference: string): Promise<Outcome> {
    if (message.platform !== 'dingtalk' || to.platform !== 'dingtalk') {
      return refused('other-platform', wording.otherPlatform)
    }
    if (!/^[\w.-]{1,64}$/.test(reference)) return refused('bad-reference', wording.badReference)
    if (message.form === 'markdown') {
      const markdown = markdownOf(message)
      if (markdown.kind === 'refused') return markdown
      return sendMarkdown(this.api, this.robotCode, to.userId, markdown)
    }
    const params = cardParamsOf(message)
    if (params.kind === 'refused') return params
    const outTrackId = this.outTrackIdOf(reference)
    const card = { outTrackId, userId: to.userId, params: params.params, plain: message.plain.slice(0, 200) }
    return this.deliverCard(card)
  }

  private async deliverCard(card: CardToSend): Promise<Outcome> {
    const options = { cardTemplateId: this.config.cardTemplateId, robotCode: this.robotCode }
    const exists = this.undelivered.get(card.outTrackId) === true
    const outcome = await (exists ? deliverAgain : createAndDeliver)(this.api, options, card)
    if (outcome.kind === 'undelivered') {
      this.undelivered.set(card.outTrackId, true)
      return outcome.because
    }
    this.undelivered.forget(card.outTrackId)
    return outcome
  }

  private hearPresses(hearing: ChatHearing): HearPresses {
    return new HearPresses({
      ...this.deps,
      hearing,
      ackPress: this.timings.ackPress,
      referenceOf: (outTrackId) => this.referenceOf(outTrackId),
      showLater: (answer, press) => {
        const previous = {
          userId: press.userId,
          reference: this.referenceOf(press.outTrackId) ?? press.outTrackId,
        }
        const show = (): Promise<DeliveryOutcome> =>
          answer.form === 'card'
            ? this.replace(answer, { platform: 'dingtalk', ...previous })
            : this.send(answer, { platform: 'dingtalk', userId: press.userId }, replyReference(press.id))
        this.track(this.insist(show))
      },
    })
  }

  private hearMessages(hearing: ChatHearing): HearMessages {
    return new HearMessages({
      ...this.deps,
      hearing,
      ackMessage: this.timings.ackMessage,
      reply: (answer, to) => this.reply(answer, to),
    })
  }

  /** Into the conversation the message was said in; a card, or words after the webhook's time, to the person. */
  private async reply(answer: RenderedMessage, { message, webhook }: RobotMessage): Promise<void> {
    const now = this.deps.clock.now()
    if (answer.form === 'markdown' && webhook !== null && this.isOfDingtalk(webhook.url)) {
      const markdown = markdownOf(answer)
      if (markdown.kind === 'markdown' && plus(now, seconds(60)) < webhook.until) {
        const outcome = await answerBySession(this.api, webhook.url, markdown)
        if (outcome.kind === 'shown') return
        this.deps.log.info({ outcome: outcome.kind }, 'the session webhook did not take the answer')
      }
    }
    await this.insist(() => this.send(answer, message.from, replyReference(message.messageId)))
  }

  /** An answer to a person is in nobody's outbox, so a moment's trouble is sat out here. */
  private async insist(show: () => Promise<DeliveryOutcome>): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      const outcome = await show()
      if (outcome.kind === 'sent') return
      if (outcome.kind !== 'try-later' || tries === 2) {
        return this.deps.log.error({ outcome }, 'an answer could not be shown')
      }
      await wait(Math.min(outcome.after, 5_000), undefined, { ref: false })
      if (this.line === undefined) return
    }
  }

  /** A webhook is called only where DingTalk has its own. */
  private isOfDingtalk(url: string): boolean {
    if (!URL.canParse(url)) return false
    const { origin, protocol, hostname } = new URL(url)
    if (origin === new URL(this.oapiBase).origin) return true
    return protocol === 'https:' && /(^|\.)dingtalk\.(com|io)$/.test(hostname)
  }

  private outTrackIdOf(reference: string): string {
    return this.config.cardSpace === undefined ? reference : `${this.config.cardSpace}-${reference}`
  }

  private referenceOf(outTrackId: string): string | undefined {
    if (this.config.cardSpace === undefined) return outTrackId
    const prefix = `${this.config.cardSpace}-`
    return outTrackId.startsWith(prefix) ? outTrackId.slice(prefix.length) : undefined
  }

  private streamOptions() {
    const { clientId, clientSecret } = this.config
    return {
      clientId,
      clientSecret,
      apiBase: this.apiBase,
      http: this.deps.http,
      attempt: this.timings.attempt,
    }
  }

  private track(work: Promise<void>, frame?: DWClientDownStream): void {
    const tracked = work
      .catch((error: unknown) => {
        this.deps.log.error({ reason: String(error), topic: frame?.headers.topic }, 'dingtalk work failed')
      })
      .finally(() => this.underWay.delete(tracked))
    this.underWay.add(tracked)
  }
}

/** The same question always gets its answer under the same reference, also in another process. */
const replyReference = (id: string): string =>
  `r-${createHash('sha256').update(id).digest('hex').slice(0, 24)}`
