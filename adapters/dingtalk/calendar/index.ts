import type { BusySpan, CalendarPort, CalendarReading } from '../../../contract/ports/calendar'
import type { Instant } from '../../../contract/quantities'
import type { DingtalkRest } from '../dingtalk-rest'
import type { DingtalkEvent } from '../rest/calendar'

type Rest = Pick<DingtalkRest, 'user' | 'events'>

/** Somebody with more engagements in three weeks is not read to the end. */
const MOST_PAGES = 5
const MOST_KNOWN = 10_000

/**
 * People's own calendars in DingTalk, read and never written. One call a page, and one for each person's unionid, which
 * is kept as long as the process lives: both count against the month's quota.
 */
export const createDingtalkCalendar = (rest: Rest): CalendarPort => {
  const unionIds = new Map<string, string>()

  const unionIdOf = async (userId: string): Promise<string | { readonly code: string }> => {
    const known = unionIds.get(userId)
    if (known !== undefined) return known
    const user = await rest.user(userId)
    if (user.kind !== 'found') return { code: user.kind === 'missing' ? 'no-such-user' : user.code }
    const { unionId } = user.value
    if (unionId === null) return { code: 'no-unionid' }
    if (unionIds.size >= MOST_KNOWN) unionIds.clear()
    unionIds.set(userId, unionId)
    return unionId
  }

  return {
    platform: 'dingtalk',
    busy: async (who, from, to, signal) => {
      const unionId = await unionIdOf(who.userId)
      return typeof unionId === 'string' ? readAll(rest, unionId, { from, to }, signal) : unread(unionId.code)
    },
  }
}

async function readAll(
  rest: Rest,
  unionId: string,
  span: { readonly from: Instant; readonly to: Instant },
  signal: AbortSignal,
): Promise<CalendarReading> {
  const busy: BusySpan[] = []
  for (let next = '', page = 1; ; page += 1) {
    if (signal.aborted) return unread('no-answer')
    const answer = await rest.events(unionId, span, next)
    if (answer.kind !== 'found') return unread(answer.kind === 'missing' ? 'no-such-user' : answer.code)
    busy.push(...answer.value.events.filter(counts).map(toSpan))
    if (answer.value.next === '') return { kind: 'read', busy }
    if (page === MOST_PAGES) return unread('too-many-events')
    next = answer.value.next
  }
}

const counts = ({ cancelled, declined, from, to }: DingtalkEvent): boolean =>
  !cancelled && !declined && from < to

const toSpan = ({ from, to, summary }: DingtalkEvent): BusySpan => ({ from, to, title: summary })

const unread = (code: string): CalendarReading => ({ kind: 'unread', code })
