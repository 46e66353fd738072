import { setTimeout as wait } from 'node:timers/promises'

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
  /** Shows the answer; it is not waited for. */
  readonly reply: (answer: RenderedMessage, to: RobotMessage) => void
}

/** Messages under way at once; more than that are left unacknowledged, and DingTalk brings them again. */
const limit = 200

/** How often an acknowledged message is handed to the hub, and the first wait in between, in milliseconds. */
const tries = 5
const firstWait = 200

/** A message that the hub is taking in or has taken in. */
interface Taking {
  /** `given-up` where the hub failed and DingTalk is to bring the message again. */
  state: 'unacknowledged' | 'acknowledged' | 'given-up'
  done: Promise<void>
}

/**
 * A message is heard once by its `msgId`: DingTalk brings an unacknowledged one again after about a minute under a
 * new frame id. Each of its frames is acknowledged when the hub has taken it in, at the latest after `ackMessage`.
 * Where the hub fails before that, nothing is acknowledged and the message comes again; where it fails after that,
 * nobody will bring it again, and the hub is asked again from here. The messages of one person are handled in the
 * order they came.
 */
export class HearMessages {
  private readonly heard = new Recent<Taking>(10_000)
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
    const taking = this.heard.get(decoded.message.messageId) ?? this.takeIn(decoded)
    if (taking === undefined) return
    await within(this.deps.ackMessage, taking.done)
    if (taking.state !== 'given-up' && connection.answer(messageId, null)) taking.state = 'acknowledged'
    await taking.done
  }

  private takeIn(decoded: RobotMessage): Taking | undefined {
    if (this.underWay >= limit) {
      this.deps.log.warn({ underWay: this.underWay }, 'too many messages at once, this one has to come again')
      return undefined
    }
    const taking: Taking = { state: 'unacknowledged', done: Promise.resolve() }
    this.heard.set(decoded.message.messageId, taking)
    taking.done = this.handle(decoded, taking)
    return taking
  }

  private async handle(decoded: RobotMessage, taking: Taking): Promise<void> {
    this.underWay += 1
    try {
      const answer = await this.askHub(decoded, taking)
      if (answer !== null) this.deps.reply(answer, decoded)
    } finally {
      this.underWay -= 1
    }
  }

  private async askHub({ message }: RobotMessage, taking: Taking): Promise<RenderedMessage | null> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.inOrder(message.from.userId, () => this.deps.hearing.message(message))
      } catch (error) {
        const again = taking.state === 'acknowledged' && tried < tries
        this.deps.log.error({ reason: String(error), again }, 'a message could not be handled')
        if (!again) return this.giveUp(message.messageId, taking)
        await wait(firstWait * 2 ** (tried - 1), undefined, { ref: false })
      }
    }
  }

  private giveUp(id: string, taking: Taking): null {
    taking.state = 'given-up'
    this.heard.forget(id)
    return null
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
