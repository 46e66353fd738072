import type { LogStore, Sources } from '../api/touchpoints'
import type { Clock } from '../contract/ports/clock'
import { hours } from '../contract/quantities'

export interface SourceWatch {
  look(): Promise<void>
}

/** A source that was busy and has said nothing for this long is taken for broken. */
const SILENT_AFTER = hours(24)

const irregular: ReadonlySet<string> = new Set(['hub', 'directory', 'import', 'contacts'])

/** Tells the admin once when a source that used to deliver has fallen silent. */
export function createSourceWatch(deps: {
  readonly log: LogStore
  readonly sources: Sources
  readonly clock: Clock
  readonly warn: (once: string, name: string, lastAt: number) => Promise<void>
}): SourceWatch {
  return {
    look: async () => {
      for (const { source, lastReceivedAt } of await deps.log.countBySource()) {
        const name = deps.sources.nameOf(source)
        const kind = deps.sources.all().find((s) => s.id === Number(source))?.kind
        // Lists and our own follow-ups come when they come.
        if (kind !== undefined && irregular.has(kind)) continue
        if (deps.clock.now() - lastReceivedAt > SILENT_AFTER) {
          await deps.warn(`source-silent:${source}:${lastReceivedAt}`, name, lastReceivedAt)
        }
      }
    },
  }
}
