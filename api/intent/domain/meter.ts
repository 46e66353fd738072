import type { Folded, Series } from '../../../contract/customer-state'
import type { Signal } from '../../../contract/intent'
import { takes } from './matching'
import type { Matcher } from './matching'

const day = 86_400_000
/** Days are those of the UTC+8 calendar. */
const calendarOffset = 28_800_000
/** Series keys whose signals are remembered; far more than topics there are, and a bound all the same. */
const memoryLimit = 4096

export interface CompiledSignal {
  readonly signal: Signal
  readonly matcher: Matcher
  /** Per millisecond: points halve every half-life. */
  readonly decay: number
}

/**
 * Raw points of one customer, signal by signal. The touchpoints of a signal are grouped by UTC+8 day; a day is
 * worth its touchpoints times the weight, at most the cap, and fades from the last of them by the half-life.
 *
 * Keeps its working space between readings, so that reading makes no garbage.
 */
export class Meter {
  private readonly drawn: Series[][]
  private readonly cursors: number[] = []
  private readonly memory = new Map<string, readonly number[]>()

  constructor(private readonly signals: readonly CompiledSignal[]) {
    this.drawn = signals.map(() => [])
  }

  /** Points of all signals together; `each` is told of every signal that has any. */
  read(
    folded: Folded,
    now: number,
    each?: (signal: number, points: number, drawn: readonly Series[]) => void,
  ): number {
    this.draw(folded.series)
    let raw = 0
    for (let s = 0; s < this.signals.length; s++) {
      const drawn = this.drawn[s]
      const signal = this.signals[s]
      if (drawn === undefined || signal === undefined || drawn.length === 0) continue
      const points = drawn.length === 1 ? ofOne(signal, drawn[0], now) : this.ofSeveral(signal, drawn, now)
      raw += points
      if (points > 0) each?.(s, points, drawn)
      drawn.length = 0
    }
    return raw
  }

  /** Hands each series to the signals that draw from it. */
  private draw(series: Folded['series']): void {
    for (const key in series) {
      const columns = series[key]
      const readers = this.memory.get(key) ?? this.remember(key)
      if (columns === undefined) continue
      for (let i = 0; i < readers.length; i++) this.drawn[readers[i] ?? -1]?.push(columns)
    }
  }

  private remember(key: string): readonly number[] {
    if (this.memory.size >= memoryLimit) this.memory.clear()
    const readers = this.signals.flatMap(({ matcher }, s) =>
      (matcher.key === null ? takes(matcher, key) : matcher.key === key) ? [s] : [],
    )
    this.memory.set(key, readers)
    return readers
  }

  /** Goes through all series at once, a day at a time from the newest. */
  private ofSeveral(compiled: CompiledSignal, drawn: readonly Series[], now: number): number {
    const { cursors } = this
    for (let k = 0; k < drawn.length; k++) cursors[k] = (drawn[k]?.at.length ?? 0) - 1
    let points = 0
    for (;;) {
      const last = this.newest(compiled, drawn)
      if (last === -Infinity) return points
      const start = dayStart(last)
      let count = 0
      for (let k = 0; k < drawn.length; k++) count += this.takeDay(compiled, drawn, k, start)
      points += worth(compiled, count, last, now)
    }
  }

  private newest({ matcher }: CompiledSignal, drawn: readonly Series[]): number {
    let newest = -Infinity
    for (let k = 0; k < drawn.length; k++) {
      const series = drawn[k]
      let i = this.cursors[k] ?? -1
      while (series !== undefined && i >= 0 && !isMeant(matcher.object, series, i)) i--
      this.cursors[k] = i
      const at = series?.at[i]
      if (at !== undefined && at > newest) newest = at
    }
    return newest
  }

  private takeDay({ matcher }: CompiledSignal, drawn: readonly Series[], k: number, start: number): number {
    const series = drawn[k]
    if (series === undefined) return 0
    let i = this.cursors[k] ?? -1
    let count = 0
    for (; i >= 0 && (series.at[i] ?? 0) >= start; i--) if (isMeant(matcher.object, series, i)) count++
    this.cursors[k] = i
    return count
  }
}

const ofOne = (compiled: CompiledSignal, series: Series | undefined, now: number): number => {
  if (series === undefined) return 0
  const { at } = series
  const { object } = compiled.matcher
  let points = 0
  let i = at.length - 1
  while (i >= 0) {
    const last = at[i] ?? 0
    if (!isMeant(object, series, i--)) continue
    const start = dayStart(last)
    let count = 1
    for (; i >= 0 && (at[i] ?? 0) >= start; i--) if (isMeant(object, series, i)) count++
    points += worth(compiled, count, last, now)
  }
  return points
}

const isMeant = (object: string | null, series: Series, i: number): boolean =>
  object === null || series.object[i] === object

/** A sender's clock that runs ahead makes nothing stronger than new. */
const worth = ({ signal, decay }: CompiledSignal, count: number, last: number, now: number): number =>
  Math.min(count * signal.weight, signal.capPerDay) * Math.exp(-decay * Math.max(0, now - last))

const dayStart = (at: number): number => Math.floor((at + calendarOffset) / day) * day - calendarOffset
