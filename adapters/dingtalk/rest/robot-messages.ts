import { z } from 'zod'

import { seconds } from '../../../contract/quantities'
import type { CardOutcome } from './cards'
import type { OpenApi } from './openapi'

export interface Markdown {
  readonly title: string
  readonly text: string
}

/** `msgKey` and, as JSON, `msgParam` of "机器人发送消息的消息类型". */
interface RobotSays {
  readonly msgKey: 'sampleMarkdown' | 'sampleImageMsg'
  readonly msgParam: string
}

/** Words, or a picture without any. */
export type Said =
  | ({ readonly kind: 'markdown' } & Markdown)
  /** A media id with its `@`; a public https address would do as well. */
  | { readonly kind: 'image'; readonly mediaId: string }

const robotSays = (said: Said): RobotSays =>
  said.kind === 'markdown'
    ? { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title: said.title, text: said.text }) }
    : { msgKey: 'sampleImageMsg', msgParam: JSON.stringify({ photoURL: said.mediaId }) }

/**
 * `POST /v1.0/robot/oToMessages/batchSend` to one person. 200 does not mean delivered: the person may stand in one
 * of the lists of those who did not get it.
 */
export const sayToPerson = async (
  api: OpenApi,
  robotCode: string,
  userId: string,
  said: Said,
): Promise<CardOutcome> => {
  const answer = await api.call('POST', '/v1.0/robot/oToMessages/batchSend', {
    robotCode,
    userIds: [userId],
    ...robotSays(said),
  })
  if (answer.kind === 'already-shown') return { kind: 'shown' }
  if (answer.kind !== 'answered') return answer
  const read = batchShape.safeParse(answer.body)
  if (!read.success) return api.refused('batch-unreadable')
  if (read.data.flowControlledStaffIdList.length > 0) {
    return { kind: 'try-later', after: seconds(30), code: 'flow-controlled' }
  }
  if (read.data.invalidStaffIdList.length > 0) return { kind: 'skipped', because: 'outside-visible-range' }
  if (read.data.filteredStaffIdList.length > 0) {
    return { kind: 'refused', code: 'filtered', advice: api.words.notDelivered('filteredStaffIdList') }
  }
  return { kind: 'shown' }
}

/**
 * `POST /v1.0/robot/groupMessages/send`: what is said after a session webhook's time. The robot must be a member of
 * the group; the conversation id of a single chat is refused here.
 */
export const sayToGroup = async (
  api: OpenApi,
  robotCode: string,
  openConversationId: string,
  said: Said,
): Promise<CardOutcome> => {
  const answer = await api.call('POST', '/v1.0/robot/groupMessages/send', {
    robotCode,
    openConversationId,
    ...robotSays(said),
  })
  if (answer.kind === 'answered' || answer.kind === 'already-shown') return { kind: 'shown' }
  return answer
}

/** The webhook is of no use any more; everything else may still be said another way. */
export interface Expired {
  readonly kind: 'expired'
}

/**
 * The webhook that came with a person's message; it answers into the conversation the message was said in, and in a
 * group it calls the person by `atUserId`. Past its time (about 90 minutes) DingTalk answers an error of its own, by
 * report as HTTP 500.
 */
export const answerBySession = async (
  api: OpenApi,
  url: string,
  { title, text }: Markdown,
  atUserId: string | undefined,
): Promise<CardOutcome | Expired> => {
  const answer = await api.callUrl(url, {
    msgtype: 'markdown',
    markdown: { title, text },
    ...(atUserId === undefined ? {} : { at: { atUserIds: [atUserId], isAtAll: false } }),
  })
  if (answer.kind === 'answered' || answer.kind === 'already-shown') return { kind: 'shown' }
  return 'code' in answer && expiredCodes.has(answer.code) ? { kind: 'expired' } : answer
}

/** 300001: no such session. */
const expiredCodes: ReadonlySet<string> = new Set(['300001', 'http-500', 'webhook'])

const staffIds = z
  .array(z.string())
  .max(100)
  .nullish()
  .transform((ids) => ids ?? [])

const batchShape = z.object({
  invalidStaffIdList: staffIds,
  flowControlledStaffIdList: staffIds,
  filteredStaffIdList: staffIds,
})
