import { createWorkTime } from '../api/calendar'
import type { DeliveryDeps, EscalatorDeps } from '../api/delivery'
import { defaultGathering } from '../api/delivery'
import { minuteOfDay } from '../contract/time-of-day'
import type { Config } from './config'
import type { CoreModules } from './modules'

/** When and how often people are told: as the company configured it and each member chose for himself. */
export function tellingOf(
  { telling, utcOffsetMinutes }: Config,
  { calendar, settings }: Pick<CoreModules, 'calendar' | 'settings'>,
): Pick<DeliveryDeps, 'quietHours' | 'quietHoursOf' | 'gathering' | 'worked' | 'passPlatformAfter'> {
  const { isWorkday, dayGone, between } = createWorkTime(calendar, telling.workHours, utcOffsetMinutes)
  return {
    ...(telling.quietHours === null ? {} : { quietHours: telling.quietHours }),
    worked: between,
    passPlatformAfter: telling.fallbackAfter,
    quietHoursOf: async (member) => {
      const { quiet } = await settings.settingsOf(member)
      if (quiet === null) return null
      return { fromMinute: minuteOfDay(quiet.from), toMinute: minuteOfDay(quiet.to), utcOffsetMinutes }
    },
    gathering: {
      rules: { ...defaultGathering, window: telling.groupWithin },
      attention: telling.attention,
      utcOffsetMinutes,
      isWorkday,
      dayGone,
      digestTimes: async (member) => {
        const { digestAt } = await settings.settingsOf(member)
        return digestAt === null ? telling.digestTimes : [minuteOfDay(digestAt)]
      },
    },
  }
}

/** After how much working time superiors hear of what nobody answered. */
export function escalationOf(
  { telling, utcOffsetMinutes }: Config,
  { calendar }: Pick<CoreModules, 'calendar'>,
): Pick<EscalatorDeps, 'after' | 'worked'> {
  const { between } = createWorkTime(calendar, telling.workHours, utcOffsetMinutes)
  return { after: telling.escalateAfter, worked: between }
}
