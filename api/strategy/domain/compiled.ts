import type { Draft } from './proof'
import type { Scene } from './scene'

/** A condition made ready to be asked. */
export interface Compiled {
  /** Makes no garbage. */
  readonly holds: (scene: Scene) => boolean
  readonly read: (scene: Scene) => Draft
  /**
   * The earliest moment not before `from` at which the condition may hold if no touchpoint comes, Infinity if
   * never. Never later than the truth; earlier only where time's effect is not known (strength, stage).
   */
  readonly trueFrom: (scene: Scene, from: number) => number
  /** The same for not holding. */
  readonly falseFrom: (scene: Scene, from: number) => number
  /** How dear `holds` is; the cheap are asked first. */
  readonly cost: number
}

/** Of something that holds until `until` and never again by itself. */
export const trueUntil = (until: number, from: number): number => (from < until ? from : Infinity)
export const falseAfter = (until: number, from: number): number => Math.max(from, until)
