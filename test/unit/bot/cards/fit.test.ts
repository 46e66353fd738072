import fc from 'fast-check'

import { byteLength, characterLength, fitCharacters, fitPieces, tidy } from '../../../../bot/cards/render/fit'
import { safeMarkdown } from '../../../../bot/cards/render/safe-markdown'

const link = fc.constantFrom(
  'https://a.example.com/l/9?x=1',
  'http://b.cn/路径',
  '[报告](https://a.example.com/r/2)',
  '<a href="https://a.example.com">看</a>',
)
const phrase = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('查看价格页,', '连续三次。', '白皮书、', '👨‍👩‍👧‍👦', '🇨🇳', 'é', '87.3', ' '),
  link,
)
const text = fc.array(phrase, { maxLength: 20 }).map((parts) => parts.join(''))
const linksIn = (said: string): readonly string[] =>
  said.match(/\[[^\]\n]*\]\([^)\s]*\)|<a\b[^>]*>[^<]*<\/a>|https?:\/\/[^\s，。；、）)…]*/g) ?? []

describe('fitting a text', () => {
  it('P-01 is never over the limit, whatever the text', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 120 }), (said, limit) => {
        expect(characterLength(fitCharacters(said, limit))).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('P-01 says so when it shortened, and leaves alone what fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 120 }), (said, limit) => {
        const fitted = fitCharacters(said, limit)
        expect(fitted === said ? characterLength(said) <= limit : fitted.endsWith('…')).toBe(true)
      }),
    )
  })

  it('never cuts inside a character', () => {
    fc.assert(
      fc.property(text.map(tidy), fc.integer({ min: 1, max: 60 }), (said, limit) => {
        expect(fitCharacters(said, limit)).not.toMatch(/[\ud800-\udfff]/u)
      }),
    )
  })

  it('never cuts a link', () => {
    const clean = fc.array(fc.oneof(link, fc.constantFrom('看 ', ' 详情,', '白皮书、', ' 地址 ')), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        clean.map((parts) => parts.join(' ')),
        fc.integer({ min: 1, max: 90 }),
        (said, limit) => {
          const whole = linksIn(said)
          const kept = fitCharacters(said, limit).replace(/…$/, '')
          expect(linksIn(kept).every((found) => whole.includes(found))).toBe(true)
          expect(kept).not.toMatch(/\[[^\]]*$|<a [^>]*$|<a [^>]*>[^<]*$/)
        },
      ),
    )
  })

  it.each([
    ['查看价格页，连续三次看到入口', 10, '查看价格页…'],
    ['查看价格页、下载白皮书、询价', 13, '查看价格页、下载白皮书…'],
    ['没有标点的一长串文字在这里', 6, '没有标点的…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 8, '👨‍👩‍👧‍👦…'],
    ['意向强度 1087.3 分左右', 9, '意向强度…'],
    ['看 https://a.example.com/very/long 吧', 12, '看…'],
    ['短', 1, '短'],
    ['两字', 1, '…'],
  ])('cuts %j to %i characters as %j', (said, limit, expected) => {
    expect(fitCharacters(said, limit)).toBe(expected)
  })

  it('keeps whole pieces up to the byte limit and adds the note', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.integer({ min: 20, max: 400 }), (pieces, limit) => {
        const fitted = fitPieces(pieces, limit, '…(cut)')
        expect(byteLength(fitted)).toBeLessThanOrEqual(limit)
        expect(fitted === pieces.join('') || fitted.endsWith('…(cut)')).toBe(true)
      }),
    )
  })

  it('counts bytes as UTF-8 does', () => {
    fc.assert(fc.property(text.map(tidy), (said) => expect(byteLength(said)).toBe(Buffer.byteLength(said))))
  })
})

describe('text from outside', () => {
  it.each([
    ['a\u202eb\u0000c', 'abc'],
    ['  two\n\nlines\t', 'two lines'],
    ['half \ud83d character', 'half \ufffd character'],
  ])('is tidied from %j to %j', (said, expected) => {
    expect(tidy(said)).toBe(expected)
  })

  it.each([
    '[点我](http://evil.example)',
    '<font color="warning">x</font>',
    '**粗**',
    '# 标题',
    '1. 一',
    '`code`',
    '_斜_',
  ])('cannot format or link in markdown: %s', (said) => {
    expect(safeMarkdown(said, 100)).not.toMatch(/[[\]<>`*]|^#|^\d\.|(^|\W)_/)
  })

  it('keeps names readable: customer_id stays customer_id', () => {
    expect(safeMarkdown('docs/customer_id', 100)).toBe('docs/customer_id')
  })
})
