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
const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
  fc.integer({ min: 1_000, max: 9_999_999 }).map((n) => `¥${String(n).replace(/\B(?=(\d{3})+$)/g, ',')}`),
  fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 30 })).map(([a, b]) => `${a} ±${b}`),
  fc.integer({ min: 0, max: 999 }).map((n) => `${(n / 10).toFixed(1)}%`),
  fc.constantFrom('2026-11-23', '14:02', '12/30', '≥3', '-0.5', '24V', '5A', '85℃', '10–30', '１２３'),
)
/** A number with everything that changes what it says. */
const numbersIn = (said: string): readonly string[] =>
  said.match(/[¥≥±+\-–]*\p{Nd}+(?:[.,:/–-]\p{Nd}+)*(?: ±\d+)?(?:[%℃]|[VA](?![A-Za-z]))?/gu) ?? []
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

  it('never cuts a number, with its sign, separators, interval and unit', () => {
    const part = fc.oneof(number, fc.constantFrom('看', '合计', '，', '、', ' ', '王敏', '→', '👨‍👩‍👧‍👦', 'é'))
    const joined = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(' '))
    fc.assert(
      fc.property(joined, fc.integer({ min: 1, max: 90 }), (said, limit) => {
        const whole = numbersIn(said)
        const kept = fitCharacters(said, limit).replace(/…$/, '')
        expect(numbersIn(kept)).toEqual(whole.slice(0, numbersIn(kept).length))
      }),
      { numRuns: 400 },
    )
  })

  it('never cuts an emoji, a flag or a letter with its accents', () => {
    const cluster = fc.constantFrom('👨‍👩‍👧‍👦', '🇨🇳', '👍🏽', 'é', '한', 'ก็', '1️⃣', '字')
    fc.assert(
      fc.property(fc.array(cluster, { maxLength: 20 }), fc.integer({ min: 1, max: 60 }), (parts, limit) => {
        const kept = fitCharacters(parts.join(''), limit).replace(/…$/, '')
        const shown = parts.findIndex((_, i) => parts.slice(0, i).join('') === kept)
        expect(kept === parts.join('') || shown >= 0).toBe(true)
      }),
    )
  })

  it('takes time in proportion to the text, whatever it is made of', () => {
    for (const hostile of ['-', '[', '1', '1.', '<a ', 'a', '+1', '(', '👍']) {
      expect(fitCharacters(hostile.repeat(200_000), 30).endsWith('…')).toBe(true)
    }
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
    ['价值 ¥12,300 → ¥15,800', 15, '价值 ¥12,300 →…'],
    ['达标 72 ±8 分', 7, '达标…'],
    ['库存 17 件，低于 50 件', 11, '库存 17 件…'],
    ['时间 2026-11-23 14:02 到', 12, '时间…'],
    ['缺货 -77% 积压', 6, '缺货…'],
    ['电压 24V 电流', 5, '电压…'],
    ['型号 PSU-24V-10A 有货', 12, '型号…'],
    ['一共１２３４个', 5, '一共…'],
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
