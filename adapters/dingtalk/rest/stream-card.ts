import { z } from 'zod'

import type { CardOutcome } from './cards'
import type { OpenApi } from './openapi'

export interface Piece {
  /** The same for every repetition of this call. */
  readonly guid: string
  readonly outTrackId: string
  /** A variable of the template, of type Markdown. */
  readonly key: string
  /** Everything so far, not only what is new. */
  readonly text: string
  readonly final: boolean
}

export const streamingPath = '/v1.0/card/streaming'

/**
 * `PUT /v1.0/card/streaming` ("AI 卡片流式更新"). The first call moves the card to "writing", the final one ends it,
 * and a card that was never ended keeps spinning. 500 `unknownError` is a variable that the template does not have,
 * or not as Markdown, or a card that was ended before: no repetition helps. Permission `Card.Streaming.Write`.
 */
export const streamCard = async (
  api: OpenApi,
  { guid, outTrackId, key, text, final }: Piece,
): Promise<CardOutcome> => {
  const answer = await api.call('PUT', streamingPath, {
    outTrackId,
    guid,
    key,
    content: text,
    isFull: true,
    isFinalize: final,
    isError: false,
  })
  if (answer.kind === 'already-shown') return { kind: 'shown' }
  if (answer.kind === 'try-later' && answer.code === 'unknownError') return refusedBy(api, answer.code)
  if (answer.kind !== 'answered') return answer
  const read = streamedShape.safeParse(answer.body)
  return read.success && read.data.success ? { kind: 'shown' } : refusedBy(api, 'streaming-failed')
}

const refusedBy = (api: OpenApi, code: string): CardOutcome => ({
  kind: 'refused',
  code,
  advice: api.words.streamingRefused,
})

const streamedShape = z.object({ success: z.boolean() })
