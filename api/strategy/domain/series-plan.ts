import type { SeriesKey } from '../../../contract/customer-state'

/** The series that the rules of one index name, each with a number by which a scene finds it. */
export class SeriesPlan {
  readonly keys: SeriesKey[] = []
  private readonly slots = new Map<SeriesKey, number>()

  /** The number of a series, given when it is first asked for. */
  slotOf(key: SeriesKey): number {
    const known = this.slots.get(key)
    if (known !== undefined) return known
    this.slots.set(key, this.keys.length)
    return this.keys.push(key) - 1
  }

  find(key: SeriesKey): number | undefined {
    return this.slots.get(key)
  }
}
