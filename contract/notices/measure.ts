/** What is counted. `share` is 0–1 and read as a percentage; `points` is of a scale from 0 to 100. */
export const units = ['pieces', 'orders', 'times', 'customers', 'share', 'points', 'yuan', 'days'] as const
export type Unit = (typeof units)[number]

/** A number with what it counts. */
export interface Measure {
  readonly value: number
  readonly unit: Unit
}

/** Something that has an id for us and a name for people. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** One version of a document that has a name. */
export interface Versioned extends Named {
  readonly version: number
}
