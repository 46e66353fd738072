import { isoTime } from './wire'
import type { Happening, Visitor } from '../happening'
import type { Encode } from './wire'

const library = { name: '@segment/analytics-node', version: '3.1.0' }

/** A server's batch in the Segment protocol: write key as the user of Basic authentication (Segment HTTP API). */
export const encodeSegment: Encode = (parcel, keys, sentAt) => ({
  path: '/v1/batch',
  headers: {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${keys.segment}:`).toString('base64')}`,
  },
  body: JSON.stringify({
    batch: parcel.happenings.flatMap(toEvents),
    writeKey: keys.segment,
    sentAt: isoTime(sentAt),
  }),
})

function toEvents(happening: Happening): Record<string, unknown>[] {
  const { id, at, visitor, deed } = happening
  if (deed.does !== 'event') throw new TypeError(`a server does not report '${deed.does}'`)
  const common = { timestamp: isoTime(at), integrations: {}, context: { library }, ...idsOf(visitor) }
  return [
    { ...common, type: 'identify', messageId: `${id}-who`, traits: traitsOf(visitor) },
    { ...common, type: 'track', messageId: id, event: deed.name, properties: deed.properties },
  ]
}

/** The company's server knows its people by account, else by mail, else by the browser's mark. */
function idsOf(visitor: Visitor): Record<string, string> {
  if (visitor.kind === 'anonymous') return { anonymousId: visitor.device }
  const { account, device } = visitor.customer.identifiers
  return account === undefined ? { anonymousId: device } : { userId: account, anonymousId: device }
}

function traitsOf(visitor: Visitor): Record<string, string> {
  if (visitor.kind === 'anonymous') return {}
  const { name, company, position, identifiers } = visitor.customer
  return {
    name,
    company,
    position,
    ...(identifiers.email === undefined ? {} : { email: identifiers.email }),
    ...(identifiers.phone === undefined ? {} : { phone: identifiers.phone }),
  }
}
