import type { Tried } from '../../../../api/delivery/domain/settlement'
import { settle } from '../../../../api/delivery/domain/settlement'
import type { ChatAddress } from '../../../../contract/people'
import { instant, millis, seconds } from '../../../../contract/quantities'

const wecom: ChatAddress = { platform: 'wecom', userId: 'ZhangSan' }
const dingtalk: ChatAddress = { platform: 'dingtalk', userId: '0346' }
const tried = (more: Partial<Tried> = {}): Tried => ({
  tries: 1,
  createdAt: instant(0),
  now: instant(0),
  chance: 0.5,
  address: wecom,
  addresses: [wecom],
  instead: [],
  ...more,
})
const refused = { kind: 'refused', code: '60011', advice: 'a' } as const
const later = { kind: 'try-later', after: millis(0), code: 'busy' } as const

describe('what becomes of a notice after a try', () => {
  it('is over when it was sent', () => {
    const message = { ...wecom, reference: 'n1' }
    expect(settle({ kind: 'sent', message }, tried())).toEqual({ kind: 'sent' })
  })

  it('J-03 keeps a refusal with its code and advice', () => {
    expect(settle(refused, tried())).toEqual({ kind: 'refused', code: '60011', detail: 'a' })
  })

  it('J-03 says why somebody was passed over', () => {
    expect(settle({ kind: 'skipped', because: 'never-talked-to-bot' }, tried())).toEqual({
      kind: 'skipped',
      code: 'never-talked-to-bot',
      detail: null,
    })
  })

  it.each([refused, { kind: 'skipped', because: 'never-talked-to-bot' } as const])(
    'J-03 goes on to the other platform after $kind',
    (outcome) => {
      expect(settle(outcome, tried({ addresses: [wecom, dingtalk] }))).toMatchObject({
        kind: 'other-address',
        address: dingtalk,
      })
    },
  )

  it('J-06 passes by a platform that has been away for too long, and waits for it where there is no other', () => {
    const away = { addresses: [wecom, dingtalk], instead: [dingtalk] }
    expect(settle(later, tried(away))).toEqual({
      kind: 'other-address',
      address: dingtalk,
      maybeShown: true,
      code: 'platform-away',
      detail: 'busy',
    })
    expect(settle(later, tried({ addresses: [wecom, dingtalk] })).kind).toBe('later')
  })

  it('J-03 ends on the last address and never goes round', () => {
    expect(settle(refused, tried({ address: dingtalk, addresses: [wecom, dingtalk] }))).toMatchObject({
      kind: 'refused',
    })
  })

  it('J-03 tries the first address there is when the old one has gone', () => {
    expect(settle(refused, tried({ address: wecom, addresses: [dingtalk] }))).toMatchObject({
      kind: 'other-address',
      address: dingtalk,
    })
  })

  it('J-03 comes back after a while', () => {
    expect(settle(later, tried())).toMatchObject({ kind: 'later', code: 'busy' })
    expect(settle({ ...later, after: seconds(60) }, tried())).toMatchObject({ dueAt: seconds(60) })
  })

  it('J-03 gives up in the open after twelve tries, and only on the last platform', () => {
    expect(settle(later, tried({ tries: 12 }))).toMatchObject({ kind: 'refused', code: 'gave-up' })
    expect(settle(later, tried({ tries: 12, addresses: [wecom, dingtalk] }))).toMatchObject({
      kind: 'other-address',
      code: 'gave-up',
    })
  })
})
