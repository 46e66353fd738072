import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import type { Conversations } from './conversations'
import type { MediaStore } from './media-store'
import { LegacyRefusal, Refusal } from './refusal'

interface RobotDeps {
  readonly media: MediaStore
  readonly violated: (what: string) => void
  readonly conversations: Conversations
  readonly robotCode: string
  readonly isMember: (userId: string) => boolean
}

/** Messages that the robot says: to single people ("批量发送单聊消息") and through session webhooks. */
export class RobotRoutes {
  /** Conversations by openConversationId. */
  private readonly groups = new Map<string, string>()
  private readonly sessions = new Map<string, { conversation: string; until: number }>()

  constructor(private readonly deps: RobotDeps) {}

  batchSend(body: unknown): object {
    const asked = batchShape.safeParse(body)
    if (!asked.success) throw new Refusal(400, 'invalidParameter', z.prettifyError(asked.error))
    const { robotCode, userIds, msgKey, msgParam } = asked.data
    if (robotCode !== this.deps.robotCode) throw new Refusal(400, 'resource.not.found', 'robot not exist')
    if (Buffer.byteLength(msgParam) > 15_000) throw new Refusal(400, 'invalidParameter.msgParam.tooLong')
    const text = this.textOf(msgKey, msgParam)
    const known = userIds.filter((userId) => this.deps.isMember(userId))
    const form = msgKey === 'sampleText' ? 'text' : 'markdown'
    for (const userId of known) this.deps.conversations.say(userId, 'bot', { form, text })
    return {
      processQueryKey: randomUUID(),
      invalidStaffIdList: userIds.filter((userId) => !this.deps.isMember(userId)),
      flowControlledStaffIdList: [],
      filteredStaffIdList: [],
    }
  }

  /** "机器人发送群聊消息": into a group that the robot is a member of, and into no single chat. */
  groupSend(body: unknown): object {
    const asked = groupShape.safeParse(body)
    if (!asked.success) throw new Refusal(400, 'invalidParameter', z.prettifyError(asked.error))
    const { robotCode, openConversationId, msgKey, msgParam } = asked.data
    const group = this.groups.get(openConversationId)
    if (robotCode !== this.deps.robotCode || group === undefined) {
      throw new Refusal(400, 'resource.not.found', 'robot not exist')
    }
    if (Buffer.byteLength(msgParam) > 15_000) throw new Refusal(400, 'invalidParameter.msgParam.tooLong')
    const form = msgKey === 'sampleText' ? 'text' : 'markdown'
    this.deps.conversations.say(group, 'bot', { form, text: this.textOf(msgKey, msgParam) })
    return { processQueryKey: randomUUID() }
  }

  /** Somebody brought the robot into this group. */
  joinGroup(openConversationId: string, conversation: string): void {
    this.groups.set(openConversationId, conversation)
  }

  /** The session of a new webhook into this conversation. */
  openSession(conversation: string, until: number): string {
    const session = randomUUID().replaceAll('-', '')
    this.sessions.set(session, { conversation, until })
    if (this.sessions.size > 1_000)
      for (const [oldest] of [...this.sessions].slice(0, 100)) this.sessions.delete(oldest)
    return session
  }

  sendBySession(session: string | null, body: unknown): object {
    const open = this.sessions.get(session ?? '')
    if (open === undefined || Date.now() >= open.until) throw new LegacyRefusal(300001, 'session 不存在')
    const asked = sessionShape.safeParse(body)
    if (!asked.success) throw new LegacyRefusal(40035, z.prettifyError(asked.error))
    const { msgtype } = asked.data
    const text = msgtype === 'markdown' ? asked.data.markdown.text : asked.data.text.content
    this.deps.conversations.say(open.conversation, 'bot', { form: msgtype, text: this.drawn(text) })
    return { errcode: 0, errmsg: 'ok' }
  }

  private textOf(msgKey: keyof typeof msgParams, msgParam: string): string {
    const read = msgParams[msgKey].safeParse(jsonOf(msgParam))
    if (!read.success) throw new Refusal(400, 'invalidParameter.msgParam', z.prettifyError(read.error))
    if ('photoURL' in read.data) return this.drawn(`![](${read.data.photoURL})`)
    return this.drawn('text' in read.data ? read.data.text : read.data.content)
  }

  private drawn(text: string): string {
    const torn = this.deps.media.unknownIn(text)
    if (torn !== undefined) this.deps.violated(`nobody uploaded the picture ${torn}`)
    return text
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const words = z.string().min(1)
const msgParams = {
  sampleMarkdown: z.strictObject({ title: words, text: words }),
  sampleText: z.strictObject({ content: words }),
  sampleImageMsg: z.strictObject({ photoURL: z.string().regex(/^(@|https:\/\/)/) }),
}

const msgKey = z.enum(['sampleMarkdown', 'sampleText', 'sampleImageMsg'])

const batchShape = z.strictObject({
  robotCode: z.string().min(1),
  userIds: z.array(z.string().min(1)).min(1).max(20),
  msgKey,
  msgParam: z.string(),
})

const groupShape = z.strictObject({
  robotCode: z.string().min(1),
  openConversationId: z.string().min(1),
  msgKey,
  msgParam: z.string(),
  coolAppCode: z.string().optional(),
})

const at = z
  .strictObject({ atUserIds: z.array(z.string()).optional(), isAtAll: z.boolean().optional() })
  .optional()
const sessionShape = z.discriminatedUnion('msgtype', [
  z.strictObject({
    msgtype: z.literal('markdown'),
    markdown: z.strictObject({ title: words, text: words }),
    at,
  }),
  z.strictObject({ msgtype: z.literal('text'), text: z.strictObject({ content: words }), at }),
])
