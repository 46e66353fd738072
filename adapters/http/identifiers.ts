import { textOf } from './text'

import type { Identifier, IdentifierType } from '../../contract/touchpoint'

const longest = 128

/** Collects what a piece says about who somebody is: normalised, bounded, each once. */
export interface IdentifierList {
  readonly found: Identifier[]
  /** Values that look like nothing of their kind are left out; the caller keeps them as properties. */
  add(type: IdentifierType, value: unknown): void
}

/** More than a dozen ways to name one person is not a person any more. */
const most = 12

export const identifierList = (): IdentifierList => {
  const found: Identifier[] = []
  return {
    found,
    add: (type, value) => {
      if (value === undefined || value === null || found.length === most) return
      const normal = toIdentifier(type, value)
      if (normal === undefined) return
      for (const known of found) if (known.type === type && known.value === normal.value) return
      found.push(normal)
    },
  }
}

/** What a sender writes when it knows nobody; each of these would join strangers. */
const nobody = new Set([
  'null',
  'undefined',
  'none',
  'nan',
  'n/a',
  'na',
  '-',
  '0',
  'unknown',
  'anonymous',
  '未知',
  '无',
])

export const toIdentifier = (type: IdentifierType, value: unknown): Identifier | undefined => {
  const text = textOf(value, longest + 1)
  if (text === undefined || text.length > longest || nobody.has(text.toLowerCase())) return undefined
  const normal = type === 'phone' ? toPhone(text) : type === 'email' ? toEmail(text) : text
  return normal === undefined ? undefined : { type, value: normal }
}

const mail = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/

/** A mail address in small letters. */
export const toEmail = (given: string): string | undefined => {
  const text = given.normalize('NFKC').trim().toLowerCase()
  return text.length <= longest && mail.test(text) ? text : undefined
}

const extension = /(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$/i

/**
 * A phone number as E.164 (`+8613800000000`). Numbers without a country are Chinese when they look Chinese:
 * mobiles (11 digits from 13 to 19), area codes (0…), 400 and 800 services. An extension stays, in RFC 3966
 * form, because a company's line without it belongs to nobody. A number of 10 to 15 digits that fits nothing is
 * kept as its digits; anything else is no phone number: seven digits without an area exist in every city.
 */
export const toPhone = (given: string): string | undefined => {
  const text = given.normalize('NFKC').trim().replace(/^tel:/i, '')
  const tail = extension.exec(text)
  const main = (tail === null ? text : text.slice(0, tail.index)).replace(/[\s\-–—().·,,]/g, '')
  const number = international(main)
  if (number === undefined) return undefined
  return tail === null ? number : `${number};ext=${tail[1] ?? ''}`
}

const international = (main: string): string | undefined => {
  if (!/^\+?\d{7,17}$/.test(main)) return undefined
  const digits = main.replace(/^\+/, '').replace(/^00(?=\d{8})/, '')
  const abroad = main.startsWith('+') || (main.startsWith('00') && digits !== main)
  if (abroad) return digits.length <= 15 ? `+${digits.replace(/^860(?=\d{9,})/, '86')}` : undefined
  if (/^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`
  if (/^86(1[3-9]\d{9}|[2-9]\d{8,10})$/.test(digits)) return `+${digits}`
  if (/^0[1-9]\d{8,10}$/.test(digits)) return `+86${digits.slice(1)}`
  if (/^[48]00\d{7}$/.test(digits)) return `+86${digits}`
  return digits.length >= 10 && digits.length <= 15 ? digits : undefined
}
