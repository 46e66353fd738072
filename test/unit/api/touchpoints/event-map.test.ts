import fc from 'fast-check'

import { createEventMap } from '../../../../api/touchpoints'
import { wordsOf } from '../../../../api/touchpoints/domain/event-name'
import { objectTypes, verbs } from '../../../../contract/touchpoint'

const row = { sourceKind: 'segment', eventName: 'xq_17_b', verb: 'clicked', objectType: 'page' } as const

describe('S1-13 what an event name means', () => {
  it.each([
    'ViewPrice',
    'view_price',
    'View Price',
    'viewPrice',
    'VIEW-PRICE',
    'view.price',
    ' View  Price ',
  ])('%j is said in the same words', (name) => expect(wordsOf(name)).toBe('view price'))

  it("takes the company's own mapping before its own opinion, for that kind of source only", () => {
    const map = createEventMap([{ ...row, eventName: 'Order Completed' }])
    expect(map.meaningOf('segment', 'Order Completed')?.verb).toBe('clicked')
    expect(map.meaningOf('sensors', 'Order Completed')?.verb).toBe('ordered')
  })

  it('finds the own mapping however the name is written, the exact one first', () => {
    const map = createEventMap([
      row,
      { ...row, eventName: 'XQ 17 B', verb: 'used', objectType: 'product', topic: 't' },
    ])
    expect(map.meaningOf('segment', 'xq_17_b')).toEqual({ verb: 'clicked', objectType: 'page' })
    expect(map.meaningOf('segment', 'XQ 17 B')).toEqual({ verb: 'used', objectType: 'product', topic: 't' })
    expect(map.meaningOf('segment', 'Xq-17-b')).toBeDefined()
  })

  it('says nothing where it knows nothing', () => {
    for (const name of ['', ' ', '???', 'asdf', '其他', '__proto__', 'constructor', 'toString']) {
      expect(createEventMap([]).meaningOf('native', name)).toBeUndefined()
    }
  })

  it('answers with its vocabulary or not at all, the same each time, for any text', () => {
    const map = createEventMap([])
    fc.assert(
      fc.property(fc.string({ maxLength: 128, unit: 'grapheme' }), (name) => {
        const meaning = map.meaningOf('native', name)
        if (meaning === undefined) return map.meaningOf('native', name) === undefined
        return (
          verbs.includes(meaning.verb) &&
          objectTypes.includes(meaning.objectType) &&
          JSON.stringify(map.meaningOf('native', name)) === JSON.stringify(meaning)
        )
      }),
    )
  })

  it('gives every default a verb and an object of the vocabulary and every known name in normal form', async () => {
    const { defaultEventMap } = await import('../../../../api/touchpoints')
    for (const one of [...defaultEventMap.known, ...defaultEventMap.rules]) {
      expect([verbs.includes(one.verb), objectTypes.includes(one.objectType)]).toEqual([true, true])
    }
    const names = defaultEventMap.known.flatMap(({ names }) => names.split(';'))
    expect(names.filter((name) => wordsOf(name) !== name)).toEqual([])
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})
