import type { Parcel } from './happening'

/** Parcels by the time they are due. Never holds more than its limit: what is due last makes room. */
export interface ParcelQueue {
  add(parcels: readonly Parcel[]): void
  /** Takes the earliest one that is due at `now`. */
  takeDue(now: number): Parcel | undefined
  nextAt(): number | undefined
  /** Happenings that wait. */
  size(): number
  /** Happenings that found no room. */
  dropped(): number
}

export function createParcelQueue(limit: number): ParcelQueue {
  let parcels: Parcel[] = []
  let waiting = 0
  let dropped = 0
  const weigh = (list: readonly Parcel[]): number =>
    list.reduce((sum, { happenings }) => sum + happenings.length, 0)
  return {
    add: (added) => {
      if (added.length === 0) return
      parcels = [...parcels, ...added].sort((a, b) => a.sendAt - b.sendAt)
      waiting += weigh(added)
      while (waiting > limit) {
        const last = parcels.pop()
        if (last === undefined) break
        waiting -= last.happenings.length
        dropped += last.happenings.length
      }
    },
    takeDue: (now) => {
      const [first] = parcels
      if (first === undefined || first.sendAt > now) return undefined
      parcels = parcels.slice(1)
      waiting -= first.happenings.length
      return first
    },
    nextAt: () => parcels[0]?.sendAt,
    size: () => waiting,
    dropped: () => dropped,
  }
}
