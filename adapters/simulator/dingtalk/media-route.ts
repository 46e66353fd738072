import { createHash } from 'node:crypto'

import { LegacyRefusal } from './refusal'

/** `POST /media/upload`: one multipart field `media` with a file name, images up to 20 MB. */
export const uploadMedia = (type: string | null, contentType: string, body: Buffer): object => {
  if (type !== 'image') throw new LegacyRefusal(40004, '不合法的媒体文件类型')
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw new LegacyRefusal(43004, '需要 multipart/form-data')
  const head = body.subarray(0, 4_096).toString('latin1')
  if (!head.startsWith(`--${boundary}`) || !/name="media";\s*filename="[^"]+"/i.test(head)) {
    throw new LegacyRefusal(40035, '缺少带文件名的 media 字段')
  }
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 32)
  return { errcode: 0, errmsg: 'ok', type, media_id: `@lAL${digest}`, created_at: Date.now() }
}
