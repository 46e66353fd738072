import type { WSClient, WsFrame } from '@wecom/aibot-node-sdk'

import type { Clock } from '../../contract/ports/clock'
import { wordsOf } from '../../contract/ports/chat'
import type { ChatHearing, ChatMessage, RenderedMessage } from '../../contract/ports/chat'
import type { Pace, WecomBotConfig } from './config'
import type { Connection } from './connection'
import type { ConversationBudget } from './conversation-budget'
import { decodeEvent, decodeMessage } from './decode-frame'
import type { Heard } from './decode-frame'
import { errcodeOf } from './errcode-of'
import { KeyedQueue } from './keyed-queue'
import type { Log } from './log'
import { outcomeOfRefusal } from './outcome-of-refusal'
import { RecentIds } from './recent-ids'
import type { PicturePusher } from './picture-pusher'
import { taskIdOfAnswer } from './task-id'
import { pushBody, replyBody, toTemplateCard, welcomeBody } from './wire-message'
import { within } from './within'
import { wording } from './wording'

interface Line {
  readonly client: WSClient
  readonly frame: WsFrame
}
type Pressed = Extract<Heard, { kind: 'press' }>

/**
 * Hands what people say and press to the hub and carries its answers back.
 *
 * 1. A msgid that comes again is handed on again only if its first answer did not get through.
 * 2. What one person says is handled in the order it was said.
 * 3. Nothing here throws into the SDK.
 */
export class Listener {
  private readonly handled = new RecentIds(10_000)
  private readonly queue = new KeyedQueue(1_000)
  private hearing: ChatHearing | undefined

  constructor(
    private readonly config: WecomBotConfig,
    private readonly pace: Pace,
    private readonly deps: {
      readonly log: Log
      readonly clock: Clock
      readonly budget: ConversationBudget
      readonly pictures: PicturePusher
    },
    private readonly connection: () => Connection,
  ) {}

  listenFor(hearing: ChatHearing): void {
    this.hearing = hearing
  }

  idle(): Promise<void> {
    return this.queue.idle()
  }

  message(client: WSClient, frame: WsFrame): void {
    this.take({ client, frame }, decodeMessage(frame.body, this.deps.clock.now(), this.config.botName))
  }

  event(client: WSClient, frame: WsFrame): void {
    this.take({ client, frame }, decodeEvent(frame.body, this.deps.clock.now()))
  }

  private take(line: Line, heard: Heard): void {
    if (heard.kind === 'nothing') {
      this.deps.log.debug({ because: heard.because }, 'wecom sent something without work in it')
      return
    }
    const { id, key } = nameOf(heard)
    if (!this.handled.add(id)) return
    if (this.queue.run(key, () => this.handle(line, heard, id))) return
    this.handled.forget(id)
    this.deps.log.error({ waiting: 1_000 }, 'too much waits to be answered, a wecom message was left out')
  }

  private async handle(line: Line, heard: Exclude<Heard, { kind: 'nothing' }>, id: string): Promise<void> {
    try {
      if (heard.kind === 'press') await this.answerPress(line, heard)
      else if (heard.kind === 'opened') await this.welcome(line, heard.message)
      else await this.answerMessage(line, heard.message)
    } catch (failure) {
      this.handled.forget(id)
      this.deps.log.warn({ kind: heard.kind, failure: describe(failure) }, 'wecom got no answer from us')
    }
  }

  /** WeCom takes the new card only within five seconds of the press, under the task_id that was pressed. */
  private async answerPress({ client, frame }: Line, pressed: Pressed): Promise<void> {
    const answer = await within(this.pace.answerWithin, this.hub().press(pressed.press))
    if (answer === null) return
    if (wordsOf(answer).form === 'markdown')
      return this.push(answer, pressed.press.from.userId, pressed.press.pressId)
    const card = toTemplateCard(answer, pressed.taskId)
    if (card === undefined) throw new Error('the answer to a press is no card')
    const { also } = wordsOf(answer)
    try {
      await client.updateTemplateCard(frame, card)
    } finally {
      if (also !== undefined) await this.push(also, pressed.press.from.userId, `${pressed.press.pressId}+`)
    }
  }

  private async answerMessage({ client, frame }: Line, message: ChatMessage): Promise<void> {
    const asked = message.text === '' ? { ...message, text: wording.help } : message
    const answer = await within(this.pace.replyWithin, this.hub().message(asked))
    if (answer === null) return
    const conversation = message.group ?? message.from.userId
    const taskId = taskIdOfAnswer(answer.body.task_id, message.messageId)
    const body = replyBody(answer, taskId, taskId.replace('@', '-'))
    if (body === undefined) throw new Error('the answer to a message is empty')
    await this.deps.pictures.push(client, answer, conversation, message.messageId)
    this.deps.budget.spend(conversation, this.deps.clock.now())
    try {
      await client.reply(frame, body)
    } catch (failure) {
      if (!this.requestIsDead(client, failure)) throw failure
      await this.push(answer, conversation, message.messageId)
    }
  }

  private async welcome({ client, frame }: Line, message: ChatMessage): Promise<void> {
    const answer = await within(
      this.pace.answerWithin,
      this.hub().message({ ...message, text: wording.help }),
    )
    const body =
      answer === null ? undefined : welcomeBody(answer, taskIdOfAnswer(undefined, message.messageId))
    if (body !== undefined) await client.replyWelcome(frame, body)
  }

  /** Answers over whatever connection there is: the request died with the one it came by. */
  private async push(answer: RenderedMessage, conversation: string, messageId: string): Promise<void> {
    const client = await this.connection().whenUp(this.pace.answerPatience)
    const body = pushBody(answer, taskIdOfAnswer(answer.body.task_id, messageId))
    if (client === undefined || body === undefined) throw new Error('no connection to answer on')
    this.deps.budget.spend(conversation, this.deps.clock.now())
    await client.sendMessage(conversation, body).catch(unlessShownBefore)
  }

  /**
   * The platform knows the request no more (846605, 846608, 846609), or the connection it came by is gone. A late ack
   * on a living connection is neither: the answer may well be on the screen.
   */
  private requestIsDead(client: WSClient, failure: unknown): boolean {
    const errcode = errcodeOf(failure)
    if (errcode !== undefined) return errcode === 846605 || errcode === 846608 || errcode === 846609
    return this.connection().client() !== client
  }

  private hub(): ChatHearing {
    if (this.hearing === undefined) throw new Error('nobody listens yet')
    return this.hearing
  }
}

const nameOf = (heard: Exclude<Heard, { kind: 'nothing' }>): { id: string; key: string } =>
  heard.kind === 'press'
    ? { id: heard.press.pressId, key: `press ${heard.press.from.userId}` }
    : { id: heard.message.messageId, key: heard.message.from.userId }

/** A card that answers has a task_id of its own: refused as used, it is on the screen already. */
const unlessShownBefore = (failure: unknown): void => {
  const errcode = errcodeOf(failure)
  if (errcode === undefined || outcomeOfRefusal(errcode).kind !== 'already-shown') throw failure
}

const describe = (failure: unknown): string =>
  failure instanceof Error ? failure.message.slice(0, 200) : `errcode ${errcodeOf(failure) ?? 'unknown'}`
