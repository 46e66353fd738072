import { createHash } from 'node:crypto'

import { z } from 'zod'

import { Recent } from '../recent'
import type { ApiAnswer, OpenApi } from './openapi'

export type Upload =
  | { readonly kind: 'uploaded'; readonly mediaId: string }
  | Extract<ApiAnswer, { kind: 'try-later' | 'refused' }>

/** `POST oapi /media/upload`: an image of up to 20 MB, jpg, gif, png or bmp; the hub makes PNG. */
const mostBytes = 20 << 20
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Pictures that DingTalk has. A media id does not expire while the organisation exists and may be used any number of
 * times ("上传媒体文件"), so the same bytes go up once: for every manager who gets the same heat map, too.
 */
export class MediaShelf {
  private readonly known = new Recent<string>(2_000)
  private readonly underWay = new Map<string, Promise<Upload>>()

  constructor(private readonly api: OpenApi) {}

  async idOf(png: Uint8Array): Promise<Upload> {
    const unfit = whyUnfit(png)
    if (unfit !== undefined) {
      return { kind: 'refused', code: 'picture-unfit', advice: this.api.words.pictureUnfit(unfit) }
    }
    const digest = createHash('sha256').update(png).digest('hex')
    const mediaId = this.known.get(digest)
    if (mediaId !== undefined) return { kind: 'uploaded', mediaId }
    const before = this.underWay.get(digest)
    if (before !== undefined) return before
    const uploading = this.upload(png, digest).finally(() => this.underWay.delete(digest))
    this.underWay.set(digest, uploading)
    return uploading
  }

  private async upload(png: Uint8Array, digest: string): Promise<Upload> {
    const form = new FormData()
    form.set('media', new Blob([Uint8Array.from(png)], { type: 'image/png' }), `${digest.slice(0, 16)}.png`)
    const answer = await this.api.callLegacy('/media/upload', form, { type: 'image' })
    if (answer.kind === 'skipped' || answer.kind === 'already-shown') return this.api.refused('media')
    if (answer.kind !== 'answered') return answer
    const read = uploadedShape.safeParse(answer.body)
    if (!read.success) return this.api.refused('media-unreadable')
    this.known.set(digest, read.data.media_id)
    return { kind: 'uploaded', mediaId: read.data.media_id }
  }
}

const whyUnfit = (png: Uint8Array): string | undefined => {
  if (png.length > mostBytes) return `${png.length} bytes`
  return pngSignature.equals(png.subarray(0, pngSignature.length)) ? undefined : 'not a PNG'
}

/** `@lALPD…`; what stands in markdown and in photoURL is the id with its `@`. */
const uploadedShape = z.object({ media_id: z.string().regex(/^@?[\w-]{1,400}$/) })
