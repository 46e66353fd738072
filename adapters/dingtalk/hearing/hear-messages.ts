import type { DWClientDownStream } from 'dingtalk-stream'

import type { ChatHearing, RenderedMessage } from '../../../contract/ports/chat'
import type { Clock } from '../../../contract/ports/clock'
import type { Log } from '../log'
import { Recent } from '../recent'
import type { StreamConnection } from '../stream/stream-connection'
import { within } from '../within'
import type { Wording } from '../wording'
import { decodeMessage } from './decode-message'
import type { RobotMessage } from './decode-message'

interface MessageDeps {
  readonly hearing: ChatHearing
  readonly clock: Clock
  readonly log: Log
  readonly words: Wording
  /** Milliseconds. */
  readonly ackMessage: number
  readonly reply: (answer: RenderedMessage, to: RobotMessage) => Promise<void>
}

/** Messages under way at once; more than that are left unacknowledged, and DingTalk brings them again. */
const limit = 200

/**
 * A message is heard once by its `msgId`: DingTalk brings an unacknowledged one again after about a minute under a
 * new frame id. It is acknowledged when the hub has taken it in, at the latest after `ackMessage`, and not at all
 * where the hub failed before that. The messages of one person are handled in the order they came.
 */
export class HearMessages {
  private readonly heard = new Recent<true>(10_000)
  private readonly tails = new Map<string, Promise<unknown>>()
  private underWay = 0

  constructor(private readonly deps: MessageDeps) {}

  async hear(frame: DWClientDownStream, connection: StreamConnection): Promise<void> {
    const { messageId } = frame.headers
    const decoded = decodeMessage(frame.data, this.deps.clock.now())
    if ('unreadable' in decoded) {
      const advice = decoded.unreadable === 'no-sender' ? this.deps.words.noSender : undefined
      this.deps.log.warn({ messageId, why: decoded.unreadable, advice }, 'dingtalk message is passed over')
      connection.answer(messageId, null)
      return
    }
    const id = decoded.message.messageId
    if (this.heard.get(id) === true) {
      connection.answer(messageId, null)
      return
    }
    if (this.underWay >= limit) {
      this.deps.log.warn({ underWay: this.underWay }, 'too many messages at once, this one has to come again')
      return
    }
    this.heard.set(id, true)
    await this.takeIn(decoded, () => connection.answer(messageId, null))
  }

  private async takeIn(decoded: RobotMessage, acknowledge: () => void): Promise<void> {
    this.underWay += 1
    const answer = this.inOrder(decoded.message.from.userId, () => this.deps.hearing.message(decoded.message))
    try {
      await within(this.deps.ackMessage, answer)
      acknowledge()
      const rendered = await answer
      if (rendered !== null) await this.deps.reply(rendered, decoded)
    } catch (error) {
      this.heard.forget(decoded.message.messageId)
      this.deps.log.error({ reason: String(error) }, 'a message could not be handled')
    } finally {
      this.underWay -= 1
    }
  }

  private inOrder<T>(person: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(person) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.tails.set(person, mine)
    const done = (): void => {
      if (this.tails.get(person) === mine) this.tails.delete(person)
    }
    mine.then(done, done)
    return mine
  }
}
