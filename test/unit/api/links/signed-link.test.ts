import fc from 'fast-check'

import type { LinkPurpose } from '../../../../api/links'
import { createLinkSigner } from '../../../../api/links'
import { instant } from '../../../../contract/quantities'

const secret = Buffer.alloc(32, 7)
const links = createLinkSigner(secret)
const now = instant(1_795_000_000_000)
const later = instant(now + 60_000)
const ids = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const purposes = fc.constantFrom<LinkPurpose>('document', 'invitation', 'login')

describe('a signed link', () => {
  it('S1-27 leads to the number it was made for, in 35 characters that stand in a URL as they are', () => {
    fc.assert(
      fc.property(ids, purposes, (id, purpose) => {
        const token = links.sign(purpose, id, later)
        expect(token).toMatch(/^[\w-]{35}$/)
        expect(links.read(purpose, token, now)).toEqual({ kind: 'valid', id })
      }),
    )
  })

  it('S1-27 ends at its second and says that it did', () => {
    const token = links.sign('document', 5, later)
    expect(links.read('document', token, instant(later - 1))).toEqual({ kind: 'valid', id: 5 })
    expect(links.read('document', token, later)).toEqual({ kind: 'expired', id: 5 })
  })

  it('S1-27 opens nothing of another purpose and nothing of another installation', () => {
    const token = links.sign('document', 5, later)
    expect(links.read('invitation', token, now)).toEqual({ kind: 'forged' })
    expect(createLinkSigner(Buffer.alloc(32, 8)).read('document', token, now)).toEqual({ kind: 'forged' })
  })

  it('S1-27 is forged by any other character at any place, the two spare bits of the last one included', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const token = links.sign('document', 77, later)
    for (const place of token.split('').keys()) {
      for (const other of alphabet) {
        if (other === token[place]) continue
        const changed = token.slice(0, place) + other + token.slice(place + 1)
        expect(links.read('document', changed, now)).toEqual({ kind: 'forged' })
      }
    }
  })

  it('S1-27 takes any text for forged that it did not make', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(links.read('document', text, now)).toEqual({ kind: 'forged' })
      }),
    )
  })

  it('S1-27 refuses to be made for what is no number of a row', () => {
    for (const id of [-1, 2 ** 48, 1.5, Number.NaN])
      expect(() => links.sign('document', id, later)).toThrow(RangeError)
  })
})
