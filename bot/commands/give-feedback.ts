import { feedbackReasons, verdicts } from '../../contract/feedback'
import type { Verdict } from '../../contract/feedback'
import type { NoticeId } from '../../contract/ids'
import type { OutboundNotice } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type { HubDesk } from '../../contract/ports/desk'

export interface Feedback {
  readonly verdict: Verdict
  readonly reason: string | null
}

/** What a button says of its card: `good`, `bad`, or `bad:` with one of the reasons; null for any other button. */
export function feedbackOf(key: string): Feedback | null {
  const [word, reason, more] = key.split(':')
  const verdict = verdicts.find((known) => known === word)
  if (verdict === undefined || more !== undefined) return null
  if (reason === undefined) return { verdict, reason: null }
  const known = verdict === 'bad' && feedbackReasons.some((one) => one === reason)
  return known ? { verdict, reason } : null
}

/** Keeps it. The notice as it stands, or null where the one who pressed may not judge it. */
export const keepFeedback = async (
  desk: HubDesk,
  asker: Member,
  notice: NoticeId,
  { verdict, reason }: Feedback,
): Promise<OutboundNotice | null> => {
  const { kind } = await desk.feedback(asker, notice, verdict, reason)
  return kind === 'kept' ? desk.notice(asker, notice) : null
}
