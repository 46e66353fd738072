import { coverageOf } from './coverage'
import type { Contours } from './coverage'

/** Pixels of red, green and blue, on which shapes are laid one over another. */
export class Canvas {
  readonly pixels: Uint8Array

  constructor(
    readonly width: number,
    readonly height: number,
    background: string,
  ) {
    this.pixels = new Uint8Array(width * height * 3)
    const row = width * 3
    const colour = channels(background)
    for (let i = 0; i < row; i += 3) this.pixels.set(colour, i)
    for (let y = 1; y < height; y++) this.pixels.copyWithin(y * row, 0, row)
  }

  /** Fills contours in pixels; `opacity` 0–1. */
  fill(contours: Contours, colour: string, opacity = 1): void {
    const coverage = coverageOf(contours, this)
    if (coverage === null) return
    const { left, top, width, height, share } = coverage
    const [red, green, blue] = channels(colour)
    const { pixels } = this
    for (let y = 0; y < height; y++) {
      let at = ((top + y) * this.width + left) * 3
      for (let x = 0; x < width; x++, at += 3) {
        const part = (share[y * width + x] ?? 0) * opacity
        if (part <= 0) continue
        pixels[at] = mixed(pixels[at] ?? 0, red, part)
        pixels[at + 1] = mixed(pixels[at + 1] ?? 0, green, part)
        pixels[at + 2] = mixed(pixels[at + 2] ?? 0, blue, part)
      }
    }
  }
}

const mixed = (below: number, above: number, part: number): number =>
  Math.round(below + (above - below) * part)

/** Black for what is no `#rrggbb`. */
const channels = (colour: string): readonly [number, number, number] => {
  const value = /^#[0-9a-f]{6}$/i.test(colour) ? Number.parseInt(colour.slice(1), 16) : 0
  return [value >> 16, (value >> 8) & 0xff, value & 0xff]
}
