/**
 * Shortens texts to what a platform shows.
 *
 * 1. What comes back is never over the limit, for any limit of at least one.
 * 2. A text that was shortened ends in an ellipsis; one that fits comes back as it was.
 * 3. It is cut between phrases where one ends in the second half, otherwise between two characters as people see
 *    them (an emoji of several code points is one). Numbers with sign, unit and separators, links, and Latin words
 *    of up to twenty letters are there whole or not at all.
 */
export const fitCharacters = (text: string, limit: number): string => {
  const characters = [...text]
  if (characters.length <= limit) return text
  const room = limit - 1
  const head = characters.slice(0, Math.max(0, room)).join('')
  const cut = outsideWholes(text, between(text, head.length))
  const phrase = outsideWholes(text, lastPhraseEnd(text.slice(0, cut)))
  const kept = text.slice(0, phrase >= cut / 2 ? phrase : cut)
  return `${kept.replace(/[\s\u2026]+$/, '')}${ellipsis}`
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

/**
 * Numbers as people write them: a sign or currency before; points, thousands, dates, times and ranges inside; an
 * interval, a percent sign, a degree or a unit after, be it set apart by a blank. A full-width digit is a digit.
 */
const numbers =
  /[\u00a5\uffe5$\u20ac\u2265\u2264\u00b1+\-\u2212\u2013]{0,4}\p{Nd}+(?:[.,:/\u2013\u00b7-]\p{Nd}+)*(?: ?(?:\u00b1\p{Nd}+(?:\.\p{Nd}+)?|[%\u2030\u2103]|[\u00b0\u03a9\u00b5A-Za-z]{1,6}(?![A-Za-z])))*/gu

/** A Latin word, a model number or a code of up to twenty characters. */
const words = /(?<![0-9A-Za-z_.+-])[0-9A-Za-z_.+-]{1,20}(?![0-9A-Za-z_.+-])/g

/** Where the last whole phrase ends, its separator left out; 0 for none. */
const lastPhraseEnd = (text: string): number => {
  let end = 0
  for (const match of text.matchAll(phraseEnds)) end = match.index
  return end
}

/** Longer than any address that a platform opens; what follows after it is not looked at. */
const longestWhole = 2_100

/** The place itself, or the beginning of the link, number or word it lies in. */
const outsideWholes = (text: string, place: number): number => {
  let outside = place
  const near = text.slice(0, place + longestWhole)
  for (const whole of [links, numbers, words]) {
    for (const { index, 0: found } of near.matchAll(whole)) {
      if (index < outside && outside < index + found.length) outside = index
    }
  }
  // Having stepped out of a word one may stand in a link or number that holds it.
  return outside === place ? place : outsideWholes(text, outside)
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
  // What is longer than a look back is no character that anybody draws.
  return border > start || start === 0 ? border : startOfCodePoint(text, place)
}

const startOfCodePoint = (text: string, place: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(place)) && /[\ud800-\udbff]/.test(text.charAt(place - 1))
    ? place - 1
    : place

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })
