import { z } from 'zod'

import type { RenderedMessage } from '../../../contract/ports/chat'
import type { CardParams } from '../rest/cards'
import type { Markdown } from '../rest/robot-messages'
import type { Wording } from '../wording'

export interface Refused {
  readonly kind: 'refused'
  readonly code: string
  readonly advice: string
}

export const refused = (code: string, advice: string): Refused => ({ kind: 'refused', code, advice })

/** The cardParamMap of a card: DingTalk drops or refuses whatever is no string. */
export const cardParamsOf = (
  body: RenderedMessage['body'],
  words: Wording,
): { kind: 'card'; params: CardParams } | Refused => {
  const read = z.record(z.string(), z.string()).safeParse(body)
  return read.success ? { kind: 'card', params: read.data } : refused('not-strings', words.notStrings)
}

/** `{ title, text }` of a markdown message. */
export const markdownOf = (
  body: RenderedMessage['body'],
  words: Wording,
): ({ kind: 'markdown' } & Markdown) | Refused => {
  const read = z.object({ title: z.string().min(1), text: z.string().min(1) }).safeParse(body)
  return read.success ? { kind: 'markdown', ...read.data } : refused('not-text', words.notText)
}
