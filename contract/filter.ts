import type { Topic } from './ids'
import type { Verb } from './touchpoint'

/** Which touchpoints are meant. Parts left out match everything. */
export interface Filter {
  readonly verb?: Verb
  readonly topic?: Topic
  /** The object's id. */
  readonly object?: string
}
