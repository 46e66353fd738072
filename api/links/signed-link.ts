import { createHmac, timingSafeEqual } from 'node:crypto'

import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'

const ID_BYTES = 6
const EXPIRY_BYTES = 4
const MAC_BYTES = 16
const BYTES = ID_BYTES + EXPIRY_BYTES + MAC_BYTES
const FORM = /^[\w-]{35}$/
const SECOND_MS = 1_000

/** What a link leads to: a link made for one purpose opens nothing else. */
export type LinkPurpose = 'document' | 'invitation' | 'login'

export type LinkReading =
  | { readonly kind: 'valid'; readonly id: number }
  | { readonly kind: 'expired'; readonly id: number }
  /** Not made by this installation, or not for this purpose. Nothing in it is to be believed. */
  | { readonly kind: 'forged' }

export interface LinkSigner {
  /** 35 characters that stand in a URL as they are. `id` is a whole number below 2^48; `expires` in whole seconds. */
  sign(purpose: LinkPurpose, id: number, expires: Instant): string
  /** Costs one HMAC and no query, whoever asks. */
  read(purpose: LinkPurpose, token: string, now: Instant): LinkReading
}

/**
 * Links that carry their own proof: id (6 bytes), end (4 bytes, seconds), and the first 16 bytes of an HMAC-SHA-256
 * (RFC 2104, truncated as its section 5 allows) over the purpose and both, in base64url.
 */
export const createLinkSigner = (secret: Buffer): LinkSigner => ({
  sign: (purpose, id, expires) => {
    if (!Number.isSafeInteger(id) || id < 0 || id >= 2 ** 48) throw new RangeError(`a link to number ${id}`)
    const head = Buffer.alloc(ID_BYTES + EXPIRY_BYTES)
    head.writeUIntBE(id, 0, ID_BYTES)
    head.writeUInt32BE(Math.floor(expires / SECOND_MS), ID_BYTES)
    return Buffer.concat([head, macOf(secret, purpose, head)]).toString('base64url')
  },
  read: (purpose, token, now) => {
    const bytes = FORM.test(token) ? Buffer.from(token, 'base64url') : undefined
    // 35 characters hold two bits more than 26 bytes: only the spelling that `sign` writes is the link.
    if (bytes?.length !== BYTES || bytes.toString('base64url') !== token) return { kind: 'forged' }
    const head = bytes.subarray(0, ID_BYTES + EXPIRY_BYTES)
    if (!timingSafeEqual(bytes.subarray(head.length), macOf(secret, purpose, head))) return { kind: 'forged' }
    const ends = instant(head.readUInt32BE(ID_BYTES) * SECOND_MS)
    return { kind: now < ends ? 'valid' : 'expired', id: head.readUIntBE(0, ID_BYTES) }
  },
})

const macOf = (secret: Buffer, purpose: LinkPurpose, head: Buffer): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\n`).update(head).digest().subarray(0, MAC_BYTES)
