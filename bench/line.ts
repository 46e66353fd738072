import { middleOf } from './spread'

/** One line of the report: what was measured, beside its peer or its limit in the same run. */
export interface Line {
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly peer: number | null
  /** Ours ÷ peer: the middle round, with the least and the most. */
  readonly ratio: { readonly middle: number; readonly least: number; readonly most: number } | null
  /** As the report shows it; empty where the figure is told for information. */
  readonly target: string
  readonly reached: boolean
}

/** Rates of ours and of the peer, round by round, to reach so many times the peer and, where given, `least`. */
export function timesPeer(
  name: string,
  unit: string,
  rounds: readonly { readonly ours: number; readonly peer: number }[],
  target: { readonly times: number; readonly least?: number },
): Line {
  const ratios = rounds.map(({ ours, peer }) => ours / peer)
  const middle = middleOf(ratios)
  const ours = middleOf(rounds.map((r) => r.ours))
  const { times, least = 0 } = target
  return {
    name,
    unit,
    ours,
    peer: middleOf(rounds.map((r) => r.peer)),
    ratio: { middle, least: Math.min(...ratios), most: Math.max(...ratios) },
    target: `≥ ${times} ×${least > 0 ? ` and ≥ ${least.toLocaleString('en')}` : ''}`,
    reached: middle >= times && ours >= least,
  }
}

export const atMostOf = (name: string, unit: string, ours: number, limit: number): Line => ({
  name,
  unit,
  ours,
  peer: null,
  ratio: null,
  target: `≤ ${limit} ${unit}`,
  reached: ours <= limit,
})

/** Told without a limit. */
export const told = (name: string, unit: string, ours: number): Line => ({
  name,
  unit,
  ours,
  peer: null,
  ratio: null,
  target: '',
  reached: true,
})
