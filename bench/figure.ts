/** One line of `zhongshu bench`: what was measured, beside its peer in the same run. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly ours: number
  /** What ours is measured against, or null where the limit is absolute. */
  readonly peer: number | null
  /** Ours ÷ peer, or null. */
  readonly ratio: number | null
  /** In words, as the table shows it: `≥ 100 ×`, `≤ 0.5 ms`. */
  readonly target: string
  readonly reached: boolean
}

export const atLeastTimes = (name: string, ours: number, peer: number, times: number): Figure => ({
  name,
  unit: '1/cpu-s',
  ours,
  peer,
  ratio: ours / peer,
  target: `≥ ${times} ×`,
  reached: ours / peer >= times,
})

export const atMost = (name: string, unit: string, ours: number, limit: number): Figure => ({
  name,
  unit,
  ours,
  peer: null,
  ratio: null,
  target: `≤ ${limit} ${unit}`,
  reached: ours <= limit,
})
