import type { NewTouchpoint } from '../../../contract/touchpoint'
import { cut } from './cut'

/** Why a row is no touchpoint. Programs and people may sort by these; they do not change. */
export const rowReasons = [
  'column-count', // more or fewer cells than the header has
  'open-quote', // the same over several lines: a quote is not closed
  'no-time',
  'bad-time',
  'time-out-of-range', // before 1990, or more than a day from now
  'no-event-id',
  'no-identifier',
  'no-mapping', // no line of a table fits the value
  'unknown-verb',
  'unknown-object-type',
  'unknown-actor',
  'no-object',
  'topic-too-long',
  'bad-dwell',
] as const
export type RowReason = (typeof rowReasons)[number]

export interface RowProblem {
  readonly reason: RowReason
  /** The field of the map that it is about, such as `topic`. */
  readonly field: string
  /** What the row says there, cut short. */
  readonly value: string
}

export type RowOutcome =
  | { readonly kind: 'touchpoint'; readonly touchpoint: NewTouchpoint }
  /** A table says so, for this value. */
  | { readonly kind: 'skipped'; readonly value: string }
  | { readonly kind: 'failed'; readonly problem: RowProblem }

/** A row that goes no further. A class, so that no field of a row can be taken for it. */
export class Stop {
  constructor(readonly outcome: Exclude<RowOutcome, { readonly kind: 'touchpoint' }>) {}
}

const longestValue = 200

export const failed = (reason: RowReason, field: string, value: string): Stop =>
  new Stop({ kind: 'failed', problem: { reason, field, value: cut(value, longestValue) } })

export const skipped = (value: string): Stop => new Stop({ kind: 'skipped', value: cut(value, longestValue) })

export const isStop = (said: unknown): said is Stop => said instanceof Stop
