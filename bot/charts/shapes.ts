import type { Dot, Point, Polygon, Segment, Stroke, Text } from '../../contract/drawing'

/** How wide a picture is unless it needs more: a phone. */
export const phoneWidth = 390
export const margin = 12

export const line = (colour: string, width: number, dash: readonly number[] = []): Stroke => ({
  colour,
  width,
  dash,
})

export const write = (
  text: string,
  at: Point,
  style: Pick<Text, 'size' | 'fill'> & Partial<Pick<Text, 'weight' | 'anchor'>>,
): Text => ({ shape: 'text', at, text, weight: 'regular', anchor: 'start', ...style })

export const stroke = (from: Point, to: Point, with_: Stroke): Segment => ({
  shape: 'segment',
  from,
  to,
  stroke: with_,
})

export const area = (
  points: readonly Point[],
  style: { readonly fill?: string; readonly opacity?: number; readonly stroke?: Stroke },
): Polygon => ({
  shape: 'polygon',
  points,
  holes: [],
  fill: style.fill ?? null,
  opacity: style.opacity ?? 1,
  stroke: style.stroke ?? null,
})

export const dot = (at: Point, radius: number, fill: string, ring: Stroke | null = null): Dot => ({
  shape: 'dot',
  at,
  radius,
  fill,
  stroke: ring,
})
