import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import type { DeliveryOutcome, RenderedMessage } from '../../../contract/ports/chat'
import { wordsOf } from '../../../contract/ports/chat'
import type { Clock } from '../../../contract/ports/clock'
import { plus, seconds } from '../../../contract/quantities'
import type { RobotMessage } from '../hearing/decode-message'
import type { Log } from '../log'
import type { OpenApi } from '../rest/openapi'
import { answerBySession } from '../rest/robot-messages'
import type { SendMessages } from './send-messages'

interface AnswerDeps {
  readonly api: OpenApi
  readonly send: SendMessages
  readonly clock: Clock
  readonly log: Log
  readonly oapiBase: string
  /** True once nobody is to be answered any more. */
  readonly isStopped: () => boolean
}

/** A press whose answer came too late for the acknowledgement, or is no card. */
export interface LatePress {
  readonly userId: string
  /** The hub's own of the card that was pressed. */
  readonly reference: string
  readonly id: string
}

/** What people are told because they asked; nobody's outbox holds it, so a moment's trouble is sat out here. */
export class AnswerPeople {
  constructor(private readonly deps: AnswerDeps) {}

  /**
   * Into the conversation the question was asked in: through the webhook that came with it, and after its time as a
   * message of the robot. A card goes to the person alone.
   */
  async reply(answer: RenderedMessage, question: RobotMessage): Promise<void> {
    const { message } = question
    const reference = replyReference(message.messageId)
    if (wordsOf(answer).form === 'markdown') {
      if (await this.repliedBySession(answer, question)) return
      const { group } = message
      if (group !== null && group !== '') {
        return this.insist(() => this.deps.send.sendToGroup(answer, group, reference))
      }
    }
    await this.insist(() => this.deps.send.send(answer, message.from, reference))
  }

  showLater(answer: RenderedMessage, press: LatePress): Promise<void> {
    const { send } = this.deps
    const { userId, reference, id } = press
    return this.insist(() =>
      wordsOf(answer).form === 'card'
        ? send.replace(answer, { platform: 'dingtalk', userId, reference })
        : send.send(answer, { platform: 'dingtalk', userId }, replyReference(id)),
    )
  }

  private async repliedBySession(
    answer: RenderedMessage,
    { message, webhook }: RobotMessage,
  ): Promise<boolean> {
    const { api, send, clock, log } = this.deps
    if (webhook === null || !this.isOfDingtalk(webhook.url)) return false
    if (plus(clock.now(), seconds(60)) >= webhook.until) {
      log.info({}, 'the session webhook is past its time, the answer goes another way')
      return false
    }
    const said = await send.saidOf(answer)
    if (said.kind !== 'markdown') return false
    const atUserId = message.group === null ? undefined : message.from.userId
    const outcome = await answerBySession(api, webhook.url, said, atUserId)
    if (outcome.kind === 'shown') return true
    log.info({ outcome }, 'the session webhook did not take the answer, it goes another way')
    return false
  }

  private async insist(show: () => Promise<DeliveryOutcome>): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      const outcome = await show()
      if (outcome.kind === 'sent') return
      if (outcome.kind !== 'try-later' || tries === 2) {
        return this.deps.log.error({ outcome }, 'an answer could not be shown')
      }
      await wait(Math.min(outcome.after, 5_000), undefined, { ref: false })
      if (this.deps.isStopped()) return
    }
  }

  /** A webhook is called only where DingTalk has its own. */
  private isOfDingtalk(url: string): boolean {
    if (!URL.canParse(url)) return false
    const { origin, protocol, hostname } = new URL(url)
    if (origin === new URL(this.deps.oapiBase).origin) return true
    return protocol === 'https:' && /(^|\.)dingtalk\.(com|io)$/.test(hostname)
  }
}

/** The same question always gets its answer under the same reference, also in another process. */
const replyReference = (id: string): string =>
  `r-${createHash('sha256').update(id).digest('hex').slice(0, 24)}`
