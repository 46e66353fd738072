import type { DoorRequest } from '../../contract/ports/door'

/** `Authorization: Bearer <key>`, `Authorization: Basic base64(<key>:)` or `X-Write-Key: <key>`. */
export const keyInHeaders = (headers: DoorRequest['headers']): string | undefined => {
  const authorization = headers['authorization']
  if (authorization === undefined) return headers['x-write-key']
  const space = authorization.indexOf(' ')
  const scheme = authorization.slice(0, space).toLowerCase()
  const rest = authorization.slice(space + 1).trim()
  if (scheme === 'bearer') return rest
  if (scheme !== 'basic') return undefined
  const user = Buffer.from(rest, 'base64').toString('latin1')
  const colon = user.indexOf(':')
  return colon === -1 ? user : user.slice(0, colon)
}
