import { closeSync, openSync, readSync } from 'node:fs'

/** The tables of a TrueType file (OpenType specification 1.9, "The OpenType Font File"), read piece by piece. */
export class FontFile {
  private readonly file: number
  private readonly tables: ReadonlyMap<string, { readonly offset: number; readonly length: number }>

  /** Throws where there is no such file, or where it is no TrueType font. */
  constructor(path: string) {
    this.file = openSync(path, 'r')
    const head = this.read(0, 12)
    if (head.length < 12 || head.readUInt32BE(0) !== TRUETYPE) {
      closeSync(this.file)
      throw new Error(`${path} is no TrueType font`)
    }
    const entries = this.read(12, 16 * head.readUInt16BE(4))
    const tables = new Map<string, { offset: number; length: number }>()
    for (let at = 0; at + 16 <= entries.length; at += 16) {
      const place = { offset: entries.readUInt32BE(at + 8), length: entries.readUInt32BE(at + 12) }
      tables.set(entries.toString('latin1', at, at + 4), place)
    }
    this.tables = tables
  }

  /** A whole table, or a part of one. */
  table(tag: string, from = 0, length?: number): Buffer {
    const place = this.tables.get(tag)
    if (place === undefined) throw new Error(`the font has no table ${tag}`)
    return this.read(place.offset + from, Math.min(length ?? place.length, place.length - from))
  }

  private read(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(Math.max(0, length))
    return bytes.subarray(0, readSync(this.file, bytes, 0, bytes.length, offset))
  }
}

const TRUETYPE = 0x00010000
