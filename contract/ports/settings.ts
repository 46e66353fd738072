import type { MemberId } from '../ids'
import type { TimeOfDay } from '../time-of-day'

/** When a member is not called: `to` before `from` is on the next day, the same time twice is never. */
export interface QuietTimes {
  readonly from: TimeOfDay
  readonly to: TimeOfDay
}

/** What a member has chosen for himself; null is what the company has chosen for everybody. */
export interface MemberSettings {
  readonly quiet: QuietTimes | null
  readonly digestAt: TimeOfDay | null
}

/** How each member wants to be told. It holds back delivery, never evaluation. */
export interface MemberSettingsPort {
  /** Cheap: a member asked for again is answered from memory. What another process wrote is seen within 30 seconds. */
  settingsOf(member: MemberId): Promise<MemberSettings>
  /** Durable when it resolves; what is left out stays as it was. Resolves to what holds now. */
  changeSettings(member: MemberId, change: Partial<MemberSettings>): Promise<MemberSettings>
}
