import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'

import type { Drawing, Text } from '../../contract/drawing'
import type { Picture } from '../../contract/ports/chat'
import type { Log } from '../../contract/ports/log'
import type { DrawPicture } from '../../contract/ports/pictures'
import { openTypeface } from './font/typeface'
import { paint } from './paint'
import type { Typefaces } from './paint'
import { toPng } from './raster/png'

export interface PictureOptions {
  readonly log: Pick<Log, 'warn'>
  /** Pixels per unit of a drawing: 2.5 is sharp on a phone. */
  readonly scale?: number
  /** Where the font of a weight lies; in its package unless said otherwise. */
  readonly fontFile?: (weight: Text['weight']) => string
}

/** The same picture is sent to several people and to their second address; so many are kept, newest last. */
const keptPictures = 16

/**
 * Draws PNG. The font is opened with the first picture; where it cannot be, that is said once, and every picture is
 * null. A drawing that cannot be painted is null by itself.
 */
export const createPictures = ({
  log,
  scale = 2.5,
  fontFile = packagedFont,
}: PictureOptions): DrawPicture => {
  const kept = new Map<string, Picture>()
  let typefaces: Typefaces | undefined
  let broken = false
  const opened = (): Typefaces | undefined => {
    try {
      return { regular: openTypeface(fontFile('regular')), bold: openTypeface(fontFile('bold')) }
    } catch (err) {
      broken = true
      log.warn({ err }, 'pictures cannot be drawn on this machine; messages go out without them')
      return undefined
    }
  }
  return (drawing) => {
    if (broken) return null
    const key = createHash('sha256').update(JSON.stringify(drawing)).digest('base64')
    const known = kept.get(key)
    if (known !== undefined) return known
    typefaces ??= opened()
    if (typefaces === undefined) return null
    try {
      const picture = drawn(drawing, scale, typefaces)
      kept.set(key, picture)
      for (const oldest of kept.keys()) if (kept.size > keptPictures) kept.delete(oldest)
      return picture
    } catch (err) {
      log.warn({ err }, 'a picture cannot be drawn; its message goes out without it')
      return null
    }
  }
}

const drawn = (drawing: Drawing, scale: number, typefaces: Typefaces): Picture => {
  const { pixels, width, height } = paint(drawing, scale, typefaces)
  return { png: toPng(pixels, width, height), width, height, alt: drawing.alt }
}

const folders: Record<Text['weight'], string> = { regular: '400Regular', bold: '600SemiBold' }

/** By its package.json, for the package's own entry is for another platform. */
const packagedFont = (weight: Text['weight']): string => {
  const folder = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  return join(folder, folders[weight], `NotoSansSC_${folders[weight]}.ttf`)
}
