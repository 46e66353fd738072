import type { MeaningRow, Quarantine } from '../api/console'
import type { Inbox, Sources } from '../api/touchpoints'
import { createEventMap, defaultEventMap } from '../api/touchpoints'
import type { Clock } from '../contract/ports/clock'
import type { Door, EventMap } from '../contract/ports/door'
import { instant } from '../contract/quantities'
import { sourceId } from '../contract/ids'

export interface EventMeanings {
  readonly map: EventMap
  /** Publishes what an event name means and reads what waits of it once more; how many became touchpoints. */
  mapEvent(row: MeaningRow, by: string): Promise<number>
  put(rows: readonly MeaningRow[], by: string): Promise<void>
  /** Reads what other processes published. */
  reload(): Promise<void>
  /** The doors that can read a kept piece again. */
  rereadWith(doors: readonly Door[]): void
}

const BACKFILL_PAGE = 200

/** What events mean here: the shipped vocabulary with the company's own rows before it. */
export async function createEventMeanings(deps: {
  readonly quarantine: Quarantine
  readonly sources: Sources
  readonly inbox: Inbox
  readonly clock: Clock
}): Promise<EventMeanings> {
  let current = createEventMap(await deps.quarantine.meanings(), defaultEventMap)
  let doors: readonly Door[] = []
  const reload = async (): Promise<void> => {
    current = createEventMap(await deps.quarantine.meanings(), defaultEventMap)
  }

  const backfill = async (row: MeaningRow): Promise<number> => {
    const door = doors.find((d) => (d.kinds ?? [d.name]).includes(row.sourceKind))
    if (door?.reread === undefined) return 0
    let done = 0
    let after = 0
    for (;;) {
      const waiting = await deps.quarantine.waiting(row.sourceKind, row.eventName, after, BACKFILL_PAGE)
      const last = waiting.at(-1)
      if (last === undefined) return done
      after = last.id
      const resolved: number[] = []
      for (const item of waiting) {
        const read = door.reread(item.raw, instant(item.receivedAt), row.sourceKind)
        if (read.touchpoints.length === 0) continue
        await deps.inbox.accept({
          source: sourceId(item.source),
          receivedAt: instant(item.receivedAt),
          touchpoints: read.touchpoints,
          unreadable: [],
        })
        resolved.push(item.id)
      }
      await deps.quarantine.resolve(resolved, deps.clock.now())
      done += resolved.length
    }
  }

  return {
    map: { meaningOf: (kind, name) => current.meaningOf(kind, name) },
    mapEvent: async (row, by) => {
      await deps.quarantine.setMeaning(row, by, deps.clock.now())
      await reload()
      return backfill(row)
    },
    put: async (rows, by) => {
      for (const row of rows) await deps.quarantine.setMeaning(row, by, deps.clock.now())
      await reload()
    },
    reload,
    rereadWith: (given) => {
      doors = given
    },
  }
}
