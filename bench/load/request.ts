import type { SentTouchpoint } from '../company/traffic'
import type { LoadPlan } from './plan'

/** A request ready to be written, whose touchpoint ids are changed in place before it is written again. */
export interface Request {
  readonly bytes: Buffer
  /** Where the ids stand. */
  readonly ids: readonly number[]
}

const idLength = 18
const blank = '#'.repeat(idLength)

export function requestOf(
  plan: Pick<LoadPlan, 'path' | 'key' | 'port'>,
  touchpoints: readonly SentTouchpoint[],
): Request {
  const forms = touchpoints.map(({ at: _now, ...form }) => ({ ...form, id: blank }))
  const body = JSON.stringify(forms.length === 1 ? forms[0] : { touchpoints: forms })
  const head =
    `POST ${plan.path} HTTP/1.1\r\nHost: 127.0.0.1:${plan.port}\r\nAuthorization: Bearer ${plan.key}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`
  const bytes = Buffer.from(head + body)
  const ids: number[] = []
  for (let at = bytes.indexOf(blank); at !== -1; at = bytes.indexOf(blank, at + idLength)) ids.push(at)
  return { bytes, ids }
}

/** Gives every touchpoint of the request a fresh id. */
export function stamp(request: Request, run: string, next: () => number): Buffer {
  for (const at of request.ids) {
    request.bytes.write(
      `${run}${next()
        .toString(36)
        .padStart(idLength - run.length, '0')}`,
      at,
      'latin1',
    )
  }
  return request.bytes
}
