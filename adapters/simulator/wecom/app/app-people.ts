import { randomUUID } from 'node:crypto'

import { Fault } from '../../../../contract/fault'
import type { Conversations } from '../conversations'
import { buttonsOf } from '../to-shown'
import { isInteractive } from './app-card-rules'
import type { CallbackPusher } from './callback-pusher'
import type { ResponseCodes } from './sent-cards'

interface Surroundings {
  readonly corpId: string
  readonly agentId: number
  readonly members: ReadonlyMap<string, string>
  readonly conversations: Conversations
  readonly codes: ResponseCodes
  readonly pusher: CallbackPusher
  readonly now: () => number
}

/** The people in front of the simulated client, and what their hands do: DOC 90239, DOC 90240. */
export class AppPeople {
  private messages = 7_300_000_000_000_000_000n

  constructor(private readonly around: Surroundings) {}

  async type(userId: string, text: string): Promise<void> {
    const person = this.find(userId)
    const content = { kind: 'text' as const, text }
    const message = { id: randomUUID(), from: 'me' as const, at: this.around.now(), changedAt: null, content }
    this.around.conversations.add({ kind: 'said', chat: person, message })
    this.messages += 1n
    await this.push(person, { MsgType: 'text', Content: text, MsgId: String(this.messages) })
  }

  /** A menu item of the app. */
  async chooseMenu(userId: string, key: string): Promise<void> {
    await this.push(this.find(userId), { MsgType: 'event', Event: 'click', EventKey: key })
  }

  /** An event of another kind, as the platform would report it. */
  async happen(userId: string, event: string): Promise<void> {
    await this.push(userId, { MsgType: 'event', Event: event, EventKey: '' })
  }

  /** DOC 92130: from the system, about the two, and of no app in particular. */
  async contactEvent(change: string, userId: string, externalId: string): Promise<void> {
    await this.around.pusher.push({
      ToUserName: this.around.corpId,
      FromUserName: 'sys',
      CreateTime: Math.floor(this.around.now() / 1_000),
      MsgType: 'event',
      Event: 'change_external_contact',
      ChangeType: change,
      UserID: userId,
      ExternalUserID: externalId,
      ...(change === 'del_external_contact' ? { Source: 'DELETE_BY_TRANSFER' } : {}),
    })
  }

  async press(userId: string, messageId: string, key: string, chosen: Chosen = {}): Promise<void> {
    const person = this.find(userId)
    const found = this.around.conversations.messages(person).find(({ id }) => id === messageId)?.content
    if (found?.kind !== 'app-card') throw unknown('卡片')
    const { card } = found
    if (!buttonsOf(card).some((button) => button.key === key)) throw unknown('按钮')
    const inMenu = (card.action_menu?.action_list ?? []).some((action) => action.key === key)
    const messages = [{ userId: person, messageId }]
    const code = this.around.codes.issue({ taskId: card.task_id, messages, interactive: isInteractive(card) })
    await this.push(person, {
      MsgType: 'event',
      Event: inMenu ? 'template_card_menu_event' : 'template_card_event',
      EventKey: key,
      TaskId: card.task_id ?? '',
      CardType: card.card_type ?? '',
      ResponseCode: code,
      ...selected(chosen),
    })
  }

  private find(userId: string): string {
    const person = this.around.members.get(userId.toLowerCase())
    if (person === undefined) throw unknown('成员')
    return person
  }

  private push(person: string, rest: Parameters<CallbackPusher['push']>[0]): Promise<void> {
    return this.around.pusher.push({
      ToUserName: this.around.corpId,
      FromUserName: person,
      CreateTime: Math.floor(this.around.now() / 1_000),
      AgentID: this.around.agentId,
      ...rest,
    })
  }
}

/** Chosen option ids by question_key. */
export type Chosen = Readonly<Record<string, readonly string[]>>

const selected = (chosen: Chosen) => {
  const items = Object.entries(chosen).map(([key, ids]) => ({
    QuestionKey: key,
    OptionIds: { OptionId: ids },
  }))
  return items.length === 0 ? {} : { SelectedItems: { SelectedItem: items } }
}

const unknown = (what: string): Fault =>
  new Fault({ code: 'not-found', message: `模拟企业微信里没有这个${what}。`, advice: '刷新会话后再试。' })
