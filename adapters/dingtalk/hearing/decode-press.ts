import { z } from 'zod'

export interface DecodedPress {
  readonly userId: string
  readonly outTrackId: string
  readonly key: string
}

/**
 * `data` of topic `/v1.0/card/instances/callback` ("卡片互动-事件回调", open.dingtalk.com, August 2026): `content` is
 * JSON inside JSON, and some payloads carry the same text in `value`. Undefined where it names no button or where the
 * person is given by union id (userIdType 2), which is nobody's address.
 */
export const decodePress = (data: string): DecodedPress | undefined => {
  const read = shape.safeParse(jsonOf(data))
  if (!read.success || String(read.data.userIdType ?? 1) !== '1') return undefined
  const key = keyOf(read.data.content) ?? keyOf(read.data.value)
  return key === undefined ? undefined : { userId: read.data.userId, outTrackId: read.data.outTrackId, key }
}

const keyOf = (content: unknown): string | undefined => {
  const read = contentShape.safeParse(typeof content === 'string' ? jsonOf(content) : content)
  return read.success ? read.data.cardPrivateData.actionIds[0] : undefined
}

const jsonOf = (text: string): unknown => {
  if (text.length > 1 << 18) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const shape = z.object({
  outTrackId: z.string().min(1).max(128),
  userId: z.string().min(1).max(128),
  userIdType: z.union([z.number(), z.string().max(2)]).optional(),
  content: z.unknown().optional(),
  value: z.unknown().optional(),
})

const contentShape = z.object({
  cardPrivateData: z.object({ actionIds: z.array(z.string().min(1).max(256)).min(1).max(20) }),
})
