import { admit, handIn, sourceOf } from '../http/hand-in'
import { rereadWith } from '../http/reread'

import { decodeEvent } from './decode-event'
import { unpack } from './unpack'

import type { Door, DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { Decoded, Reading } from '../http/decoded'
import type { DoorDeps } from '../http/door-deps'

/**
 * The protocol of 神策 Sensors Analytics, for its server, web and mini-program SDKs: put this host into
 * `server_url`, with the source's write key as `token` (or as `project`), and keep the code.
 *
 * 1. What arrives is answered 200 when durable, whatever it holds; what cannot be read is in quarantine.
 * 2. The mini-program SDK never hears a 4xx or 5xx: wx.request calls any status a success, and the SDK then
 *    deletes its events. It keeps them for a connection that breaks, so that is how it is refused.
 */
export const createSensorsDoor = (deps: DoorDeps): Door => ({
  name: 'sensors',
  routes: [
    { method: 'POST', path: '/sa' },
    { method: 'GET', path: '/sa' },
    { method: 'POST', path: '/sa.gif' },
    { method: 'GET', path: '/sa.gif' },
    { method: 'POST', path: '/debug' },
  ],
  bodyLimit: 1024 * 1024,
  browser: true,
  handle: (request) => takeIn(deps, request),
  reread: rereadWith(deps, 'sensors', decodeEvent),
  refuse: (_fault, head) => (isMiniProgram(head) ? { status: 503, hangUp: true } : undefined),
})

const takeIn = async (deps: DoorDeps, request: DoorRequest): Promise<DoorAnswer> => {
  // Server addresses are written `…/sa?project=default&token=<key>`; some set-ups have only the project.
  const source = sourceOf(deps, ['sensors'], request.query.get('token'), request.query.get('project'))
  const unpacked = unpack(request)
  const count = 'sealed' in unpacked ? 1 : unpacked.events.length
  admit(deps, source, count)

  const reading: Reading = {
    eventMap: deps.eventMap,
    sourceKind: source.kind,
    receivedAt: request.receivedAt,
  }
  const pieces =
    'sealed' in unpacked
      ? [unpacked.sealed]
      : unpacked.events.map((event) => decodeEvent(event, reading, unpacked.crcMismatch))
  // A dry run (debug_only) asks whether its events are well-formed and wants none of them kept.
  if (request.path === '/debug' && request.headers['dry-run'] !== undefined) return verdictOn(pieces)
  await handIn(deps, source, request.receivedAt, pieces)
  return request.path === '/debug' ? verdictOn(pieces) : request.method === 'GET' ? pixel : thanks
}

/**
 * The web SDK rewrites `/sa` to `/sa.gif` for all its transports and servers post forms, so plain text or a GET
 * at `/sa` is the mini-program SDK; WeChat also adds its own referer, which nobody else can set there.
 */
const isMiniProgram = ({
  method,
  path,
  headers,
}: Pick<DoorRequest, 'method' | 'path' | 'headers'>): boolean =>
  (path === '/sa' && (method === 'GET' || (headers['content-type'] ?? '').startsWith('text/plain'))) ||
  (headers['referer'] ?? '').startsWith('https://servicewechat.com/')

const verdictOn = (pieces: readonly Decoded[]): DoorAnswer => {
  const errors = pieces.flatMap((piece, index) =>
    piece.ok ? [] : [{ index, code: piece.unreadable.reason, message: piece.unreadable.detail }],
  )
  return { status: 200, headers: json, body: JSON.stringify({ read: pieces.length - errors.length, errors }) }
}

const json = { 'content-type': 'application/json; charset=utf-8' }

const thanks: DoorAnswer = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' }

/** The smallest transparent GIF: one pixel. */
const pixel: DoorAnswer = {
  status: 200,
  headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' },
  body: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
}
