/** What somebody thinks of a notice, whatever they answered to it. */
export const verdicts = ['good', 'bad'] as const
export type Verdict = (typeof verdicts)[number]

/** Why it was bad, by a second tap; anything else is written as a note. */
export const feedbackReasons = ['wrong-customer', 'wrong-time', 'known-already', 'not-useful'] as const
export type FeedbackReason = (typeof feedbackReasons)[number]
