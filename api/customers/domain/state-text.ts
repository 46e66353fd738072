import type { CustomerId } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'
import type { WorkingSeries, WorkingState } from './working-state'
import { folded } from './working-state'

/**
 * The state as the database keeps it. Moments and ids as steps from the one before, objects and visits as places in
 * lists: a third of the columns written out.
 */
interface StateText {
  readonly s: Record<string, [number[], number[], number[], number[], number[]]>
  /** Objects, each once. */
  readonly o: string[]
  /** Visits, each once. */
  readonly v: string[]
  readonly w: number
  readonly f: number
  readonly n: number
  readonly t: WorkingState['marks']['tags']
  readonly r: WorkingState['marks']['fired']
  readonly p: WorkingState['profile']
}

/** Deterministic: equal states give equal text. */
export function stateToText(state: WorkingState): string {
  const s: StateText['s'] = {}
  const objects = new Listed()
  const visits = new Listed()
  for (const key of Object.keys(state.folded.series).sort()) {
    const c = state.folded.series[key]
    if (c !== undefined) {
      s[key] = [steps(c.at), steps(c.id), objects.placesOf(c.object), visits.placesOf(c.visit), c.dwellMs]
    }
  }
  const { folded: f, marks, profile } = state
  const text: StateText = {
    s,
    o: objects.values,
    v: visits.values,
    w: f.watermark,
    f: f.firstAt,
    n: f.touchpoints,
    t: sorted(marks.tags),
    r: sorted(marks.fired),
    p: sorted(profile),
  }
  return JSON.stringify(text)
}

/** Values in the order they were first seen. */
class Listed {
  readonly values: string[] = []
  private readonly places = new Map<string, number>()

  placesOf(column: readonly string[]): number[] {
    const found = new Array<number>(column.length)
    for (let i = 0; i < column.length; i += 1) found[i] = this.placeOf(column[i] ?? '')
    return found
  }

  private placeOf(value: string): number {
    const known = this.places.get(value)
    if (known !== undefined) return known
    this.places.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}

function steps(column: readonly number[]): number[] {
  const found = new Array<number>(column.length)
  for (let i = 0, before = 0; i < column.length; i += 1) {
    const value = column[i] ?? 0
    found[i] = value - before
    before = value
  }
  return found
}

/** Undoes `steps` in place. */
function summed(column: number[]): number[] {
  for (let i = 1; i < column.length; i += 1) column[i] = (column[i] ?? 0) + (column[i - 1] ?? 0)
  return column
}

export function stateFromText(customer: CustomerId, text: string): WorkingState {
  const kept = JSON.parse(text) as StateText
  const series: Record<string, WorkingSeries> = {}
  for (const key in kept.s) {
    const columns = kept.s[key]
    if (columns === undefined) continue
    series[key] = {
      at: summed(columns[0]),
      id: summed(columns[1]),
      object: columns[2].map((place) => kept.o[place] ?? ''),
      visit: columns[3].map((place) => kept.v[place] ?? ''),
      dwellMs: columns[4],
    }
  }
  return {
    customer,
    folded: folded(series, kept.w as Instant, kept.f as Instant, kept.n),
    marks: { tags: kept.t, fired: kept.r },
    profile: kept.p,
  }
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  const keys = Object.keys(record)
  if (keys.length < 2) return record
  return Object.fromEntries(keys.sort().map((key) => [key, record[key] as T]))
}
