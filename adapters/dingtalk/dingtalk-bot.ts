import { TOPIC_CARD } from 'dingtalk-stream'
import type { DWClientDownStream } from 'dingtalk-stream'
import type { AxiosInstance } from 'axios'

import type { ChatHealth, ChatHearing, ChatPort, DeliveryOutcome } from '../../contract/ports/chat'
import type { RenderedMessage, SentMessage } from '../../contract/ports/chat'
import type { ChatAddress } from '../../contract/people'
import { usualTimings } from './config'
import type { DingtalkConfig, DingtalkDeps, DingtalkTimings } from './config'
import { apiBaseOf, oapiBaseOf, openApiFor } from './dingtalk-rest'
import { HearMessages } from './hearing/hear-messages'
import { HearPresses } from './hearing/hear-presses'
import type { OpenApi } from './rest/openapi'
import { AnswerPeople } from './sending/answer-people'
import { cardNames } from './sending/card-names'
import type { CardNames } from './sending/card-names'
import { SendMessages } from './sending/send-messages'
import type { GrowingText } from './sending/send-messages'
import { StreamConnection } from './stream/stream-connection'
import { StreamLine } from './stream/stream-line'
import { within } from './within'
import { wordingIn } from './wording'
import type { Wording } from './wording'

/** How long start() waits for the first connection, and stop() for answers under way, in milliseconds. */
const patience = 3_000

/** The DingTalk side of the hub; README.md lists what it promises. */
export class DingtalkBot implements ChatPort {
  readonly platform = 'dingtalk'
  private readonly timings: DingtalkTimings
  private readonly words: Wording
  private readonly api: OpenApi
  private readonly names: CardNames
  private readonly sending: SendMessages
  private readonly answers: AnswerPeople
  private readonly underWay = new Set<Promise<void>>()
  private line: StreamLine | undefined

  constructor(
    private readonly config: DingtalkConfig,
    private readonly deps: DingtalkDeps & { readonly http: AxiosInstance },
  ) {
    this.timings = { ...usualTimings, ...config.timings }
    this.words = wordingIn(config.language ?? 'zh')
    this.api = openApiFor(config, deps)
    this.names = cardNames(config.cardSpace)
    this.sending = new SendMessages({
      ...{ api: this.api, log: deps.log, names: this.names, timings: this.timings },
      robotCode: config.robotCode ?? config.clientId,
      cardTemplateId: config.cardTemplateId,
    })
    this.answers = new AnswerPeople({
      ...{ api: this.api, log: deps.log, clock: deps.clock, send: this.sending },
      oapiBase: oapiBaseOf(config),
      isStopped: () => this.line === undefined,
    })
  }

  health(): ChatHealth {
    if (this.line !== undefined) return this.line.health()
    return { state: 'down', since: this.deps.clock.now(), detail: this.words.stopped, connectionsOpened: 0 }
  }

  async start(hearing: ChatHearing): Promise<void> {
    if (this.line !== undefined) return
    this.sending.start()
    const presses = this.hearPresses(hearing)
    const messages = this.hearMessages(hearing)
    this.line = new StreamLine({
      log: this.deps.log,
      words: this.words,
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
    this.sending.stop()
    await within(patience, Promise.all(this.underWay))
    await line.stop()
    if (this.line === line) this.line = undefined
  }

  send(message: RenderedMessage, to: ChatAddress, reference: string): Promise<DeliveryOutcome> {
    return this.sending.send(message, to, reference)
  }

  replace(message: RenderedMessage, previous: SentMessage): Promise<DeliveryOutcome> {
    return this.sending.replace(message, previous)
  }

  stream(previous: SentMessage, text: GrowingText): Promise<DeliveryOutcome> {
    return this.sending.stream(previous, text)
  }

  private hearPresses(hearing: ChatHearing): HearPresses {
    return new HearPresses({
      ...this.deps,
      hearing,
      ackPress: this.timings.ackPress,
      referenceOf: (outTrackId) => this.names.referenceOf(outTrackId),
      showLater: (answer, press) => this.track(this.answers.showLater(answer, press)),
    })
  }

  private hearMessages(hearing: ChatHearing): HearMessages {
    return new HearMessages({
      ...this.deps,
      hearing,
      words: this.words,
      ackMessage: this.timings.ackMessage,
      reply: (answer, to) => this.track(this.answers.reply(answer, to)),
    })
  }

  private streamOptions() {
    const { clientId, clientSecret } = this.config
    return {
      clientId,
      clientSecret,
      apiBase: apiBaseOf(this.config),
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
