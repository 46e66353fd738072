/** A point of an outline in font units, y upwards. */
interface OutlinePoint {
  readonly x: number
  readonly y: number
  /** Off the curve: the control point of a quadratic curve. */
  readonly off: boolean
}

/** Up to this deep may a glyph be made of others. */
const deepest = 4

/** An SVG path in font units, y upwards, of a glyph of a `glyf` table (OpenType specification 1.9, "glyf"). */
export const glyphPath = (bytesOf: (glyph: number) => Buffer, glyph: number, depth = 0): string => {
  const bytes = bytesOf(glyph)
  if (bytes.length < 10) return ''
  const contours = bytes.readInt16BE(0)
  if (contours >= 0) return contoursOf(bytes, contours).map(contourPath).join('')
  return depth >= deepest ? '' : compositePath(bytesOf, bytes, depth)
}

/** Flags of a simple glyph's points. */
const ON = 1
const X_SHORT = 2
const Y_SHORT = 4
const REPEAT = 8
const X_SAME = 16
const Y_SAME = 32

const contoursOf = (bytes: Buffer, contours: number): readonly (readonly OutlinePoint[])[] => {
  const ends = Array.from({ length: contours }, (_, i) => bytes.readUInt16BE(10 + 2 * i))
  const count = (ends.at(-1) ?? -1) + 1
  let at = 10 + 2 * contours + 2 + bytes.readUInt16BE(10 + 2 * contours)
  const flags: number[] = []
  while (flags.length < count) {
    const flag = bytes.readUInt8(at++)
    const times = (flag & REPEAT) === 0 ? 1 : 1 + bytes.readUInt8(at++)
    for (let i = 0; i < times; i++) flags.push(flag)
  }
  const coordinates = (short: number, same: number): readonly number[] => {
    let value = 0
    return flags.slice(0, count).map((flag) => {
      if ((flag & short) !== 0) value += (flag & same) === 0 ? -bytes.readUInt8(at++) : bytes.readUInt8(at++)
      else if ((flag & same) === 0) {
        value += bytes.readInt16BE(at)
        at += 2
      }
      return value
    })
  }
  const xs = coordinates(X_SHORT, X_SAME)
  const ys = coordinates(Y_SHORT, Y_SAME)
  const points = xs.map((x, i) => ({ x, y: ys[i] ?? 0, off: ((flags[i] ?? 0) & ON) === 0 }))
  return ends.map((end, i) => points.slice(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end + 1))
}

const middle = (a: OutlinePoint, b: OutlinePoint): OutlinePoint => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
  off: false,
})

/** Between two control points stands a point of the curve that is not written down. */
const contourPath = (points: readonly OutlinePoint[]): string => {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < 2) return ''
  const start = !first.off ? first : !last.off ? last : middle(first, last)
  let path = `M${start.x} ${start.y}`
  let control: OutlinePoint | undefined
  for (const point of [...points.slice(first.off ? 0 : 1), start]) {
    if (control === undefined) {
      if (point.off) control = point
      else path += `L${point.x} ${point.y}`
      continue
    }
    const end = point.off ? middle(control, point) : point
    path += `Q${control.x} ${control.y} ${end.x} ${end.y}`
    control = point.off ? point : undefined
  }
  return `${path}Z`
}

/** Flags of a part of a composite glyph. */
const WORDS = 1
const OFFSETS = 2
const SCALE = 8
const MORE = 32
const TWO_SCALES = 64
const MATRIX = 128

/** Parts that are moved; parts that are scaled or anchored to points stand in fonts that we do not ship. */
const compositePath = (bytesOf: (glyph: number) => Buffer, bytes: Buffer, depth: number): string => {
  let path = ''
  let at = 10
  for (;;) {
    const flags = bytes.readUInt16BE(at)
    const glyph = bytes.readUInt16BE(at + 2)
    if ((flags & (SCALE | TWO_SCALES | MATRIX)) !== 0 || (flags & OFFSETS) === 0) return path
    const wide = (flags & WORDS) !== 0
    const x = wide ? bytes.readInt16BE(at + 4) : bytes.readInt8(at + 4)
    const y = wide ? bytes.readInt16BE(at + 6) : bytes.readInt8(at + 5)
    path += moved(glyphPath(bytesOf, glyph, depth + 1), x, y)
    if ((flags & MORE) === 0) return path
    at += wide ? 8 : 6
  }
}

const moved = (path: string, x: number, y: number): string =>
  path.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, a: string, b: string) => `${Number(a) + x} ${Number(b) + y}`)
