/**
 * A picture as shapes, without any file format. Lengths are in units of which a phone is about 360 wide; y grows
 * downwards. Colours are `#rrggbb`. Shapes that come later lie on top.
 */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly background: string
  readonly shapes: readonly Shape[]
  /** What it shows, in one line, for whoever cannot see it. */
  readonly alt: string
}

export type Shape = Box | Polygon | Segment | Dot | Text

export interface Box {
  readonly shape: 'box'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: string
  readonly radius: number
}

/** Closed; `holes` are cut out of it. Not filled where `fill` is null. */
export interface Polygon {
  readonly shape: 'polygon'
  readonly points: readonly Point[]
  readonly holes: readonly (readonly Point[])[]
  readonly fill: string | null
  /** 0–1, of the filling alone. */
  readonly opacity: number
  readonly stroke: Stroke | null
}

export interface Segment {
  readonly shape: 'segment'
  readonly from: Point
  readonly to: Point
  readonly stroke: Stroke
}

export interface Dot {
  readonly shape: 'dot'
  readonly at: Point
  readonly radius: number
  readonly fill: string
  readonly stroke: Stroke | null
}

/** One line of text. `y` is the line on which its letters stand. */
export interface Text {
  readonly shape: 'text'
  readonly at: Point
  readonly text: string
  readonly size: number
  readonly weight: 'regular' | 'bold'
  readonly fill: string
  /** Which part of the text stands at `at`. */
  readonly anchor: 'start' | 'middle' | 'end'
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Stroke {
  readonly colour: string
  readonly width: number
  /** Lengths of dashes and gaps in turn; empty for an unbroken line. */
  readonly dash: readonly number[]
}
