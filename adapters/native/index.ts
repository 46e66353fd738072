import { Fault } from '../../contract/fault'
import { admit, handIn, sourceOf } from '../http/hand-in'
import { parseJson } from '../http/json-body'
import { readAsset } from '../http/asset'
import { rereadWith } from '../http/reread'
import { recordOf } from '../http/text'
import { keyInHeaders } from '../http/write-key'

import { fromHeaders, isCloudEvent, toForm } from './cloud-event'
import { decodeTouchpoint } from './decode-touchpoint'

import type { Door, DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { Receipt } from '../../contract/ports/inbox'
import type { Decoded, Reading } from '../http/decoded'
import type { DoorDeps } from '../http/door-deps'

/** Kinds of source whose keys open this door; all but the first are public and speak for customers only. */
const kinds = ['native', 'miniprogram', 'web', 'inquiry'] as const

/**
 * Our own door: `POST /v1/touchpoints`, its alias `POST /collect` for web pages, and `GET /collect.js`.
 *
 * 1. A request is answered when everything readable in it is durable.
 * 2. One bad piece never fails its neighbours: it is quarantined and named in `errors` by its index.
 */
export const createNativeDoor = (deps: DoorDeps): Door => {
  const script = readAsset('collect.js')
  return {
    name: 'native',
    kinds,
    routes: [
      { method: 'POST', path: '/v1/touchpoints' },
      { method: 'POST', path: '/collect' },
      { method: 'GET', path: '/collect.js' },
    ],
    bodyLimit: 1024 * 1024,
    browser: true,
    handle: (request) =>
      request.method === 'GET' ? Promise.resolve(scriptAnswer(script)) : takeIn(deps, request),
    reread: rereadWith(deps, 'native', decodeTouchpoint),
  }
}

const takeIn = async (deps: DoorDeps, request: DoorRequest): Promise<DoorAnswer> => {
  // The key before the body: strangers do not make us parse.
  const source = sourceOf(deps, kinds, keyOf(request))
  const { pieces, sentAt } = piecesOf(request)
  admit(deps, source, pieces.length)

  const reading: Reading = {
    eventMap: deps.eventMap,
    sourceKind: source.kind,
    receivedAt: request.receivedAt,
  }
  const decoded = pieces.map((piece, index) => decodeTouchpoint(piece, reading, sentAt, index))
  return receiptAnswer(await handIn(deps, source, request.receivedAt, decoded), decoded)
}

/** sendBeacon can set no header, so a page's key also comes in the query. */
const keyOf = (request: DoorRequest): string | undefined =>
  keyInHeaders(request.headers) ??
  (request.path === '/collect' ? (request.query.get('key') ?? undefined) : undefined)

interface Body {
  readonly pieces: readonly unknown[]
  readonly sentAt: unknown
}

/** One touchpoint, a list of them, `{ sentAt, touchpoints }`, or CloudEvents: structured, batched or binary. */
const piecesOf = (request: DoorRequest): Body => {
  const type = request.headers['content-type'] ?? ''
  const value = parseJson(request.body)
  if (request.headers['ce-id'] !== undefined) return cloudEvents([fromHeaders(request.headers, value)])
  if (type.startsWith('application/cloudevents')) return cloudEvents(Array.isArray(value) ? value : [value])
  if (Array.isArray(value)) return { pieces: value, sentAt: undefined }
  const body = recordOf(value)
  if (!Array.isArray(body['touchpoints'])) return { pieces: [value], sentAt: undefined }
  return { pieces: body['touchpoints'], sentAt: body['sentAt'] }
}

const cloudEvents = (events: readonly unknown[]): Body => {
  if (events.length === 1 && !isCloudEvent(events[0])) throw notCloudEvents()
  const pieces = events.map((event) => (isCloudEvent(event) ? toForm(event) : event))
  return { pieces, sentAt: undefined }
}

const notCloudEvents = (): Fault =>
  new Fault({
    code: 'bad-request',
    message: '不是 CloudEvents 1.0 事件。This is no CloudEvent.',
    advice: '请提供 specversion、id、source、type 四个属性。Give specversion, id, source and type.',
  })

const adviceFor: Readonly<Record<string, string>> = {
  'unmapped-event':
    '已存入隔离区;在控制台为此事件名选择含义后可回填。Kept in quarantine; map its name in the console and backfill.',
  'bad-form': '请按文档修正字段后重发。Correct the field and send it again.',
  'no-verb': '请给出 verb 或 event。Give verb or event.',
  'no-object': '请给出 object { type, id }。Give object { type, id }.',
  'no-identifier': '请在 who 中至少给出一个标识。Give at least one identifier in who.',
  'bad-time': '时间请用 ISO 8601 或毫秒。Write the time as ISO 8601 or milliseconds.',
}

const receiptAnswer = (receipt: Receipt, decoded: readonly Decoded[]): DoorAnswer => {
  const { accepted, repeated, quarantined } = receipt
  if (decoded.every((piece) => piece.ok)) {
    return { status: 200, headers: json, body: `{"accepted":${accepted},"repeated":${repeated},"quarantined":${quarantined},"errors":[]}` } // prettier-ignore
  }
  const errors = decoded.flatMap(
    (piece, index) =>
    piece.ok
      ? []
      : [{ index, code: piece.unreadable.reason, message: piece.unreadable.detail, advice: adviceFor[piece.unreadable.reason] ?? '' }], // prettier-ignore
  )
  return { status: 200, headers: json, body: JSON.stringify({ accepted, repeated, quarantined, errors }) }
}

const scriptAnswer = (script: string): DoorAnswer => ({
  status: 200,
  headers: {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'x-content-type-options': 'nosniff',
  },
  body: script,
})

const json = { 'content-type': 'application/json; charset=utf-8' }
