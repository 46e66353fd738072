import { createCipheriv, createHash, randomBytes } from 'node:crypto'

export interface SealConfig {
  readonly token: string
  readonly aesKey: string
  readonly receiveId: string
}

export const signed = (token: string, timestamp: string, nonce: string, encrypted: string): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex')

/** The platform's side of the envelope (DOC 91144): `random(16) | length(4) | text | receiveId`, padded to 32. */
export const seal = (config: SealConfig, text: string, random: Buffer = randomBytes(16)): string => {
  const key = Buffer.from(`${config.aesKey}=`, 'base64')
  const words = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(words.length)
  const raw = Buffer.concat([random, length, words, Buffer.from(config.receiveId)])
  const pad = 32 - (raw.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(raw), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  )
}
