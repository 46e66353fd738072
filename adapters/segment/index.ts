import { admit, handIn, sourceOf } from '../http/hand-in'
import { parseJson } from '../http/json-body'
import { rereadWith } from '../http/reread'
import { recordOf, textOf } from '../http/text'
import { keyInHeaders } from '../http/write-key'

import { decodeEvent } from './decode-event'
import { settingsAnswer } from './settings'

import type { Door, DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { Reading } from '../http/decoded'
import type { DoorDeps } from '../http/door-deps'

/** The last part of the path says what a body without `type` is: server SDKs spell it, analytics.js abbreviates. */
const typeOfPath: Readonly<Record<string, string>> = {
  track: 'track', t: 'track', page: 'page', p: 'page', identify: 'identify', i: 'identify',
  screen: 'screen', s: 'screen', group: 'group', g: 'group', alias: 'alias', a: 'alias',
} // prettier-ignore
const batchPaths = ['batch', 'b', 'import']
/** analytics.js reports its own performance here; it is no touchpoint of anybody. */
const metricsPath = '/v1/m'

/**
 * The Segment protocol (segment.com/docs, HTTP Tracking API), for analytics.js, analytics-node and everything
 * else that speaks it: point `host` or `apiHost` here and keep the code.
 *
 * 1. 200 `{"success":true}` only when durable; single events that make no sense go to quarantine.
 * 2. 429 and 503 carry Retry-After, which the SDKs obey and repeat; every other refusal they drop the batch for,
 *    so there are as few of those as possible.
 */
export const createSegmentDoor = (deps: DoorDeps): Door => ({
  name: 'segment',
  routes: [
    ...[...Object.keys(typeOfPath), ...batchPaths].map(
      (name) => ({ method: 'POST', path: `/v1/${name}` }) as const,
    ),
    { method: 'POST', path: metricsPath },
    { method: 'GET', path: '/v1/projects', prefix: true },
  ],
  // The documented limit is 500 KB; batches near it arrive a little larger.
  bodyLimit: 1024 * 1024,
  browser: true,
  handle: async (request) => {
    if (request.method === 'GET') return settingsAnswer(deps, request)
    return request.path === metricsPath ? success : takeIn(deps, request)
  },
  reread: rereadWith(deps, 'segment', decodeEvent),
})

/** Content-Type says text/plain as often as JSON; the path decides (analytics.js avoids preflights that way). */
const takeIn = async (deps: DoorDeps, request: DoorRequest): Promise<DoorAnswer> => {
  const inHeaders = keyInHeaders(request.headers)
  const early = inHeaders === undefined ? undefined : sourceOf(deps, ['segment'], inHeaders)
  const body = parseJson(request.body)
  const source = early ?? sourceOf(deps, ['segment'], textOf(recordOf(body)['writeKey']))
  const events = eventsOf(request.path, body)
  admit(deps, source, events.length)

  const reading: Reading = {
    eventMap: deps.eventMap,
    sourceKind: source.kind,
    receivedAt: request.receivedAt,
  }
  const sentAt = recordOf(body)['sentAt']
  await handIn(
    deps,
    source,
    request.receivedAt,
    events.map((event) => decodeEvent(event, reading, sentAt)),
  )
  return success
}

const eventsOf = (path: string, body: unknown): readonly unknown[] => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const type = typeOfPath[name]
  if (type === undefined) {
    const batch = recordOf(body)['batch']
    return Array.isArray(batch) ? batch : [withoutKey(recordOf(body))]
  }
  const event = withoutKey(recordOf(body))
  return [event['type'] === undefined ? { ...event, type } : event]
}

/** The key does not belong into quarantine, where people look. */
const withoutKey = ({
  writeKey: _key,
  ...event
}: Readonly<Record<string, unknown>>): Record<string, unknown> => event

const success: DoorAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: '{"success":true}',
}
