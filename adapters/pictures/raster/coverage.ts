/** How much of each pixel of a rectangle a shape covers, 0–1, row by row. */
export interface Coverage {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Valid until the next call. */
  readonly share: Float32Array
}

/** Contours in pixels, each as x and y in turn, closed by themselves. */
export type Contours = readonly (readonly number[])[]

let scratch = new Float32Array(0)

/**
 * The exact area that contours cover in each pixel: every edge adds what it covers of the pixels it passes through,
 * and what lies to its right follows as a running sum. A hole runs the other way round than what it is cut from, as
 * in a font. Null where nothing of it lies inside of `bounds`; a slanted edge across their border is bent there.
 */
export const coverageOf = (
  contours: Contours,
  bounds: { width: number; height: number },
): Coverage | null => {
  const box = boxOf(contours, bounds)
  if (box === null) return null
  const { left, top, width, height } = box
  const stride = width + 2
  const size = stride * height
  if (scratch.length < size) scratch = new Float32Array(size)
  const area = scratch.subarray(0, size).fill(0)
  for (const contour of contours) {
    for (let i = 0, n = contour.length; i < n; i += 2) {
      const next = (i + 2) % n
      addEdge(area, stride, height, [
        clamp((contour[i] ?? 0) - left, width),
        (contour[i + 1] ?? 0) - top,
        clamp((contour[next] ?? 0) - left, width),
        (contour[next + 1] ?? 0) - top,
      ])
    }
  }
  for (let y = 0; y < height; y++) {
    let sum = 0
    for (let x = 0; x < width; x++) {
      sum += area[y * stride + x] ?? 0
      area[y * width + x] = Math.min(1, Math.abs(sum))
    }
  }
  return { left, top, width, height, share: area }
}

/** What lies left of the rectangle covers it from its edge on, what lies right of it covers nothing of it. */
const clamp = (x: number, width: number): number => Math.min(width, Math.max(0, x))

const boxOf = (contours: Contours, bounds: { width: number; height: number }) => {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const contour of contours) {
    for (let i = 0; i + 1 < contour.length; i += 2) {
      const [x = 0, y = 0] = [contour[i], contour[i + 1]]
      x0 = Math.min(x0, x)
      x1 = Math.max(x1, x)
      y0 = Math.min(y0, y)
      y1 = Math.max(y1, y)
    }
  }
  const left = Math.max(0, Math.floor(x0))
  const top = Math.max(0, Math.floor(y0))
  const width = Math.min(bounds.width, Math.ceil(x1)) - left
  const height = Math.min(bounds.height, Math.ceil(y1)) - top
  return width > 0 && height > 0 ? { left, top, width, height } : null
}

/** One edge, from (x0, y0) to (x1, y1) in pixels of the rectangle. */
const addEdge = (
  area: Float32Array,
  stride: number,
  height: number,
  [fromX, fromY, toX, toY]: readonly [number, number, number, number],
): void => {
  // So flat an edge covers nothing, and its slope would be no number.
  if (!(Math.abs(toY - fromY) > 1e-6)) return
  const sign = fromY < toY ? 1 : -1
  const [x0, y0, x1, y1] = sign > 0 ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY]
  const slope = (x1 - x0) / (y1 - y0)
  let x = Math.min(Math.max(x0, x1), Math.max(Math.min(x0, x1), y0 < 0 ? x0 - y0 * slope : x0))
  const end = Math.min(height, Math.ceil(y1))
  for (let row = Math.max(0, Math.floor(y0)); row < end; row++) {
    const run = Math.min(row + 1, y1) - Math.max(row, y0)
    const next = Math.min(Math.max(x0, x1), Math.max(Math.min(x0, x1), x + slope * run))
    addRun(area, row * stride, run * sign, Math.min(x, next), Math.max(x, next))
    x = next
  }
}

/** The part of an edge inside one row: `run` of the row's height, between two places. */
const addRun = (area: Float32Array, row: number, run: number, low: number, high: number): void => {
  const first = Math.floor(low)
  const last = Math.ceil(high)
  const put = (at: number, value: number): void => {
    area[row + at] = (area[row + at] ?? 0) + value
  }
  if (last <= first + 1) {
    const within = (low + high) / 2 - first
    put(first, run - run * within)
    put(first + 1, run * within)
    return
  }
  const perPixel = 1 / (high - low)
  const begun = 1 - (low - first)
  let covered = 0.5 * perPixel * begun * begun
  put(first, run * covered)
  for (let at = first + 1; at < last; at++) {
    const reached = at + 1 < last ? perPixel * (at + 0.5 - low) : 1 - 0.5 * perPixel * (high - last + 1) ** 2
    put(at, run * (reached - covered))
    covered = reached
  }
  put(last, run * (1 - covered))
}
