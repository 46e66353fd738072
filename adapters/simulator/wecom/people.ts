import { randomUUID } from 'node:crypto'

import { Fault } from '../../../contract/fault'
import type { Callback, Conversations } from './conversations'
import type { Protocol } from './protocol'
import { buttonsOf } from './to-shown'

/** The people in front of the simulated client, and what their hands do. */
export class People {
  /** By lower-case id: WeCom compares them without regard to case. */
  private readonly ids: ReadonlyMap<string, string>

  constructor(
    members: readonly { readonly userId: string }[],
    private readonly conversations: Conversations,
    private readonly protocol: Protocol,
    private readonly now: () => number,
  ) {
    this.ids = new Map(members.map(({ userId }) => [userId.toLowerCase(), userId]))
  }

  type(userId: string, text: string): void {
    const person = this.find(userId)
    this.say(person, text)
    this.protocol.post(this.callback(person, undefined, 'text', { text: { content: text } }))
  }

  /** A voice message reaches the bot as its transcript. */
  speak(userId: string, transcript: string): void {
    const person = this.find(userId)
    this.say(person, transcript)
    this.protocol.post(this.callback(person, undefined, 'voice', { voice: { content: transcript } }))
  }

  typeInGroup(userId: string, group: string, text: string): void {
    const person = this.find(userId)
    this.say(group, text)
    this.protocol.post(this.callback(person, group, 'text', { text: { content: text } }))
  }

  open(userId: string): void {
    const event = { eventtype: 'enter_chat' }
    this.protocol.post(this.callback(this.find(userId), undefined, 'event', { event }))
  }

  /** A press is handed over once or not at all, so it needs a bot that is there. */
  press(userId: string, messageId: string, key: string): void {
    const person = this.find(userId)
    const chat = this.conversations.chatOf(messageId)
    if (chat === undefined || (chat !== person.toLowerCase() && this.ids.has(chat))) throw unknown('消息')
    const pressed = this.button(chat, messageId, key)
    if (!this.protocol.hears) throw offline()
    const group = chat === person.toLowerCase() ? undefined : chat
    const event = { eventtype: 'template_card_event', template_card_event: pressed }
    this.protocol.postOnce(this.callback(person, group, 'event', { event }))
  }

  /** The part of the event that tells which button it was, nested as DOC 101027 has it. */
  private button(chat: string, messageId: string, key: string) {
    const content = this.conversations.messages(chat).find(({ id }) => id === messageId)?.content
    if (content?.kind !== 'card') throw unknown('卡片')
    if (!buttonsOf(content.card).some((button) => button.key === key)) throw unknown('按钮')
    return { card_type: content.card.card_type, event_key: key, task_id: content.card.task_id }
  }

  private find(userId: string): string {
    const person = this.ids.get(userId.toLowerCase())
    if (person === undefined) throw unknown('成员')
    return person
  }

  private callback(person: string, group: string | undefined, msgtype: string, rest: object): Callback {
    const where = group === undefined ? { chattype: 'single' } : { chattype: 'group', chatid: group }
    const body = this.protocol.envelope(msgtype, { from: { userid: person }, ...where, ...rest })
    return { msgid: String(body.msgid), body }
  }

  private say(chat: string, text: string): void {
    const content = { kind: 'text' as const, text }
    const message = { id: randomUUID(), from: 'me' as const, at: this.now(), changedAt: null, content }
    this.conversations.add({ kind: 'said', chat, message })
  }
}

const unknown = (what: string): Fault =>
  new Fault({ code: 'not-found', message: `模拟企业微信里没有这个${what}。`, advice: '刷新会话后再试。' })

const offline = (): Fault =>
  new Fault({
    code: 'platform-unreachable',
    message: '机器人不在线，按钮没有送达。',
    advice: '等机器人重新连接后再按一次。',
  })
