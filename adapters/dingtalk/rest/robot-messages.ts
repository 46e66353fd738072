import { z } from 'zod'

import { seconds } from '../../../contract/quantities'
import type { CardOutcome } from './cards'
import type { OpenApi } from './openapi'

export interface Markdown {
  readonly title: string
  readonly text: string
}

/**
 * `POST /v1.0/robot/oToMessages/batchSend` to one person. 200 does not mean delivered: the person may stand in one
 * of the lists of those who did not get it.
 */
export const sendMarkdown = async (
  api: OpenApi,
  robotCode: string,
  userId: string,
  { title, text }: Markdown,
): Promise<CardOutcome> => {
  const answer = await api.call('POST', '/v1.0/robot/oToMessages/batchSend', {
    robotCode,
    userIds: [userId],
    msgKey: 'sampleMarkdown',
    msgParam: JSON.stringify({ title, text }),
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

/** The webhook that came with a person's message; it answers into the conversation the message was said in. */
export const answerBySession = async (
  api: OpenApi,
  url: string,
  { title, text }: Markdown,
): Promise<CardOutcome> => {
  const answer = await api.callUrl(url, { msgtype: 'markdown', markdown: { title, text } })
  if (answer.kind === 'answered' || answer.kind === 'already-shown') return { kind: 'shown' }
  return answer
}

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
