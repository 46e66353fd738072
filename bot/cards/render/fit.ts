/**
 * Shortens texts to what a platform shows.
 *
 * 1. What comes back is never over the limit, for any limit of at least one.
 * 2. A text that was shortened ends in an ellipsis; one that fits comes back as it was.
 * 3. It is cut between phrases where one ends in the second half, otherwise between two characters as people see
 *    them (an emoji of several code points is one), and never inside a number or a link: a link is there whole or
 *    not at all.
 */
export const fitCharacters = (text: string, limit: number): string => {
  const characters = [...text]
  if (characters.length <= limit) return text
  const room = limit - 1
  const head = characters.slice(0, Math.max(0, room)).join('')
  const cut = outsideLinks(text, outsideWords(text, between(text, head.length)))
  const phrase = outsideLinks(text, lastPhraseEnd(text.slice(0, cut)))
  return `${text.slice(0, phrase >= cut / 2 ? phrase : cut).trimEnd()}${ellipsis}`
}

/** Whole pieces up to a number of bytes, then `note` where some were left out. Pieces bring their own breaks. */
export const fitPieces = (pieces: readonly string[], byteLimit: number, note: string): string => {
  const whole = pieces.join('')
  if (byteLength(whole) <= byteLimit) return whole
  let room = byteLimit - byteLength(note)
  const kept: string[] = []
  for (const piece of pieces) {
    room -= byteLength(piece)
    if (room < 0) break
    kept.push(piece)
  }
  return [...kept, note].join('')
}

/** Length in UTF-8. */
export const byteLength = (text: string): number => {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** Length in characters as the platforms count them: code points. */
export const characterLength = (text: string): number => [...text].length

/**
 * One line of clean text: no control or direction-changing characters, no broken halves of a character, white space
 * as single blanks.
 */
export const tidy = (text: string): string =>
  text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, (control) => (/\s/.test(control) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim()

const ellipsis = '\u2026'

/** Comma, full stop, semicolon, enumeration comma, opening bracket, middle dot and their Latin kin. */
const phraseEnds = /[\uff0c\u3002\uff1b\u3001\uff08;(]|[,.\u00b7](?=\s|[\u3000-\u9fff])/g

/** Markdown links, anchors, bare addresses. A bare address ends at a blank or at Chinese punctuation. */
const links = /\[[^\]\n]*\]\([^)\s]*\)|<a\b[^>]*>[^<]*<\/a>|https?:\/\/[^\s\uff0c\u3002\uff1b\u3001\uff09)]+/g

/** Where the last whole phrase ends, its separator left out; 0 for none. */
const lastPhraseEnd = (text: string): number => {
  let end = 0
  for (const match of text.matchAll(phraseEnds)) end = match.index
  return end
}

/** The place itself, or the beginning of the link it lies in. */
const outsideLinks = (text: string, place: number): number => {
  for (const match of text.matchAll(links)) {
    if (match.index < place && place < match.index + match[0].length) return match.index
  }
  return place
}

/** The place itself, or the beginning of the number or short Latin word it lies in: half a number is a wrong one. */
const outsideWords = (text: string, place: number): number => {
  const before = /[0-9A-Za-z.%+-]{1,20}$/.exec(text.slice(Math.max(0, place - 20), place))?.[0] ?? ''
  const inside = before !== '' && before.length < 20 && /^[0-9A-Za-z.%+-]/.test(text.slice(place))
  return inside && place > before.length ? place - before.length : place
}

/** The last border between two characters as people see them, at or before a place. */
const between = (text: string, place: number): number => {
  const nearby = Math.max(0, place - 64)
  const start = startOfCodePoint(text, nearby)
  let border = start
  for (const piece of segmenter.segment(text.slice(start, place + 64))) {
    const at = start + piece.index
    if (at > place) break
    border = at
  }
  return border > 0 ? border : startOfCodePoint(text, place)
}

const startOfCodePoint = (text: string, place: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(place)) && /[\ud800-\udbff]/.test(text.charAt(place - 1))
    ? place - 1
    : place

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })
