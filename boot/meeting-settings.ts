import type { SettingsReader } from './settings-reader'

/** How meetings with customers are arranged, for the whole company. */
export interface MeetingSettings {
  /** Name or account of the member who speaks with customers as the expert; null for each rep's superior. */
  readonly host: string | null
  /** Whether people's own calendars in DingTalk are looked at before times are offered. */
  readonly readsDingtalk: boolean
}

export const readMeetings = (read: SettingsReader): MeetingSettings => ({
  host: read.optional('MEETING_HOST'),
  readsDingtalk: read.oneOf('DINGTALK_CALENDAR', ['off', 'read'] as const, 'off') === 'read',
})
