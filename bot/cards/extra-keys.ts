import { feedbackReasons } from '../../contract/feedback'
import type { FeedbackReason } from '../../contract/feedback'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'

/** Buttons besides the answers to a lead: sending, meeting, feedback, handing over, taking back, ruling on a proposal. */
export const extraKeys = [
  'good', 'bad', 'handover', 'undo', 'approve', 'reject', 'send', 'meet', 'unmeet',
] as const // prettier-ignore
export type ExtraKey = (typeof extraKeys)[number]

/** The second tap after 👎. */
export type ReasonKey = `bad:${FeedbackReason}`
export const reasonKey = (reason: FeedbackReason): ReasonKey => `bad:${reason}`
export const reasonKeys: readonly ReasonKey[] = feedbackReasons.map(reasonKey)

/** The reason that a button names, or null for any other button. */
export const reasonOf = (key: string): FeedbackReason | null =>
  feedbackReasons.find((reason) => reasonKey(reason) === key) ?? null

/** One of the times that are offered: `slot:` and the minutes since 1970, so that an old button names its own time. */
export type SlotKey = `slot:${number}`
export const slotKey = (start: Instant): SlotKey => `slot:${Math.round(start / 60_000)}`

/** The time that a button names, or null for any other button. */
export const slotOf = (key: string): Instant | null => {
  const minutes = /^slot:(\d{1,10})$/.exec(key)?.[1]
  return minutes === undefined ? null : instant(Number(minutes) * 60_000)
}

/** Whether a press of this is one of ours, be it listened to or not. */
export const isExtra = (key: string): boolean => [...extraKeys, ...reasonKeys].some((known) => known === key)
