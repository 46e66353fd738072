import { createHash } from 'node:crypto'

import { LegacyRefusal } from './refusal'

const mostBytes = 20 << 20

/** What an image begins with: jpg, gif, png, bmp. SVG is not among them. */
const signatures = ['ffd8ff', '474946383', '89504e470d0a1a0a', '424d']

/** `POST /media/upload` ("上传媒体文件"): one multipart field `media` with a file name, an image of up to 20 MB. */
export class MediaStore {
  private readonly images = new Map<string, Buffer>()
  uploads = 0

  upload(type: string | null, contentType: string, body: Buffer): object {
    if (type !== 'image') throw new LegacyRefusal(40004, '不合法的媒体文件类型')
    const image = fileOf(contentType, body)
    if (image.length > mostBytes) throw new LegacyRefusal(40009, '不合法的文件大小')
    const head = image.subarray(0, 8).toString('hex')
    if (!signatures.some((signature) => head.startsWith(signature))) {
      throw new LegacyRefusal(40005, '不合法的文件类型')
    }
    this.uploads += 1
    const media_id = `@lAL${createHash('sha256').update(image).digest('hex').slice(0, 32)}`
    this.images.set(media_id, image)
    return { errcode: 0, errmsg: 'ok', type, media_id, created_at: Date.now() }
  }

  image(mediaId: string): Buffer | undefined {
    return this.images.get(mediaId)
  }

  /** The first media id in a markdown text that nobody uploaded: the client would show a torn picture. */
  unknownIn(text: string): string | undefined {
    const ids = [...text.matchAll(/!\[[^\]]*\]\((@[^)\s]+)\)/g)].map(([, id = '']) => id)
    return ids.find((id) => !this.images.has(id))
  }
}

const fileOf = (contentType: string, body: Buffer): Buffer => {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw new LegacyRefusal(43004, '需要 multipart/form-data')
  const headEnd = body.indexOf('\r\n\r\n')
  const head = body.subarray(0, Math.max(0, headEnd)).toString('latin1')
  if (!head.startsWith(`--${boundary}`) || !/name="media";\s*filename="[^"]+"/i.test(head)) {
    throw new LegacyRefusal(40035, '缺少带文件名的 media 字段')
  }
  const end = body.indexOf(`\r\n--${boundary}`, headEnd)
  if (end < 0) throw new LegacyRefusal(40035, 'multipart 不完整')
  return body.subarray(headEnd + 4, end)
}
