import { Fault } from '../../contract/fault'
import { sourceOf } from '../http/hand-in'

import type { DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { DoorDeps } from '../http/door-deps'

const settingsPath = /^\/v1\/projects\/([^/]{1,200})\/settings$/

/** A host name with an optional port, and nothing that could leave a JSON string or a URL. */
const plainHost = /^[a-zA-Z0-9.-]{1,253}(:\d{1,5})?$/

/**
 * What the analytics.js snippet asks its CDN for: `GET /v1/projects/{writeKey}/settings`. It is told to send
 * its events back to the host that it asked.
 */
export const settingsAnswer = (deps: DoorDeps, request: DoorRequest): DoorAnswer => {
  const key = settingsPath.exec(request.path)?.[1]
  const host = request.headers['host'] ?? ''
  if (key === undefined || !plainHost.test(host)) throw nothingHere()
  sourceOf(deps, ['segment'], key)
  const segment = { apiKey: key, apiHost: `${host}/v1`, deliveryStrategy: { strategy: 'batching' } }
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=300' },
    body: JSON.stringify({ integrations: { 'Segment.io': segment }, plan: {}, enabledMiddleware: {} }),
  }
}

const nothingHere = (): Fault =>
  new Fault({
    code: 'not-found',
    message: '这里没有内容。There is nothing at this address.',
    advice: '地址应为 /v1/projects/{写入密钥}/settings。The address is /v1/projects/{writeKey}/settings.',
  })
