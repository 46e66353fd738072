import { characterMap } from './character-map'
import { FontFile } from './font-file'
import { glyphPath } from './glyph-path'

/** A character as it is drawn: in font units, y upwards. */
export interface Glyph {
  /** Short name for references, unique within the typeface. */
  readonly id: number
  readonly path: string
  readonly advance: number
}

/** A font that gives the outlines of single characters. No shaping: enough for Chinese, Latin and digits. */
export interface Typeface {
  readonly unitsPerEm: number
  readonly glyph: (character: string) => Glyph
}

/** Outlines are read as they are needed and kept, up to this many. */
const keptGlyphs = 4_000

/** Reads half a megabyte of tables at once and outlines later. Throws where the file is missing or broken. */
export const openTypeface = (path: string): Typeface => {
  const file = new FontFile(path)
  const head = file.table('head')
  const longOffsets = head.readInt16BE(50) === 1
  const offsets = file.table('loca')
  const metrics = file.table('hmtx')
  const measured = file.table('hhea').readUInt16BE(34)
  const glyphOf = characterMap(file.table('cmap'))

  const offsetOf = (glyph: number): number =>
    longOffsets ? offsets.readUInt32BE(4 * glyph) : 2 * offsets.readUInt16BE(2 * glyph)
  const bytesOf = (glyph: number): Buffer => {
    const from = offsetOf(glyph)
    return file.table('glyf', from, offsetOf(glyph + 1) - from)
  }
  const advanceOf = (glyph: number): number => metrics.readUInt16BE(4 * Math.min(glyph, measured - 1))

  const kept = new Map<number, Glyph>()
  const glyph = (character: string): Glyph => {
    const id = glyphOf(character.codePointAt(0) ?? 0)
    const known = kept.get(id)
    if (known !== undefined) return known
    if (kept.size >= keptGlyphs) kept.clear()
    const made = { id, path: glyphPath(bytesOf, id), advance: advanceOf(id) }
    kept.set(id, made)
    return made
  }
  return { unitsPerEm: head.readUInt16BE(18), glyph }
}
