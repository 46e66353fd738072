import { fitCharacters, tidy } from '../cards/render/fit'

/** How wide a text is, at most, in the unit of `size`: Chinese characters are square, digits a little over half. */
export const textWidth = (text: string, size: number): number => {
  let width = 0
  for (const character of text) width += widthOf(character.codePointAt(0) ?? 0)
  return width * size
}

const widthOf = (code: number): number => {
  if (code >= 0x1100) return 1
  if (code >= 0x30 && code <= 0x39) return 0.58
  if (code === 0x25) return 0.94
  if (code >= 0x41 && code <= 0x5a) return 0.74
  if (code === 0x20 || code === 0x2e || code === 0x2c) return 0.3
  return code < 0x80 ? 0.62 : 1
}

/** As much of a text as a width holds, shortened visibly. */
export const fitWidth = (text: string, size: number, width: number): string => {
  const clean = tidy(text)
  let limit = [...clean].length
  let fitted = clean
  while (limit > 1 && textWidth(fitted, size) > width) fitted = fitCharacters(clean, --limit)
  return fitted
}

/** The same over several lines of about the same length. */
export const wrapWidth = (text: string, size: number, width: number, most: number): readonly string[] => {
  const lines = filled(text, size, width, most)
  if (lines.length < 2) return lines
  let balanced = lines
  // No narrower than a word that stands whole on a line of its own.
  const widths = wordsOf(tidy(text)).map((word) => textWidth(word.trimEnd(), size))
  const least = Math.max(size, ...widths.filter((one) => one <= width))
  for (let narrower = width - 1; narrower >= least; narrower--) {
    const tried = filled(text, size, narrower, most)
    if (tried.length > lines.length || tried.join('').length < lines.join('').length) break
    balanced = tried
  }
  return balanced
}

/** Each line but the last filled before the next begins. */
const filled = (text: string, size: number, width: number, most: number): readonly string[] => {
  const lines: string[] = []
  let rest = tidy(text)
  while (rest !== '' && lines.length < most - 1) {
    const taken = headOf(rest, size, width)
    lines.push(taken.trimEnd())
    rest = rest.slice(taken.length).trimStart()
  }
  return rest === '' ? lines : [...lines, fitWidth(rest, size, width)]
}

/** The beginning that fills one line: whole Latin words, and at least one character. */
const headOf = (text: string, size: number, width: number): string => {
  let head = ''
  for (const segment of wordsOf(text)) {
    if (head !== '' && textWidth(head + segment.trimEnd(), size) > width) return head
    head += segment
    if (textWidth(head.trimEnd(), size) > width) return charactersOf(head, size, width)
  }
  return head
}

const charactersOf = (text: string, size: number, width: number): string => {
  let head = ''
  for (const { segment } of characters.segment(text)) {
    if (head !== '' && textWidth(head + segment, size) > width) return head
    head += segment
  }
  return head
}

/** Chinese is broken between any two characters, Latin after words and hyphens. */
const wordsOf = (text: string): readonly string[] =>
  text.match(/[A-Za-z0-9\u00c0-\u024f]+[^A-Za-z0-9\s\u1100-\u{10ffff}]*\s*|[\s\S]/gu) ?? []

const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' })
