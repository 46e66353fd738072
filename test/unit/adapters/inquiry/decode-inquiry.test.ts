import fc from 'fast-check'

import { decodeInquiry } from '../../../../adapters/inquiry/decode-inquiry'
import { isFault } from '../../../../contract/fault'
import { instant } from '../../../../contract/quantities'

const day = 86_400_000
const now = instant(1_795_000_000_000)
const form = { name: '李雷', phone: '13800000000', message: '报价' }

const idOf = (fields: Record<string, unknown>, at = now): string => {
  const decoded = decodeInquiry(fields, at)
  return decoded.ok ? decoded.touchpoint.sourceEventId : decoded.unreadable.sourceEventId
}

describe('S1-10 an inquiry without an id', () => {
  it('is the same one for the same words on the same day, and another on the next', () => {
    expect(idOf(form)).toBe(idOf({ ...form, visit: 'v2' }))
    expect(idOf(form)).not.toBe(idOf(form, instant(now + day)))
    expect(idOf(form)).not.toBe(idOf({ ...form, message: '样品' }))
  })
})

describe('S1-10 the fields of a form', () => {
  it('may have Chinese names', () => {
    const decoded = decodeInquiry(
      { 姓名: '李雷', 手机号: '13800000000', 公司: '海川科技', 留言: '报价' },
      now,
    )
    expect(decoded.ok && decoded.touchpoint).toMatchObject({
      identifiers: [{ type: 'phone', value: '+8613800000000' }],
      profile: { name: '李雷', company: '海川科技' },
      properties: { message: '报价' },
    })
  })

  it('keep a message of 4,000 characters whole and refuse a longer one with advice', () => {
    const decoded = decodeInquiry({ ...form, message: '长'.repeat(4_000) }, now)
    expect(decoded.ok && decoded.touchpoint.properties?.['message']).toHaveLength(4_000)
    expect(() => decodeInquiry({ ...form, message: '长'.repeat(4_001) }, now)).toThrow(/过长/)
  })

  it('are read or refused with a Fault, whatever they hold', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
        try {
          return typeof decodeInquiry(fields, now).ok === 'boolean'
        } catch (error) {
          return isFault(error)
        }
      }),
    )
  })
})
