import { contentMap } from '../../company/content-map'
import { isoTime } from './wire'
import type { TrialPage } from '../../company/company-types'
import type { Happening, Visitor } from '../happening'
import type { Encode } from './wire'

/** The hub's own protocol, as the page's script speaks it: one touchpoint a request. */
export const encodeNative: Encode = (parcel, keys) => ({
  path: '/v1/touchpoints',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.native}` },
  body: JSON.stringify(parcel.happenings.map(toTouchpoint)[0] ?? {}),
})

function toTouchpoint(happening: Happening): Record<string, unknown> {
  const { id, at, visitor, visit, deed } = happening
  if (deed.does === 'asks' || deed.does === 'event') {
    throw new TypeError(`a page's script does not report '${deed.does}'`)
  }
  return {
    id,
    at: isoTime(at),
    verb: deed.does === 'opens' ? 'viewed' : 'left',
    object: { type: objectType(deed.page), id: deed.page.path, name: deed.page.title },
    ...(deed.does === 'opens' ? { exposes: linksInSight(deed.page) } : { dwellSeconds: deed.dwellSeconds }),
    who: whoIs(visitor),
    visit,
  }
}

/** The script watches the links that scroll into sight and says what they lead to. */
function linksInSight(page: TrialPage): readonly string[] {
  return rowOf(page)?.exposes ?? []
}

function objectType(page: TrialPage): string {
  return rowOf(page)?.type ?? 'page'
}

function rowOf(page: TrialPage): (typeof contentMap)[number] | undefined {
  return contentMap.find(({ match }) =>
    match.endsWith('*') ? page.path.startsWith(match.slice(0, -1)) : page.path === match,
  )
}

/** A signed-in visitor is known by account or mail; the browser's own mark goes along. */
function whoIs(visitor: Visitor): Record<string, string> {
  if (visitor.kind === 'anonymous') return { anonymous: visitor.device }
  const { account, email, phone, openid, unionid, device } = visitor.customer.identifiers
  if (account !== undefined) return { account, device }
  if (email !== undefined) return { email, device }
  if (phone !== undefined) return { phone, device }
  return {
    ...(openid === undefined ? {} : { openid }),
    ...(unionid === undefined ? {} : { unionid }),
    device,
  }
}
