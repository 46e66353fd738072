/**
 * Which glyph a character has: subtable format 12 or 4 of a `cmap` table (OpenType specification 1.9, "cmap").
 * 0 where the font does not know the character.
 */
export const characterMap = (cmap: Buffer): ((character: number) => number) => {
  const places = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(4 + 8 * i + 4))
  const wide = places.find((at) => cmap.readUInt16BE(at) === 12)
  if (wide !== undefined) return (character) => groupGlyph(cmap, wide, character)
  const narrow = places.find((at) => cmap.readUInt16BE(at) === 4)
  if (narrow === undefined) throw new Error('the font maps no characters in a format we read')
  return (character) => segmentGlyph(cmap, narrow, character)
}

/** Format 12: groups of (first, last, glyph of the first), ascending. */
const groupGlyph = (cmap: Buffer, at: number, character: number): number => {
  let low = 0
  let high = cmap.readUInt32BE(at + 12) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const group = at + 16 + 12 * middle
    if (character > cmap.readUInt32BE(group + 4)) low = middle + 1
    else if (character < cmap.readUInt32BE(group)) high = middle - 1
    else return cmap.readUInt32BE(group + 8) + character - cmap.readUInt32BE(group)
  }
  return 0
}

/** Format 4: parallel columns of last characters, first characters, differences and places in a list of glyphs. */
const segmentGlyph = (cmap: Buffer, at: number, character: number): number => {
  const columns = cmap.readUInt16BE(at + 6)
  for (let i = 0; i < columns; i += 2) {
    const last = at + 14 + i
    if (character > cmap.readUInt16BE(last)) continue
    const first = cmap.readUInt16BE(last + columns + 2)
    if (character < first) return 0
    const difference = cmap.readUInt16BE(last + 2 * columns + 2)
    const range = last + 3 * columns + 2
    const offset = cmap.readUInt16BE(range)
    if (offset === 0) return (character + difference) & 0xffff
    const glyph = cmap.readUInt16BE(range + offset + 2 * (character - first))
    return glyph === 0 ? 0 : (glyph + difference) & 0xffff
  }
  return 0
}
