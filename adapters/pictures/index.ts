import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import type { Text } from '../../contract/drawing'
import type { Picture } from '../../contract/ports/chat'
import type { Log } from '../../contract/ports/log'
import type { DrawPicture } from '../../contract/ports/pictures'
import { openTypeface } from './font/typeface'
import { toSvg } from './to-svg'
import type { Typefaces } from './to-svg'

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
 * Draws PNG. Font and rasteriser are loaded with the first picture, so that a hub that draws none carries neither.
 * Where they cannot be loaded it says so once, and every picture is null.
 */
export const createPictures = ({
  log,
  scale = 2.5,
  fontFile = packagedFont,
}: PictureOptions): DrawPicture => {
  const kept = new Map<string, Picture>()
  let typefaces: Typefaces | undefined
  let broken = false
  return (drawing) => {
    if (broken) return null
    const key = createHash('sha256').update(JSON.stringify(drawing)).digest('base64')
    const known = kept.get(key)
    if (known !== undefined) return known
    try {
      typefaces ??= { regular: openTypeface(fontFile('regular')), bold: openTypeface(fontFile('bold')) }
      const picture = rasterise(toSvg(drawing, typefaces), scale, drawing.alt)
      kept.set(key, picture)
      for (const oldest of kept.keys()) if (kept.size > keptPictures) kept.delete(oldest)
      return picture
    } catch (err) {
      broken = true
      log.warn({ err }, 'pictures cannot be drawn on this machine; messages go out without them')
      return null
    }
  }
}

/** A native module of several megabytes, so not before it is needed, and drawing does not wait. */
const load = createRequire(__filename)

const rasterise = (svg: string, scale: number, alt: string): Picture => {
  const { Resvg } = load('@resvg/resvg-js') as typeof import('@resvg/resvg-js')
  const drawn = new Resvg(svg, {
    font: { loadSystemFonts: false },
    fitTo: { mode: 'zoom', value: scale },
  }).render()
  const { width, height } = drawn
  admit(4 * width * height)
  return { png: drawn.asPng(), width, height, alt }
}

/**
 * The rasteriser keeps its pixels outside of the engine's sight until it is collected, which then has no reason to
 * collect. A buffer of the same size that is never touched, and so takes no memory, is one.
 */
const admit = (bytes: number): void => void new ArrayBuffer(bytes)

const folders: Record<Text['weight'], string> = { regular: '400Regular', bold: '600SemiBold' }

/** By its package.json, for the package's own entry is for another platform. */
const packagedFont = (weight: Text['weight']): string => {
  const folder = dirname(load.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  return join(folder, folders[weight], `NotoSansSC_${folders[weight]}.ttf`)
}
