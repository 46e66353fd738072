import type { Folded, Series } from '../../../contract/customer-state'
import type { Signal } from '../../../contract/intent'
import { draws } from './matching'
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
 * 1. The same columns give the same points to the last bit, in whatever order the series come: days are added up
 *    from the newest.
 * 2. Keeps its working space between readings, so that reading makes no garbage.
 */
export class Meter {
  /** For each signal, the days it has touchpoints on. */
  private readonly calendars: readonly Calendar[]
  private readonly readers = new Map<string, readonly number[]>()

  constructor(private readonly signals: readonly CompiledSignal[]) {
    this.calendars = signals.map(() => new Calendar())
  }

  /** Points of all signals together; `each` is told of every signal that has any. */
  read({ series }: Folded, now: number, each?: (signal: CompiledSignal, points: number) => void): number {
    for (let s = 0; s < this.calendars.length; s++) this.calendars[s]?.clear()
    for (const key in series) {
      const columns = series[key]
      const readers = this.readers.get(key) ?? this.remember(key)
      if (columns === undefined) continue
      for (let i = 0; i < readers.length; i++) {
        const s = readers[i] ?? -1
        this.calendars[s]?.add(columns, this.signals[s]?.matcher.object ?? null)
      }
    }
    return this.total(now, each)
  }

  private total(now: number, each?: (signal: CompiledSignal, points: number) => void): number {
    let raw = 0
    for (let s = 0; s < this.signals.length; s++) {
      const signal = this.signals[s]
      const calendar = this.calendars[s]
      if (signal === undefined || calendar === undefined || calendar.days === 0) continue
      const points = calendar.worth(signal, now)
      raw += points
      if (each !== undefined && points > 0) each(signal, points)
    }
    return raw
  }

  private remember(key: string): readonly number[] {
    if (this.readers.size >= memoryLimit) this.readers.clear()
    const readers = this.signals.flatMap(({ matcher }, s) => (draws(matcher, key) ? [s] : []))
    this.readers.set(key, readers)
    return readers
  }
}

/** Days as parallel columns, newest first: when each began, its last touchpoint and how many there were. */
class Calendar {
  days = 0
  private readonly starts: number[] = []
  private readonly lasts: number[] = []
  private readonly counts: number[] = []

  clear(): void {
    this.days = 0
  }

  add({ at, object }: Series, wanted: string | null): void {
    let place = 0
    let i = at.length - 1
    while (i >= 0) {
      const last = at[i] ?? 0
      if (wanted !== null && object[i] !== wanted) {
        i--
        continue
      }
      const start = dayStart(last)
      let count = 0
      for (; i >= 0 && (at[i] ?? 0) >= start; i--) if (wanted === null || object[i] === wanted) count++
      while (place < this.days && (this.starts[place] ?? 0) > start) place++
      this.put(place, start, last, count)
    }
  }

  worth({ signal, decay }: CompiledSignal, now: number): number {
    const { weight, capPerDay } = signal
    let points = 0
    for (let d = 0; d < this.days; d++) {
      // A sender's clock that runs ahead makes nothing stronger than new.
      const age = Math.max(0, now - (this.lasts[d] ?? 0))
      points += Math.min((this.counts[d] ?? 0) * weight, capPerDay) * Math.exp(-decay * age)
    }
    return points
  }

  private put(place: number, start: number, last: number, count: number): void {
    if (place < this.days && this.starts[place] === start) {
      this.lasts[place] = Math.max(this.lasts[place] ?? 0, last)
      this.counts[place] = (this.counts[place] ?? 0) + count
      return
    }
    for (let d = this.days; d > place; d--) {
      this.starts[d] = this.starts[d - 1] ?? 0
      this.lasts[d] = this.lasts[d - 1] ?? 0
      this.counts[d] = this.counts[d - 1] ?? 0
    }
    this.starts[place] = start
    this.lasts[place] = last
    this.counts[place] = count
    this.days++
  }
}

const dayStart = (at: number): number => Math.floor((at + calendarOffset) / day) * day - calendarOffset
