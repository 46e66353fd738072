import type { Logger } from 'pino'

import { createDingtalkCalendar, createDingtalkRest } from '../adapters/dingtalk'
import { createMeetings } from '../api/meetings'
import type { Meetings, MeetingsDeps } from '../api/meetings'
import type { CallMeter } from '../api/quota'
import type { MemberId } from '../contract/ids'
import type { Platform } from '../contract/people'
import type { CalendarPort } from '../contract/ports/calendar'
import { days, instant } from '../contract/quantities'
import type { Config, DingtalkSettings } from './config'
import type { CoreModules } from './modules'
import type { PublicPlace } from './public-place'

/** An invitation's link opens until so long after the meeting. */
const OPENS_FOR = days(30)

/** Meetings as the company configured them: its working hours, its expert, the calendars it lets the hub read. */
export function createCompanyMeetings(
  config: Config,
  core: CoreModules,
  deps: {
    readonly log: Logger
    readonly calls: Pick<CallMeter, 'add'>
    readonly place: Pick<PublicPlace, 'url'>
    readonly memberNamed: (name: string) => MemberId | undefined
    readonly recordTouch: MeetingsDeps['recordTouch']
  },
): Meetings {
  const { telling, utcOffsetMinutes, meetings, dingtalk } = config
  const { database, clock, calendar, links } = core
  const calendars = new Map<Platform, CalendarPort>()
  if (dingtalk !== null && meetings.readsDingtalk)
    calendars.set('dingtalk', dingtalkCalendar(dingtalk, core, deps))
  return createMeetings({
    database,
    clock,
    log: deps.log.child({ part: 'meetings' }),
    calendars,
    workHours: telling.workHours,
    utcOffsetMinutes,
    isWorkday: calendar.isWorkday,
    expert: () => (meetings.host === null ? undefined : deps.memberNamed(meetings.host)),
    pageOf: ({ id, start, length }) => {
      const url = deps.place.url()
      const ends = instant(start + length + OPENS_FOR)
      return url === null ? null : `${url}/i/${links.sign('invitation', id, ends)}`
    },
    recordTouch: deps.recordTouch,
  })
}

const dingtalkCalendar = (
  { clientId, clientSecret, apiBase, oapiBase }: DingtalkSettings,
  { clock }: Pick<CoreModules, 'clock'>,
  { log, calls }: { readonly log: Logger; readonly calls: Pick<CallMeter, 'add'> },
): CalendarPort =>
  createDingtalkCalendar(
    createDingtalkRest(
      {
        clientId,
        clientSecret: clientSecret.reveal(),
        ...(apiBase === null ? {} : { apiBase }),
        ...(oapiBase === null ? {} : { oapiBase }),
      },
      { log: log.child({ part: 'dingtalk-calendar' }), clock, called: () => calls.add('dingtalk') },
    ),
  )
