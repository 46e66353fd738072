import { readFileSync } from 'node:fs'
import { createCipheriv } from 'node:crypto'
import { join } from 'node:path'

import fc from 'fast-check'

import { seal, signed } from '../../../../adapters/simulator/wecom/app'
import { BadEnvelope, CallbackCipher } from '../../../../adapters/wecom/app/callback/callback-cipher'

interface Vector {
  readonly id: string
  readonly token: string
  readonly aesKey: string
  readonly receiveId: string
  readonly timestamp: string
  readonly nonce: string
  readonly signature: string
  readonly encrypt: string
  readonly plain: string
  readonly random?: string
}

/** From the samples and tests of independent implementations; S1 is our own, with text of several bytes. */
const vectors = readFileSync(join(__dirname, '../../../fixtures/wecom/callback-vectors.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector)

const vector = (id: string): Vector => {
  const found = vectors.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no vector ${id}`)
  return found
}
const [a1, a2] = [vector('A1'), vector('A2')]
const because = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof BadEnvelope) return error.because
    throw error
  }
  return 'opened'
}

describe('CallbackCipher', () => {
  it('has nine vectors to meet', () => {
    expect(vectors.map(({ id }) => id)).toEqual(['A1', 'A2', 'P1', 'G1', 'G2', 'W1', 'W3', 'B1', 'S1'])
  })

  it.each(vectors)('P-12 knows the signature of $id and opens it', (v) => {
    const cipher = new CallbackCipher(v)

    expect(cipher.isSigned(v.signature, v.timestamp, v.nonce, v.encrypt)).toBe(true)
    expect(cipher.open(v.encrypt)).toBe(v.plain)
  })

  it.each(vectors.filter(({ random }) => random !== undefined))(
    'P-20 the gateway seals $id to the letter',
    (v) => {
      expect(seal(v, v.plain, Buffer.from(v.random ?? ''))).toBe(v.encrypt)
      expect(signed(v.token, v.timestamp, v.nonce, v.encrypt)).toBe(v.signature)
    },
  )

  it('refuses a signature in which any one character is another', () => {
    const cipher = new CallbackCipher(a2)
    for (let at = 0; at < a2.signature.length; at += 1) {
      const other = a2.signature[at] === '0' ? '1' : '0'
      const flipped = a2.signature.slice(0, at) + other + a2.signature.slice(at + 1)
      expect(cipher.isSigned(flipped, a2.timestamp, a2.nonce, a2.encrypt)).toBe(false)
    }
  })

  it.each(['', 'x', 'é'.repeat(40), a2.signature.toUpperCase(), `${a2.signature}0`])(
    'refuses the signature %p without failing',
    (signature) => {
      expect(new CallbackCipher(a2).isSigned(signature, a2.timestamp, a2.nonce, a2.encrypt)).toBe(false)
    },
  )

  it('never opens with another key: the padding does not come out', () => {
    const other = new CallbackCipher({ ...a2, aesKey: a2.aesKey.replace('j', 'k') })

    expect(because(() => other.open(a2.encrypt))).not.toBe('opened')
  })

  it('refuses what is for another company', () => {
    expect(because(() => new CallbackCipher({ ...a2, receiveId: 'ww000' }).open(a2.encrypt))).toBe('receiver')
  })

  it.each([a2.encrypt.slice(0, -4), a2.encrypt.slice(4), '', 'AAAA', '!!!!', 'x'.repeat(1_000)])(
    'refuses a text that was cut or is none',
    (text) => {
      expect(because(() => new CallbackCipher(a2).open(text))).not.toBe('opened')
    },
  )

  it.each([0, 33, 255])('refuses a last byte of %i, which pads nothing', (last) => {
    const key = Buffer.from(`${a1.aesKey}=`, 'base64')
    const raw = Buffer.alloc(64, last)
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const text = Buffer.concat([cipher.update(raw), cipher.final()]).toString('base64')

    expect(because(() => new CallbackCipher(a1).open(text))).toBe('padding')
  })

  it('pads a text that ends on the boundary with a whole block', () => {
    const sealed = seal({ ...a1, receiveId: '' }, 'x'.repeat(12), Buffer.alloc(16))

    expect(Buffer.from(sealed, 'base64')).toHaveLength(64)
    expect(new CallbackCipher({ ...a1, receiveId: '' }).open(sealed)).toBe('x'.repeat(12))
  })

  it('opens whatever was sealed for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (text, receiveId) => {
        const config = { ...a1, receiveId }
        expect(new CallbackCipher(config).open(seal(config, text))).toBe(text)
      }),
    )
  })

  it('fails in its own way on any bytes at all', () => {
    const cipher = new CallbackCipher(a1)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(because(() => cipher.open(Buffer.from(bytes).toString('base64')))).not.toBe('opened')
      }),
    )
  })

  it.each(['short', `${a1.aesKey}=`, a1.aesKey.replace('j', '-')])(
    'does not begin with the key %p',
    (aesKey) => {
      expect(() => new CallbackCipher({ ...a1, aesKey })).toThrow('43 characters')
    },
  )
})
