import fc from 'fast-check'

import { decodeEvent } from '../../../../adapters/sensors/decode-event'
import { createEventMap } from '../../../../api/touchpoints'
import { instant } from '../../../../contract/quantities'

const reading = {
  eventMap: createEventMap([]),
  sourceKind: 'sensors',
  receivedAt: instant(1_795_000_000_000),
}
const time = 1_794_999_999_000

const decode = (event: object) =>
  decodeEvent({ type: 'track', event: '$pageview', time, _track_id: 1, ...event }, reading)

const identifiersOf = (event: object) => {
  const decoded = decode(event)
  return decoded.ok
    ? decoded.touchpoint.identifiers.map(({ type, value }) => `${type}:${value}`)
    : decoded.unreadable.reason
}

describe('who a Sensors event is about', () => {
  it.each([
    [{ distinct_id: 'u1', lib: { $lib: 'Node' } }, ['account:u1']],
    [{ distinct_id: 'u1', lib: { $lib: 'js' } }, ['anonymous:u1']],
    [{ distinct_id: 'u1', properties: { $is_login_id: true }, lib: { $lib: 'js' } }, ['account:u1']],
    [{ distinct_id: 'a1', properties: { $is_login_id: false }, lib: { $lib: 'Java' } }, ['anonymous:a1']],
    [{ distinct_id: 'u1', anonymous_id: 'a1', login_id: 'u1' }, ['account:u1', 'anonymous:a1']],
    [{ distinct_id: 'x', identities: { $identity_mp_wx1_openid: 'o1', $identity_mp_unionid: 'n1' } }, ['openid:o1', 'unionid:n1']],
    [{ distinct_id: 'x', identities: { $identity_email: ['A@example.com', 'b@example.com'] } }, ['email:a@example.com', 'email:b@example.com']],
    [{ distinct_id: 'x', identities: { member_no: 'M-1' } }, ['account:member_no:M-1']],
    [{ distinct_id: 'x', identities: { $identity_android_id: 'd1' } }, ['device:d1']],
    [{ distinct_id: 'u1', lib: { $lib: 'Node' }, properties: { phone: '13800000000' } }, ['account:u1']],
    [{}, 'no-identifier'],
  ])('%j is %j', (event, wanted) => expect(identifiersOf(event)).toEqual(wanted)) // prettier-ignore

  it('takes the phone of a profile, and of nothing else', () => {
    const profile = {
      type: 'profile_set',
      distinct_id: 'u1',
      lib: { $lib: 'Node' },
      properties: { phone: '13800000000' },
    }
    expect(identifiersOf(profile)).toEqual(['account:u1', 'phone:+8613800000000'])
  })
})

describe('what a Sensors event comes to', () => {
  it.each([
    [{ event: 'xq_17_b' }, 'unmapped-event'],
    [{ type: 'track_id_unbind' }, 'identity-unbind'],
    [{ type: 'item_delete' }, 'item-record'],
    [{ type: 'dance' }, 'bad-form'],
    [{ event: '' }, 'bad-form'],
    [{ time: 1 }, 'bad-time'],
  ])('%j waits in quarantine as %s', (event, reason) => {
    expect(decode({ distinct_id: 'u1', ...event })).toMatchObject({ ok: false, unreadable: { reason } })
  })

  it('never throws, whatever JSON it is given, and always has a name of at most 128 characters', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const decoded = decodeEvent(value, reading)
        const id = decoded.ok ? decoded.touchpoint.sourceEventId : decoded.unreadable.sourceEventId
        return id.length > 0 && id.length <= 128
      }),
    )
  })
})
