import type { WorkingFolded, WorkingSeries, WorkingState } from './working-state'
import { emptyState, oldestOf } from './working-state'
import { ENTRY_LIMIT, HORIZON_MS, SERIES_LIMIT } from './fold'
import type { Instant } from '../../../contract/quantities'

/**
 * The state of two customers found to be one: what folding both sets of touchpoints into one state would give.
 * Marks of both are kept, the older decision winning, so that nothing fires a second time because of a merge.
 */
export function mergeStates(into: WorkingState, from: WorkingState): WorkingState {
  const merged = emptyState(into.customer)
  mergeFolded(merged.folded, into.folded, from.folded)
  for (const source of [into, from]) {
    for (const [tag, mark] of Object.entries(source.marks.tags)) {
      const old = merged.marks.tags[tag as keyof typeof merged.marks.tags]
      if (old === undefined || mark.decision < old.decision) {
        merged.marks.tags[tag as keyof typeof merged.marks.tags] = mark
      }
    }
    for (const [rule, at] of Object.entries(source.marks.fired)) {
      const key = rule as keyof typeof merged.marks.fired
      const old = merged.marks.fired[key]
      if (old === undefined || at > old) merged.marks.fired[key] = at
    }
    for (const [field, word] of Object.entries(source.profile)) {
      const old = merged.profile[field]
      if (old === undefined || word.at > old.at || (word.at === old.at && word.id > old.id))
        merged.profile[field] = word
    }
  }
  return merged
}

function mergeFolded(merged: WorkingFolded, a: WorkingFolded, b: WorkingFolded): void {
  merged.touchpoints = a.touchpoints + b.touchpoints
  merged.watermark = Math.max(a.watermark, b.watermark) as Instant
  merged.firstAt = firstOf(a, b)
  const entries = [...entriesOf(a), ...entriesOf(b)].filter((e) => e.at >= merged.watermark - HORIZON_MS)
  entries.sort((x, y) => y.at - x.at || y.id - x.id || (x.key < y.key ? 1 : -1))
  const counts = new Map<string, number>()
  const kept: Entry[] = []
  for (const entry of entries) {
    const count = counts.get(entry.key) ?? 0
    if (count >= SERIES_LIMIT || kept.length >= ENTRY_LIMIT) continue
    counts.set(entry.key, count + 1)
    kept.push(entry)
  }
  for (const entry of kept.reverse()) append(merged, entry)
  merged.oldest = oldestOf(merged.series)
}

const firstOf = (a: WorkingFolded, b: WorkingFolded): Instant => {
  if (a.touchpoints === 0) return b.firstAt
  if (b.touchpoints === 0) return a.firstAt
  return Math.min(a.firstAt, b.firstAt) as Instant
}

interface Entry {
  readonly key: string
  readonly at: number
  readonly id: number
  readonly object: string
  readonly visit: string
  readonly dwellMs: number
}

function entriesOf(folded: WorkingFolded): Entry[] {
  return Object.entries(folded.series).flatMap(([key, s]) =>
    s.at.map((at, i) => ({
      key,
      at,
      id: s.id[i] ?? 0,
      object: s.object[i] ?? '',
      visit: s.visit[i] ?? '',
      dwellMs: s.dwellMs[i] ?? 0,
    })),
  )
}

function append(folded: WorkingFolded, e: Entry): void {
  const series: WorkingSeries = (folded.series[e.key] ??= {
    at: [],
    id: [],
    object: [],
    visit: [],
    dwellMs: [],
  })
  series.at.push(e.at)
  series.id.push(e.id)
  series.object.push(e.object)
  series.visit.push(e.visit)
  series.dwellMs.push(e.dwellMs)
  folded.entries += 1
}
