import type { CustomerId } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'
import type { WorkingSeries, WorkingState } from './working-state'
import { folded } from './working-state'

/** The state as the database keeps it: short names, columns as they are. */
interface StateText {
  readonly s: Record<string, [number[], number[], string[], string[], number[]]>
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
  for (const key of Object.keys(state.folded.series).sort()) {
    const c = state.folded.series[key]
    if (c !== undefined) s[key] = [c.at, c.id, c.object, c.visit, c.dwellMs]
  }
  const { folded: f, marks, profile } = state
  const text: StateText = {
    s,
    w: f.watermark,
    f: f.firstAt,
    n: f.touchpoints,
    t: sorted(marks.tags),
    r: sorted(marks.fired),
    p: sorted(profile),
  }
  return JSON.stringify(text)
}

export function stateFromText(customer: CustomerId, text: string): WorkingState {
  const kept = JSON.parse(text) as StateText
  const series: Record<string, WorkingSeries> = {}
  for (const key in kept.s) {
    const columns = kept.s[key]
    if (columns === undefined) continue
    series[key] = {
      at: columns[0],
      id: columns[1],
      object: columns[2],
      visit: columns[3],
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
