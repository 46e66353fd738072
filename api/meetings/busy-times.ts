import type { MemberId } from '../../contract/ids'
import type { Member, Platform } from '../../contract/people'
import type { BusySpan, CalendarPort } from '../../contract/ports/calendar'
import type { Log } from '../../contract/ports/log'
import type { Millis } from '../../contract/quantities'
import type { Span } from './domain/slots'

export interface BusyTimes {
  readonly spans: readonly (BusySpan & { readonly member: MemberId })[]
  /** Platforms that gave no answer about somebody. */
  readonly unread: readonly Platform[]
}

export type ReadBusy = (members: readonly Member[], span: Span) => Promise<BusyTimes>

/**
 * What people have in the calendars of the platforms that are read at all. All are asked at once and none is waited for
 * longer than `patience`: somebody has pressed a button and waits himself.
 */
export const createBusyTimes =
  (deps: {
    readonly calendars: ReadonlyMap<Platform, CalendarPort>
    readonly log: Log
    readonly patience: Millis
  }): ReadBusy =>
  async (members, { from, to }) => {
    const signal = AbortSignal.timeout(deps.patience)
    const everybody = [...new Map(members.map((member) => [member.id, member])).values()]
    const asked = everybody.flatMap((member) =>
      member.addresses.flatMap((address) => {
        const calendar = deps.calendars.get(address.platform)
        return calendar === undefined ? [] : [{ member, address, calendar }]
      }),
    )
    const readings = await Promise.all(
      asked.map(({ calendar, address }) => within(calendar.busy(address, from, to, signal), signal)),
    )
    const unread = new Set<Platform>()
    const spans = readings.flatMap((reading, i) => {
      const { member, address } = asked[i] as (typeof asked)[number]
      if (reading.kind === 'read') return reading.busy.map((span) => ({ ...span, member: member.id }))
      unread.add(address.platform)
      const { code } = reading
      deps.log.warn({ member: member.id, platform: address.platform, code }, 'a calendar could not be read')
      return []
    })
    return { spans, unread: [...unread] }
  }

type Reading = Awaited<ReturnType<CalendarPort['busy']>>

function within(reading: Promise<Reading>, signal: AbortSignal): Promise<Reading> {
  return new Promise((resolve) => {
    const late = (): void => resolve({ kind: 'unread', code: 'no-answer' })
    if (signal.aborted) late()
    signal.addEventListener('abort', late, { once: true })
    reading
      .then(resolve, () => resolve({ kind: 'unread', code: 'failed' }))
      .finally(() => signal.removeEventListener('abort', late))
  })
}
