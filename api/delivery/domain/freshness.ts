import type { Instant } from '../../../contract/quantities'
import { hours, plus } from '../../../contract/quantities'

const STILL_NEWS = hours(24)

/** A judgement about a moment so long ago (an import, a replayed queue) is kept and shown, but nobody is called for it. */
export const isHistorical = (judgedAt: Instant, now: Instant): boolean => plus(judgedAt, STILL_NEWS) < now
