import { feedbackReasons } from '../../contract/feedback'
import type { FeedbackReason } from '../../contract/feedback'

/** Buttons besides the answers to a lead: sending, feedback, handing over, taking back, ruling on a proposal. */
export const extraKeys = ['good', 'bad', 'handover', 'undo', 'approve', 'reject', 'send'] as const
export type ExtraKey = (typeof extraKeys)[number]

/** The second tap after 👎. */
export type ReasonKey = `bad:${FeedbackReason}`
export const reasonKey = (reason: FeedbackReason): ReasonKey => `bad:${reason}`
export const reasonKeys: readonly ReasonKey[] = feedbackReasons.map(reasonKey)

/** The reason that a button names, or null for any other button. */
export const reasonOf = (key: string): FeedbackReason | null =>
  feedbackReasons.find((reason) => reasonKey(reason) === key) ?? null

/** Whether a press of this is one of ours, be it listened to or not. */
export const isExtra = (key: string): boolean => [...extraKeys, ...reasonKeys].some((known) => known === key)
