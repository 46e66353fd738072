import type { SourceId } from '../../../contract/ids'
import type { Touchpoint } from '../../../contract/touchpoint'

/**
 * Who looks after a customer is for the company's own lists to say: from a web page or a form, whose write key
 * everybody can read, such a word is dropped.
 */
export const withoutClaims =
  (isTrusted: (source: SourceId) => boolean) =>
  (touchpoint: Touchpoint): Touchpoint => {
    if (touchpoint.profile?.owner === undefined || isTrusted(touchpoint.source)) return touchpoint
    const { owner: _claimed, ...profile } = touchpoint.profile
    return { ...touchpoint, profile }
  }
