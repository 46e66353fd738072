/** How meetings with customers are arranged, for the whole company. */
export interface MeetingSettings {
  /** Name or account of the member who speaks with customers as the expert; null for each rep's superior. */
  readonly host: string | null
  /** Whether people's own calendars in DingTalk are looked at before times are offered. */
  readonly readsDingtalk: boolean
}

/** What this file needs of the reader of the configuration. */
interface Reader {
  optional(name: string): string | null
  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T
}

export const readMeetings = (read: Reader): MeetingSettings => ({
  host: read.optional('MEETING_HOST'),
  readsDingtalk: read.oneOf('DINGTALK_CALENDAR', ['off', 'read'] as const, 'off') === 'read',
})
