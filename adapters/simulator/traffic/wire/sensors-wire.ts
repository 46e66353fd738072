import type { Happening, Visitor } from '../happening'
import type { Encode } from './wire'

const appId = 'wx7d0c5e1f3a9b2468'
const library = { $lib: 'MiniProgram', $lib_method: 'code', $lib_version: '1.22.7' }

/**
 * What sa-sdk-miniprogram 1.22.7 hands to wx.request: form text under `text/plain`, holding the URL-encoded base64 of
 * a JSON array. Times are milliseconds, durations seconds, `_flush_time` is the sender's clock.
 */
export const encodeSensors: Encode = (parcel, keys, sentAt) => {
  const events = parcel.happenings.map((happening) => toEvent(happening, sentAt))
  const packed = Buffer.from(JSON.stringify(events), 'utf8').toString('base64')
  return {
    path: `/sa?project=default&token=${encodeURIComponent(keys.sensors)}`,
    headers: {
      'content-type': 'text/plain',
      referer: `https://servicewechat.com/${appId}/37/page-frame.html`,
    },
    body: `data_list=${encodeURIComponent(packed)}`,
  }
}

function toEvent(happening: Happening, sentAt: number): Record<string, unknown> {
  const { at, visitor, visit, deed } = happening
  if (deed.does !== 'opens' && deed.does !== 'leaves') {
    throw new TypeError(`the mini-program does not report '${deed.does}'`)
  }
  return {
    ...identityOf(visitor),
    lib: library,
    properties: {
      $title: deed.page.title,
      $url: deed.page.path,
      $url_path: deed.page.path,
      ...phoneOf(visitor),
      // The SDK's session plugin adds this one.
      $event_session_id: visit,
      ...(deed.does === 'leaves' ? { event_duration: deed.dwellSeconds } : {}),
    },
    type: 'track',
    event: deed.does === 'opens' ? '$MPViewScreen' : '$MPPageLeave',
    _track_id: trackId(happening),
    time: at,
    _flush_time: sentAt,
  }
}

/** Identities of ID-Mapping 3; the openid's name carries the mini-program's app id. */
function identityOf(visitor: Visitor): Record<string, unknown> {
  if (visitor.kind === 'anonymous') {
    return {
      distinct_id: visitor.device,
      anonymous_id: visitor.device,
      identities: { $identity_mp_id: visitor.device, $identity_anonymous_id: visitor.device },
    }
  }
  const { openid, unionid, account, device } = visitor.customer.identifiers
  const machine = `mp-${device}`
  return {
    distinct_id: account ?? openid ?? machine,
    anonymous_id: machine,
    ...(account === undefined ? {} : { login_id: account }),
    identities: {
      $identity_mp_id: machine,
      $identity_anonymous_id: machine,
      ...(openid === undefined ? {} : { [`$identity_mp_${appId}_openid`]: openid }),
      ...(unionid === undefined ? {} : { $identity_mp_unionid: unionid }),
      ...(account === undefined ? {} : { $identity_login_id: account }),
    },
  }
}

function phoneOf(visitor: Visitor): Record<string, unknown> {
  const handsets = [
    { $brand: 'HUAWEI', $model: 'NOH-AN00', $os: 'Android', $os_version: '12' },
    { $brand: 'Xiaomi', $model: '23013RK75C', $os: 'Android', $os_version: '14' },
    { $brand: 'Apple', $model: 'iPhone 14', $os: 'iOS', $os_version: '17.4' },
  ]
  const key = visitor.kind === 'customer' ? visitor.customer.key : visitor.device
  return {
    $lib: library.$lib,
    $lib_version: library.$lib_version,
    $network_type: 'WIFI',
    $app_id: appId,
    $timezone_offset: -480,
    ...handsets[checksum(key) % handsets.length],
  }
}

/** Five digits and the last four of the millisecond clock; the same happening keeps it when it is sent again. */
function trackId({ id, at }: Happening): number {
  return (10_000 + (checksum(id) % 90_000)) * 10_000 + (at % 10_000)
}

function checksum(text: string): number {
  let sum = 7
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return sum
}
