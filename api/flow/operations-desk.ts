import type { HubStanding, OperationsDesk, SourceStanding } from '../../contract/ports/operations-desk'
import { days, hours, minus } from '../../contract/quantities'
import { may } from '../people'
import type { DeskModules } from './desk-modules'
import { judgedTo, quarantined } from './standing.typeorm'

/** A source that used to deliver and has said nothing for this long is taken for broken. */
const SILENT_AFTER = hours(24)
/** Lists and our own follow-ups come when they come. */
const irregular: ReadonlySet<string> = new Set(['hub', 'directory', 'import', 'contacts'])
const MOST_UNDELIVERED = 1_000

/** How the hub itself does, for those who run it. */
export function createOperationsDesk(modules: DeskModules): OperationsDesk {
  const { database, clock, log, delivery, sources, pipeline, chats } = modules

  const standing = async (): Promise<HubStanding> => {
    const [head, judged, counts, undelivered, unread] = await Promise.all([
      log.head(),
      judgedTo(database.read),
      delivery.counts(),
      delivery.undelivered(minus(clock.now(), days(1)), MOST_UNDELIVERED),
      quarantined(database.read),
    ])
    return {
      behind: Math.max(0, head - judged),
      lastJudgedAt: pipeline.figures().lastCommitAt,
      noticesWaiting: counts.waiting,
      oldestWaiting: counts.oldestWaiting,
      undelivered: undelivered.length,
      quarantined: unread,
      chats: [...chats].map(([platform, chat]) => {
        const { state, detail } = chat.health()
        return { platform, state, detail }
      }),
    }
  }

  const standings = async (): Promise<SourceStanding[]> => {
    const counts = new Map((await log.countBySource()).map((c) => [c.source as number, c]))
    return sources.all().map(({ id, name, kind, disabled }) => {
      const { touchpoints = 0, lastReceivedAt = null } = counts.get(id) ?? {}
      const silent = lastReceivedAt !== null && clock.now() - lastReceivedAt > SILENT_AFTER
      const state = disabled
        ? 'disabled'
        : lastReceivedAt === null
          ? 'waits'
          : silent && !irregular.has(kind)
            ? 'stale'
            : 'live'
      return {
        name,
        kind,
        touchpoints,
        lastReceivedAt: lastReceivedAt as SourceStanding['lastReceivedAt'],
        state,
      }
    })
  }

  return {
    sources: async (asker) => (may(asker, 'see-operations', null) ? standings() : null),
    standing: async (asker) => (may(asker, 'see-operations', null) ? standing() : null),
  }
}
