import { createHash } from 'node:crypto'

/** What may stand before the `@` of our task_ids. WeCom allows `0-9A-Za-z_-@`, 128 bytes in all (DOC 101032). */
const wellFormed = /^[0-9A-Za-z_-]{1,64}$/

export const isReference = (reference: string): boolean => wellFormed.test(reference)

/** The task_id of a pushed card: the same for every try, so that the platform itself refuses a second showing. */
export const taskIdOf = (reference: string, space: string | undefined): string =>
  space === undefined ? reference : `${reference}@${space}`

/**
 * The task_id of a card that answers a message. A task_id is used once per bot, and the same notice may be asked for
 * many times, so each answer adds a mark of the message it answers.
 */
export const taskIdOfAnswer = (renderedTaskId: unknown, messageId: string): string => {
  const reference = typeof renderedTaskId === 'string' ? referenceOf(renderedTaskId) : ''
  return `${isReference(reference) ? reference : 'answer'}@${mark(messageId)}`
}

/** What a press or an answer is about, whatever mark its task_id carries. */
export const referenceOf = (taskId: string): string => taskId.split('@', 1)[0] ?? ''

const mark = (messageId: string): string => createHash('sha256').update(messageId).digest('hex').slice(0, 16)
