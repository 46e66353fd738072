import fc from 'fast-check'

import { identifierList, toEmail, toIdentifier, toPhone } from '../../../../adapters/http/identifiers'

describe('a phone number in normal form', () => {
  it.each([
    ['13800000000', '+8613800000000'],
    ['138 0000 0000', '+8613800000000'],
    ['138-0000-0000', '+8613800000000'],
    ['+86 138 0000 0000', '+8613800000000'],
    ['(+86)13800000000', '+8613800000000'],
    ['0086-13800000000', '+8613800000000'],
    ['8613800000000', '+8613800000000'],
    ['１３８００００００００', '+8613800000000'],
    ['tel:+8613800000000', '+8613800000000'],
    ['021-5555 1234', '+862155551234'],
    ['+86 (0)21 5555 1234', '+862155551234'],
    ['021-55551234 转 801', '+862155551234;ext=801'],
    ['0755-82345678#12', '+8675582345678;ext=12'],
    ['400-820-0000', '+864008200000'],
    ['+1 202 555 0123', '+12025550123'],
    ['00442079460018', '+442079460018'],
  ])('%s is %s', (given, normal) => {
    expect(toPhone(given)).toBe(normal)
  })

  it.each(['', '12', '5555123', '138 abc 000', 'call me', '+', '1'.repeat(30)])(
    '%j is no phone number',
    (given) => {
      expect(toPhone(given)).toBeUndefined()
    },
  )

  it('comes out as it went in when it is normal already', () => {
    const international = fc
      .tuple(fc.constantFrom('1', '44', '86', '852'), fc.stringMatching(/^[2-9]\d{8,9}$/))
      .map(([country, rest]) => `+${country}${rest}`)
    fc.assert(fc.property(international, (phone) => toPhone(toPhone(phone) ?? '') === toPhone(phone)))
  })
})

describe('a mail address in normal form', () => {
  it.each([
    [' Zhang.San@Example.COM ', 'zhang.san@example.com'],
    ['a+b@mail.example.cn', 'a+b@mail.example.cn'],
  ])('%j is %j', (given, normal) => expect(toEmail(given)).toBe(normal))

  it.each(['a@b', 'a b@example.com', '@example.com', 'a@example.', 'x'.repeat(130) + '@example.com'])(
    '%j is none',
    (given) => expect(toEmail(given)).toBeUndefined(),
  )
})

describe('identifiers', () => {
  it.each(['null', 'undefined', '0', 'anonymous', ' ', '未知', null, undefined, {}, Number.NaN])(
    'never join strangers by %j',
    (value) => expect(toIdentifier('account', value)).toBeUndefined(),
  )

  it('take no more than 128 characters, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('account', 'phone', 'email', 'openid'),
        fc.string({ maxLength: 300 }),
        (type, value) => {
          const found = toIdentifier(type as 'account', value)
          return (
            found === undefined ||
            (found.value.length <= 128 && found.value.trim() === found.value && found.value !== '')
          )
        },
      ),
    )
  })

  it('are listed once each and at most twelve', () => {
    const list = identifierList()
    list.add('phone', '13800000000')
    list.add('phone', '+86 138-0000-0000')
    for (let i = 0; i < 50; i += 1) list.add('device', `d${i}`)
    expect(list.found).toHaveLength(12)
    expect(list.found.filter(({ type }) => type === 'phone')).toHaveLength(1)
  })
})
