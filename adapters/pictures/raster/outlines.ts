import type { Box, Point } from '../../../contract/drawing'

/** Outlines of shapes as contours: x and y in turn. All run the same way round. */
export const ofPoints = (points: readonly Point[]): readonly number[] => points.flatMap(({ x, y }) => [x, y])

/** As many corners as make it round at its size in pixels. */
export const ofCircle = ({ x, y }: Point, radius: number): readonly number[] => {
  const corners = Math.max(12, Math.min(64, Math.ceil(radius * 4)))
  return Array.from({ length: corners }, (_, i) => (2 * Math.PI * i) / corners).flatMap((angle) => [
    x + radius * Math.cos(angle),
    y + radius * Math.sin(angle),
  ])
}

export const ofBox = ({ x, y, width, height, radius }: Omit<Box, 'shape' | 'fill'>): readonly number[] => {
  const r = Math.max(0, Math.min(radius, width / 2, height / 2))
  const corners: readonly (readonly [number, number, number])[] = [
    [x + r, y + r, Math.PI],
    [x + width - r, y + r, 1.5 * Math.PI],
    [x + width - r, y + height - r, 0],
    [x + r, y + height - r, 0.5 * Math.PI],
  ]
  const steps = r === 0 ? 0 : 4
  return corners.flatMap(([cx, cy, start]) =>
    Array.from({ length: steps + 1 }, (_, i) => start + (i * Math.PI) / 2 / Math.max(1, steps)).flatMap(
      (angle) => [cx + r * Math.cos(angle), cy + r * Math.sin(angle)],
    ),
  )
}

/** A line of some width, cut off square at its ends. */
export const ofLine = (from: Point, to: Point, width: number): readonly number[] => {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length === 0) return []
  const across = { x: (-(to.y - from.y) * width) / 2 / length, y: ((to.x - from.x) * width) / 2 / length }
  return [
    from.x + across.x,
    from.y + across.y,
    from.x - across.x,
    from.y - across.y,
    to.x - across.x,
    to.y - across.y,
    to.x + across.x,
    to.y + across.y,
  ]
}

/** The parts of a line that are drawn: dashes and gaps in turn, beginning with a dash. */
export const dashesOf = (
  from: Point,
  to: Point,
  dash: readonly number[],
): readonly (readonly [Point, Point])[] => {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const pattern = dash.reduce((sum, part) => sum + part, 0)
  if (pattern <= 0 || length === 0) return [[from, to]]
  const place = (along: number): Point => ({
    x: from.x + ((to.x - from.x) * along) / length,
    y: from.y + ((to.y - from.y) * along) / length,
  })
  const drawn: (readonly [Point, Point])[] = []
  for (let along = 0, i = 0; along < length; i++) {
    const end = along + (dash[i % dash.length] ?? 0)
    if (i % 2 === 0 && end > along) drawn.push([place(along), place(Math.min(length, end))])
    along = end
  }
  return drawn
}
