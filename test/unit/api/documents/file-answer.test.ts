import fc from 'fast-check'

import { byteRange } from '../../../../api/documents/domain/byte-range'
import { contentDisposition } from '../../../../api/documents/domain/file-name'

describe('the range of bytes that is asked for', () => {
  it.each([
    [undefined, { kind: 'whole' }],
    ['bytes=0-', { kind: 'part', from: 0, to: 99 }],
    ['bytes=10-19', { kind: 'part', from: 10, to: 19 }],
    ['bytes=90-500', { kind: 'part', from: 90, to: 99 }],
    ['bytes=-10', { kind: 'part', from: 90, to: 99 }],
    ['bytes=-500', { kind: 'part', from: 0, to: 99 }],
    ['bytes=100-', { kind: 'outside' }],
    ['bytes=-0', { kind: 'outside' }],
    ['bytes=20-10', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['lines=1-2', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    ['bytes=a-b', { kind: 'whole' }],
  ])('S1-27 reads %s of a hundred bytes', (header, range) => {
    expect(byteRange(header, 100)).toEqual(range)
  })

  it('S1-27 never leads outside the file', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), fc.integer({ min: 1, max: 500 }), (from, to, size) => {
        const range = byteRange(`bytes=${from}-${to}`, size)
        if (range.kind !== 'part') return true
        return range.from >= 0 && range.from <= range.to && range.to < size
      }),
    )
  })
})

describe('the name a document is saved under', () => {
  it('S1-27 is whole in UTF-8, with a plain one for old clients (RFC 6266, RFC 8187)', () => {
    expect(contentDisposition('架构白皮书', '.pdf')).toBe(
      `inline; filename="document.pdf"; filename*=UTF-8''%E6%9E%B6%E6%9E%84%E7%99%BD%E7%9A%AE%E4%B9%A6.pdf`,
    )
    expect(contentDisposition("YC-G200 手册 (v2)'", '.pdf')).toBe(
      `inline; filename="YC-G200 (v2).pdf"; filename*=UTF-8''YC-G200%20%E6%89%8B%E5%86%8C%20%28v2%29%27.pdf`,
    )
  })

  it('S1-27 cannot end the header or name a folder, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const header = contentDisposition(name, '.pdf')
        expect(header).toMatch(/^inline; filename="[^"\\/\r\n]*\.pdf"; filename\*=UTF-8''[!#$&+.^_`|~\w%-]*$/)
        expect(() => new Headers({ 'content-disposition': header })).not.toThrow()
      }),
    )
  })
})
