import { randomUUID } from 'node:crypto'

import { Refused } from '../refused'
import type { Asked } from './app-front'

type MediaType = 'image' | 'voice' | 'video' | 'file'

/** Bytes (DOC 90253). */
const mostBytes: Readonly<Record<MediaType, number>> = {
  image: 10 << 20,
  voice: 2 << 20,
  video: 10 << 20,
  file: 20 << 20,
}
const lives = 3 * 86_400_000
/** Pictures whose bytes a screen can still show. */
const imagesKept = 50

/** Uploads and their media_ids, which live three days. */
export class StoredMedia {
  private readonly media = new Map<string, { readonly type: MediaType; readonly at: number }>()
  private readonly images = new Map<string, Buffer>()

  constructor(private readonly now: () => number) {}

  upload(asked: Asked): { type: string; media_id: string; created_at: string } {
    const type = asked.query.get('type') ?? ''
    if (!isMediaType(type)) throw new Refused(40004, 'type')
    const bytes = mediaPartOf(asked)
    if (bytes.length <= 5) throw new Refused(40006, 'media of more than 5 bytes')
    if (bytes.length > mostBytes[type]) throw new Refused(45001, 'media too large')
    if (type === 'image' && !isPicture(bytes)) throw new Refused(40123, 'JPG or PNG')
    const media_id = randomUUID()
    this.media.set(media_id, { type, at: this.now() })
    if (type === 'image') this.showImage(media_id, Buffer.from(bytes))
    return { type, media_id, created_at: String(Math.floor(this.now() / 1_000)) }
  }

  has(mediaId: string, type?: string): boolean {
    const found = this.media.get(mediaId)
    return found !== undefined && found.at > this.now() - lives && (type === undefined || found.type === type)
  }

  image(mediaId: string): Buffer | undefined {
    return this.images.get(mediaId)
  }

  private showImage(mediaId: string, bytes: Buffer): void {
    this.images.set(mediaId, bytes)
    const oldest = this.images.keys().next().value
    if (this.images.size > imagesKept && oldest !== undefined) this.images.delete(oldest)
  }
}

const isMediaType = (type: string): type is MediaType => Object.hasOwn(mostBytes, type)

export const isPicture = (bytes: Buffer): boolean =>
  bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) ||
  bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))

/** The one part of the form: `name="media"` with an ASCII file name. */
const mediaPartOf = ({ contentType, body }: Asked): Buffer => {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw new Refused(43004, 'multipart/form-data')
  const headEnd = body.indexOf('\r\n\r\n')
  const head = body.toString('utf8', 0, Math.max(headEnd, 0))
  const end = body.lastIndexOf(`\r\n--${boundary}--`)
  if (!head.startsWith(`--${boundary}`) || headEnd < 0 || end < headEnd) throw new Refused(41005, 'no part')
  const named = /name="media";\s*filename="([^"]+)"/i.exec(head)?.[1]
  if (named === undefined || !/^[\x20-\x7e]+$/.test(named))
    throw new Refused(41005, 'part media with a file name')
  return body.subarray(headEnd + 4, end)
}
