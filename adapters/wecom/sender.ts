import type { SendMsgBody, WSClient } from '@wecom/aibot-node-sdk'

import type { Clock } from '../../contract/ports/clock'
import type { DeliveryOutcome, RenderedMessage, SentMessage } from '../../contract/ports/chat'
import type { ChatAddress } from '../../contract/people'
import { millis, minutes, seconds } from '../../contract/quantities'
import type { Pace, WecomBotConfig } from './config'
import type { Connection } from './connection'
import { ConversationBudget } from './conversation-budget'
import { errcodeOf } from './errcode-of'
import type { Log } from './log'
import { isNotSubscribed, outcomeOfRefusal } from './outcome-of-refusal'
import { PicturePusher } from './picture-pusher'
import { RecentIds } from './recent-ids'
import { isReference, taskIdOf } from './task-id'
import { pushBody } from './wire-message'
import { within } from './within'
import { wording } from './wording'

/** One push on its way; `refusedWith` is a refusal that named no request and can only mean this one. */
interface Flight {
  refusedWith?: number
}

/** Pushes messages to people and says what became of each. */
export class Sender {
  readonly budget = new ConversationBudget()
  readonly pictures: PicturePusher
  private readonly acknowledged = new RecentIds(10_000)
  private readonly flights = new Set<Flight>()

  constructor(
    private readonly config: WecomBotConfig,
    private readonly pace: Pace,
    private readonly deps: { readonly log: Log; readonly clock: Clock },
    private readonly connection: Connection,
  ) {
    this.pictures = new PicturePusher({ ...deps, budget: this.budget, patience: pace.answerWithin })
  }

  async send(message: RenderedMessage, to: ChatAddress, reference: string): Promise<DeliveryOutcome> {
    if (!isReference(reference)) return refused('bad-reference', wording.badReference)
    const sent: SentMessage = { platform: 'wecom', userId: to.userId, reference }
    if (this.acknowledged.has(reference)) return { kind: 'sent', message: sent }
    const body = pushBody(message, taskIdOf(reference, this.config.taskSpace))
    if (body === undefined) return nothingToSend(message)
    const client = this.connection.client()
    if (client === undefined) return this.notConnected()
    const wait = this.budget.waitFor(to.userId, this.deps.clock.now())
    if (wait > 0) return { kind: 'try-later', after: millis(wait), code: 'conversation-budget' }
    await this.pictures.push(client, message, to.userId, reference)
    return this.push(client, sent, body)
  }

  /** Called when the platform refused something without saying what: known only while one push is on its way. */
  strayRefusal(errcode: number): void {
    const [only, ...others] = this.flights
    if (only !== undefined && others.length === 0) only.refusedWith = errcode
  }

  private async push(client: WSClient, sent: SentMessage, body: SendMsgBody): Promise<DeliveryOutcome> {
    const flight: Flight = {}
    this.flights.add(flight)
    this.budget.spend(sent.userId, this.deps.clock.now())
    try {
      await within(this.pace.ackWithin, client.sendMessage(sent.userId, body))
      return this.shown(sent)
    } catch (failure) {
      const errcode = errcodeOf(failure) ?? flight.refusedWith
      // Without an errcode nobody knows whether it was shown. Asking again settles it: task_ids are used once.
      if (errcode === undefined) return { kind: 'try-later', after: seconds(2), code: 'no-answer' }
      return this.settle(client, sent, errcode)
    } finally {
      this.flights.delete(flight)
    }
  }

  private settle(client: WSClient, sent: SentMessage, errcode: number): DeliveryOutcome {
    if (isNotSubscribed(errcode)) this.connection.renew(client, 'the gateway does not know this connection')
    const refusal = outcomeOfRefusal(errcode)
    if (refusal.kind !== 'already-shown') return refusal
    this.deps.log.info({ reference: sent.reference }, 'wecom has shown this card before')
    return this.shown(sent)
  }

  private shown(sent: SentMessage): DeliveryOutcome {
    this.acknowledged.add(sent.reference)
    return { kind: 'sent', message: sent }
  }

  private notConnected(): DeliveryOutcome {
    const { phase } = this.connection
    if (phase === 'connecting') return { kind: 'try-later', after: seconds(3), code: 'not-connected' }
    return { kind: 'try-later', after: minutes(1), code: phase }
  }
}

const nothingToSend = (message: RenderedMessage): DeliveryOutcome =>
  message.form === 'card' ? refused('not-a-card', wording.notACard) : refused('no-text', wording.notText)

const refused = (code: string, advice: string): DeliveryOutcome => ({ kind: 'refused', code, advice })
