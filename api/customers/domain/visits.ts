import type { Series, Visits } from '../../../contract/customer-state'

/** Half an hour without a touchpoint ends a visit whose source names none. */
export const VISIT_SILENCE_MS = 30 * 60_000

const MOST_VISITS = 32

interface Span {
  key: string
  start: number
  last: number
}

/** Tells the visits of all series apart: by the sender's id where there is one, else by silence. Newest 32. */
export function visitsOf(series: Readonly<Record<string, Series>>): Visits {
  const named = new Map<string, Span>()
  const silent: number[] = []
  for (const key of Object.keys(series)) {
    const s = series[key]
    if (s !== undefined) collect(s, named, silent)
  }
  const spans = [...named.values(), ...spansBySilence(silent)]
  spans.sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
  const newest = spans.slice(-MOST_VISITS)
  return { key: newest.map((v) => v.key), start: newest.map((v) => v.start), last: newest.map((v) => v.last) }
}

function collect(s: Series, named: Map<string, Span>, silent: number[]): void {
  for (let i = 0; i < s.at.length; i += 1) {
    const at = s.at[i] ?? 0
    const key = s.visit[i] ?? ''
    if (key === '') {
      silent.push(at)
      continue
    }
    const span = named.get(key)
    if (span === undefined) named.set(key, { key, start: at, last: at })
    else {
      if (at < span.start) span.start = at
      if (at > span.last) span.last = at
    }
  }
}

function spansBySilence(instants: number[]): Span[] {
  instants.sort((a, b) => a - b)
  const spans: Span[] = []
  let open: Span | undefined
  for (const at of instants) {
    if (open !== undefined && at - open.last < VISIT_SILENCE_MS) open.last = at
    else {
      open = { key: `~${at}`, start: at, last: at }
      spans.push(open)
    }
  }
  return spans
}
