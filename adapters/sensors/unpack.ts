import { isFault } from '../../contract/fault'
import { contentHash } from '../http/content-hash'
import { unreadable } from '../http/decoded'
import { inflateField } from '../http/inflate-field'
import { bodyText, parseJson } from '../http/json-body'

import { crcDisagrees } from './crc'

import type { DoorRequest } from '../../contract/ports/door'
import type { Decoded } from '../http/decoded'

/** The events of one request, or the one reason why none can be seen. */
export type Unpacked =
  { readonly events: readonly unknown[]; readonly crcMismatch: boolean } | { readonly sealed: Decoded }

/**
 * Undoes the transport of the Sensors SDKs (manual.sensorsdata.cn, 数据接入 API): a form in the body or the
 * query, whatever Content-Type says, holding base64 of JSON or of gzipped JSON. `gzip=9` is an envelope of the
 * encryption plugin, which only the company's own key opens. What cannot be undone is kept, never refused:
 * these SDKs would throw their events away.
 */
export const unpack = (request: DoorRequest): Unpacked => {
  const form = request.method === 'GET' ? request.query : new URLSearchParams(bodyText(request.body))
  const list = form.get('data_list')
  const given = list ?? form.get('data')
  if (given === null || given === '') return { events: [], crcMismatch: false }
  if (form.get('gzip') === '9') return seal('encrypted', 'sealed by the encryption plugin of the SDK', given)

  // A plus that was not encoded arrives as a blank.
  const packed = given.replaceAll(' ', '+')
  try {
    const bytes = Buffer.from(packed, 'base64')
    const value = parseJson(form.get('gzip') === '1' ? inflateField(bytes) : bytes)
    return {
      events: Array.isArray(value) ? value : [value],
      crcMismatch: crcDisagrees(form.get('ext'), packed),
    }
  } catch (error) {
    if (!isFault(error)) throw error
    return seal(error.code === 'bad-encoding' ? 'not-json' : error.code, error.message, given)
  }
}

const seal = (reason: string, detail: string, data: string): Unpacked => ({
  sealed: unreadable(reason, detail, { sourceEventId: contentHash(data), piece: { data } }),
})
