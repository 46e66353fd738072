import { createHash, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { readOrRefuse, Refused } from './refused'

const mostChunks = 100
const mostBytesAChunk = 512 * 1024
const sessionLength = 30 * 60_000
const keptImages = 50

/** Bytes before base64 (DOC 101463). */
const mostBytes: Readonly<Record<string, number>> = {
  image: 10 * 1024 * 1024,
  voice: 2 * 1024 * 1024,
  video: 10 * 1024 * 1024,
  file: 20 * 1024 * 1024,
}

const init = z.strictObject({
  type: z.enum(['image', 'voice', 'video', 'file']),
  filename: z.string().min(1).max(256),
  total_size: z.int().min(5),
  total_chunks: z.int().min(1).max(mostChunks),
  md5: z.string().optional(),
})
const chunk = z.strictObject({
  upload_id: z.string(),
  chunk_index: z.int().min(0),
  base64_data: z.string().max(Math.ceil(mostBytesAChunk / 3) * 4),
})
const finish = z.strictObject({ upload_id: z.string() })

interface Upload {
  readonly about: z.infer<typeof init>
  readonly chunks: Map<number, Buffer>
  readonly startedAt: number
}

/** The three steps of an upload: init, chunks in any order, finish (DOC 101463). At most eight at a time. */
export class MediaUploads {
  private readonly uploads = new Map<string, Upload>()
  private readonly media = new Map<string, string>()
  private readonly images = new Map<string, Buffer>()

  init(body: unknown, now: number): { upload_id: string } {
    const about = readOrRefuse(init, body)
    if (about.total_size > (mostBytes[about.type] ?? 0)) throw new Refused(45001, 'total_size')
    for (const [id, { startedAt }] of this.uploads) {
      if (startedAt < now - sessionLength || this.uploads.size >= 8) this.uploads.delete(id)
    }
    const upload_id = randomUUID()
    this.uploads.set(upload_id, { about, chunks: new Map(), startedAt: now })
    return { upload_id }
  }

  chunk(body: unknown): void {
    const { upload_id, chunk_index, base64_data } = readOrRefuse(chunk, body)
    const upload = this.open(upload_id)
    if (chunk_index >= upload.about.total_chunks) throw new Refused(40058, 'chunk_index')
    upload.chunks.set(chunk_index, Buffer.from(base64_data, 'base64'))
  }

  finish(body: unknown, now: number): { type: string; media_id: string; created_at: number } {
    const { upload_id } = readOrRefuse(finish, body)
    const { about, chunks } = this.open(upload_id)
    const whole = Buffer.concat([...chunks].sort(([a], [b]) => a - b).map(([, bytes]) => bytes))
    if (chunks.size !== about.total_chunks || whole.length !== about.total_size) {
      throw new Refused(40058, 'chunks missing')
    }
    const md5 = createHash('md5').update(whole).digest('hex')
    if (about.md5 !== undefined && about.md5 !== md5) throw new Refused(40058, 'md5')
    this.uploads.delete(upload_id)
    const media_id = randomUUID()
    this.media.set(media_id, about.type)
    if (this.media.size > 1_000) this.media.clear()
    if (about.type === 'image') this.keep(media_id, whole)
    return { type: about.type, media_id, created_at: Math.floor(now / 1_000) }
  }

  has(mediaId: string, type: string): boolean {
    return this.media.get(mediaId) === type
  }

  /** One of the newest images, as the client would show it. */
  image(mediaId: string): Buffer | undefined {
    return this.images.get(mediaId)
  }

  private keep(mediaId: string, image: Buffer): void {
    this.images.set(mediaId, image)
    const [oldest] = this.images.keys()
    if (this.images.size > keptImages && oldest !== undefined) this.images.delete(oldest)
  }

  private open(uploadId: string): Upload {
    const upload = this.uploads.get(uploadId)
    if (upload === undefined) throw new Refused(40058, 'upload_id')
    return upload
  }
}
