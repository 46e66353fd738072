import { createHash } from 'node:crypto'

import { z } from 'zod'

import type { Clock } from '../../../contract/ports/clock'
import { hours, minus } from '../../../contract/quantities'
import type { Instant } from '../../../contract/quantities'
import type { RestOutcome, WecomRest } from '../rest'

export interface MediaFile {
  readonly type: 'image' | 'file'
  readonly bytes: Uint8Array
  /** ASCII: other names have broken uploads. */
  readonly name: string
  readonly contentType: string
}

/** A media_id lives three days (DOC 90253); it is used for two, so that none dies between upload and showing. */
const usedFor = hours(48)
const keptInMind = 500

/** Uploads of one app, each picture once while its media_id is good. */
export class MediaUploads {
  private readonly known = new Map<string, { readonly mediaId: string; readonly at: Instant }>()

  constructor(
    private readonly rest: WecomRest,
    private readonly clock: Clock,
  ) {}

  async mediaIdOf(file: MediaFile): Promise<RestOutcome<string>> {
    const key = keyOf(file)
    const before = this.known.get(key)
    const now = this.clock.now()
    if (before !== undefined && before.at > minus(now, usedFor)) {
      return { kind: 'answered', value: before.mediaId }
    }
    const uploaded = await this.rest.upload('/cgi-bin/media/upload', formOf(file), mediaShape, {
      type: file.type,
    })
    if (uploaded.kind !== 'answered') return uploaded
    this.keep(key, { mediaId: uploaded.value.media_id, at: now })
    return { kind: 'answered', value: uploaded.value.media_id }
  }

  /** WeCom no longer takes this media_id (40007). */
  forget(file: MediaFile): void {
    this.known.delete(keyOf(file))
  }

  private keep(key: string, upload: { readonly mediaId: string; readonly at: Instant }): void {
    this.known.delete(key)
    this.known.set(key, upload)
    if (this.known.size <= keptInMind) return
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest)
      return
    }
  }
}

/** The one part that an upload has, `media` (DOC 90253). */
export const formOf = ({ bytes, name, contentType }: Omit<MediaFile, 'type'>): FormData => {
  const form = new FormData()
  form.append('media', new Blob([Uint8Array.from(bytes)], { type: contentType }), name)
  return form
}

const mediaShape = z.object({ media_id: z.string().min(1) })

const keyOf = ({ type, bytes }: MediaFile): string =>
  `${type} ${createHash('sha256').update(bytes).digest('hex')}`
