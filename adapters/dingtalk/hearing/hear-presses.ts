import type { DWClientDownStream } from 'dingtalk-stream'

import type { ChatHearing, RenderedMessage } from '../../../contract/ports/chat'
import { wordsOf } from '../../../contract/ports/chat'
import type { Clock } from '../../../contract/ports/clock'
import type { Log } from '../log'
import { Recent } from '../recent'
import type { StreamConnection } from '../stream/stream-connection'
import { within } from '../within'
import { decodePress } from './decode-press'

interface PressDeps {
  readonly hearing: ChatHearing
  readonly clock: Clock
  readonly log: Log
  /** Milliseconds; DingTalk gives the press up after two seconds. */
  readonly ackPress: number
  /** The hub's reference of a card of ours, or undefined for a card of somebody else's. */
  readonly referenceOf: (outTrackId: string) => string | undefined
  /** For an answer that came too late for the acknowledgement, or is no card. */
  readonly showLater: (
    answer: RenderedMessage,
    press: { userId: string; reference: string; id: string },
  ) => void
}

/**
 * A press of a card's button is answered inside the acknowledgement with the card as it shall look now: that costs
 * no API call and is on the screen at once. Which press it is follows from card, person, button and frame, so that a
 * redelivered frame gets the first answer again and a second tap is a second press, for the hub to judge.
 */
export class HearPresses {
  private readonly answers = new Recent<Promise<RenderedMessage | null>>(2_000)

  constructor(private readonly deps: PressDeps) {}

  async hear(frame: DWClientDownStream, connection: StreamConnection): Promise<void> {
    const { messageId } = frame.headers
    const press = decodePress(frame.data)
    const reference = press === undefined ? undefined : this.deps.referenceOf(press.outTrackId)
    if (press === undefined || reference === undefined) {
      this.deps.log.warn({ messageId, outTrackId: press?.outTrackId }, 'dingtalk press is not for us')
      connection.answer(messageId, {})
      return
    }
    const id = `${press.outTrackId}:${press.userId}:${press.key}:${messageId}`
    const answer = this.answers.get(id) ?? this.ask({ ...press, reference, id })
    const inTime = await within(this.deps.ackPress, answer)
    const sent = connection.answer(messageId, inTime === undefined ? {} : responseOf(inTime.value))
    const rendered = inTime === undefined ? await answer : inTime.value
    if (rendered === null || (sent && inTime !== undefined && wordsOf(rendered).form === 'card')) return
    this.deps.showLater(rendered, { userId: press.userId, reference, id })
  }

  private ask(press: {
    userId: string
    reference: string
    key: string
    id: string
  }): Promise<RenderedMessage | null> {
    const { hearing, clock, log } = this.deps
    const answer = Promise.resolve()
      .then(() =>
        hearing.press({
          from: { platform: 'dingtalk', userId: press.userId },
          pressId: press.id,
          reference: press.reference,
          key: press.key,
          at: clock.now(),
        }),
      )
      .then((rendered) => this.sayBesides(rendered, press))
      .catch((error: unknown) => {
        log.error({ reference: press.reference, reason: String(error) }, 'a press could not be handled')
        this.answers.forget(press.id)
        return null
      })
    this.answers.set(press.id, answer)
    return answer
  }

  /** Once for each press, however often its frame comes. */
  private sayBesides(
    rendered: RenderedMessage | null,
    { userId, reference, id }: { userId: string; reference: string; id: string },
  ): RenderedMessage | null {
    const also = rendered === null ? undefined : wordsOf(rendered).also
    if (also !== undefined) this.deps.showLater(also, { userId, reference, id: `${id}+` })
    return rendered
  }
}

/** The response of "卡片互动-事件回调"; an empty one leaves the card as it is. */
const responseOf = (answer: RenderedMessage | null): object =>
  answer === null || wordsOf(answer).form !== 'card'
    ? {}
    : { cardUpdateOptions: { updateCardDataByKey: true }, cardData: { cardParamMap: answer.body } }
