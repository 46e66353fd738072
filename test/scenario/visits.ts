/** Visitors as the doors hear of them. */
export interface Visitor {
  readonly phone: string
  readonly name: string
  readonly company: string
}

const HOUR = 3_600_000

export const hoursAgo = (hours: number): number => Date.now() - hours * HOUR

/** One page view in our own form. */
export const nativeView = (visitor: Visitor, path: string, at: number, visit: string) => ({
  id: `${visitor.phone}-${visit}-${path}-${at}`,
  at: new Date(at).toISOString(),
  verb: 'viewed',
  object: { type: 'page', id: path },
  who: { phone: visitor.phone },
  visit,
  profile: { name: visitor.name, company: visitor.company },
})

/** One event of the mini-program as sa-sdk-miniprogram 1.22 writes it; times are milliseconds, durations seconds. */
export const sensorsEvent = (
  visitor: Visitor,
  event: '$MPViewScreen' | '$MPPageLeave',
  path: string,
  at: number,
  more: { readonly visit?: string; readonly seconds?: number } = {},
) => ({
  distinct_id: `mp-${visitor.phone}`,
  anonymous_id: `mp-${visitor.phone}`,
  identities: { $identity_mp_id: `mp-${visitor.phone}`, $identity_mobile: visitor.phone },
  lib: { $lib: 'MiniProgram', $lib_method: 'code', $lib_version: '1.22.7' },
  properties: {
    $url_path: path,
    ...(more.visit === undefined ? {} : { $event_session_id: more.visit }),
    ...(more.seconds === undefined ? {} : { event_duration: more.seconds }),
  },
  type: 'track',
  event,
  _track_id: (at % 1_000_000) + path.length,
  time: at,
  _flush_time: Date.now(),
})

/** As wx.request carries it: URL-encoded base64 of a JSON array, under plain text. */
export async function sendSensors(url: string, key: string, events: readonly object[]): Promise<number> {
  const packed = Buffer.from(JSON.stringify(events), 'utf8').toString('base64')
  const answer = await fetch(`${url}/sa?project=default&token=${key}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', referer: 'https://servicewechat.com/wx0/1/page-frame.html' },
    body: `data_list=${encodeURIComponent(packed)}`,
  })
  await answer.text()
  return answer.status
}
