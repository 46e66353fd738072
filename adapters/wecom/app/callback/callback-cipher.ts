import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

export interface CipherConfig {
  readonly token: string
  /** EncodingAESKey: 43 characters of base64 without its `=`, 32 bytes. */
  readonly aesKey: string
  /** What must stand at the end of every plaintext: the corp id for a self-built app. */
  readonly receiveId: string
}

/** Which check a callback failed; none of them says anything about its content. */
export class BadEnvelope extends Error {
  constructor(readonly because: 'length' | 'padding' | 'receiver') {
    super(`the callback's envelope has a bad ${because}`)
    this.name = 'BadEnvelope'
  }
}

/** Random bytes, then four of length, before the text begins. */
const head = 20
/** PKCS#7, but to 32 bytes instead of the cipher's own 16. */
const block = 32

/**
 * The envelope around what WeCom calls back with (DOC 90968, DOC 91144): SHA-1 over the sorted parts, AES-256-CBC
 * with the key's first half as IV, and in it `random(16) | length(4) | text | receiveId`. A wrong key ends in
 * `BadEnvelope`, never in garbage.
 */
export class CallbackCipher {
  private readonly key: Buffer

  constructor(private readonly config: CipherConfig) {
    this.key = Buffer.from(`${config.aesKey}=`, 'base64')
    if (!isAesKey(config.aesKey)) throw new Error('an EncodingAESKey has 43 characters of base64')
  }

  /** Compares in constant time. */
  isSigned(signature: string, timestamp: string, nonce: string, encrypted: string): boolean {
    const parts = [this.config.token, timestamp, nonce, encrypted].sort()
    const expected = createHash('sha1').update(parts.join('')).digest('hex')
    const [ours, theirs] = [Buffer.from(expected), Buffer.from(signature)]
    return ours.length === theirs.length && timingSafeEqual(ours, theirs)
  }

  /** The text inside. Throws BadEnvelope. */
  open(encrypted: string): string {
    const body = withoutPadding(this.decipher(Buffer.from(encrypted, 'base64')))
    if (body.length < head) throw new BadEnvelope('length')
    const end = head + body.readUInt32BE(16)
    if (end > body.length) throw new BadEnvelope('length')
    if (body.toString('utf8', end) !== this.config.receiveId) throw new BadEnvelope('receiver')
    return body.toString('utf8', head, end)
  }

  private decipher(bytes: Buffer): Buffer {
    if (bytes.length === 0 || bytes.length % 16 !== 0) throw new BadEnvelope('length')
    const decipher = createDecipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false)
    return Buffer.concat([decipher.update(bytes), decipher.final()])
  }
}

export const isAesKey = (key: string): boolean => /^[0-9A-Za-z+/]{43}$/.test(key)

const withoutPadding = (padded: Buffer): Buffer => {
  const pad = padded.at(-1) ?? 0
  const padding = padded.subarray(padded.length - pad)
  const sound = pad >= 1 && pad <= block && pad <= padded.length && padding.every((byte) => byte === pad)
  if (!sound) throw new BadEnvelope('padding')
  return padded.subarray(0, padded.length - pad)
}
