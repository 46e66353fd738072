import fc from 'fast-check'

import { compileLookup } from '../../../../api/imports/domain/lookup'
import { nearName } from '../../../../api/imports/domain/near-name'

describe('O-15 a lookup table', () => {
  const look = compileLookup({
    '*': 'rest',
    'W_*|START': 'begun',
    W_x: 'exact',
    '*x*y*': 'both',
    '': 'empty',
  })

  it.each([
    ['W_x', 'exact'],
    ['W_call|START', 'rest'],
    ['', 'empty'],
    ['axby', 'rest'],
  ])('finds the very value first, then the first pattern that fits: %p', (value, meaning) => {
    expect(look(value)).toBe(meaning)
  })

  it.each([
    ['W_*|START', 'W_a b|START', true],
    ['W_*|START', 'W_|START', true],
    ['W_*|START', 'W_|STAR', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['*电话*', '客户电话回访', true],
    ['a*b*c', 'acb', false],
  ])('%s and %s: %p', (pattern, value, fits) => {
    expect(compileLookup({ [pattern]: 1 })(value) !== undefined).toBe(fits)
  })

  it('agrees with regular expressions on any pattern', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 8 }).map((l) => l.join(''))
    const value = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }).map((l) => l.join(''))
    fc.assert(
      fc.property(letters, value, (pattern, text) => {
        const fits = compileLookup({ [pattern]: 1 })(text) === 1
        expect(fits).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text))
      }),
    )
  })

  it('answers the same when it has met more values than it remembers', () => {
    const odd = compileLookup({ '*1': 'one', '*': 'other' })
    const wrong = Array.from({ length: 25_000 }, (_, i) => String(i)).filter(
      (value) => odd(value) !== (value.endsWith('1') ? 'one' : 'other'),
    )
    expect(wrong).toEqual([])
  })
})

describe('a name that was probably meant', () => {
  it.each([
    ['Case_ID', ['case_id', 'seq'], 'case_id'],
    ['occuredAt', ['occurredAt', 'eventId'], 'occurredAt'],
    ['timestmp', ['resource', 'timestamp'], 'timestamp'],
    ['手机', ['手机号', '邮箱'], undefined],
    ['xyz', ['resource'], undefined],
  ])('%s', (wrong, known, near) => {
    expect(nearName(wrong, known)).toBe(near)
  })
})
