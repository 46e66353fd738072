import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import type { Conversations } from './conversations'
import { LegacyRefusal, Refusal } from './refusal'

interface RobotDeps {
  readonly conversations: Conversations
  readonly robotCode: string
  readonly isMember: (userId: string) => boolean
}

/** Messages that the robot says: to single people ("批量发送单聊消息") and through session webhooks. */
export class RobotRoutes {
  private readonly sessions = new Map<string, { conversation: string; until: number }>()

  constructor(private readonly deps: RobotDeps) {}

  batchSend(body: unknown): object {
    const asked = batchShape.safeParse(body)
    if (!asked.success) throw new Refusal(400, 'invalidParameter', z.prettifyError(asked.error))
    const { robotCode, userIds, msgKey, msgParam } = asked.data
    if (robotCode !== this.deps.robotCode) throw new Refusal(400, 'resource.not.found', 'robot not exist')
    if (Buffer.byteLength(msgParam) > 15_000) throw new Refusal(400, 'invalidParameter.msgParam.tooLong')
    const text = textOf(msgKey, msgParam)
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
    this.deps.conversations.say(open.conversation, 'bot', { form: msgtype, text })
    return { errcode: 0, errmsg: 'ok' }
  }
}

const textOf = (msgKey: 'sampleMarkdown' | 'sampleText', msgParam: string): string => {
  const read = msgParams[msgKey].safeParse(jsonOf(msgParam))
  if (!read.success) throw new Refusal(400, 'invalidParameter.msgParam', z.prettifyError(read.error))
  return 'text' in read.data ? read.data.text : read.data.content
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
}

const batchShape = z.strictObject({
  robotCode: z.string().min(1),
  userIds: z.array(z.string().min(1)).min(1).max(20),
  msgKey: z.enum(['sampleMarkdown', 'sampleText']),
  msgParam: z.string(),
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
