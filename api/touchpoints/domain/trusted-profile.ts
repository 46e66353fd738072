import type { SourceId } from '../../../contract/ids'
import type { Touchpoint } from '../../../contract/touchpoint'

/**
 * Who looks after a customer, and what WeCom has tagged him with, is for the company's own lists to say: from a web page
 * or a form, whose write key everybody can read, such words are dropped.
 */
export const withoutClaims =
  (isTrusted: (source: SourceId) => boolean) =>
  (touchpoint: Touchpoint): Touchpoint => {
    const { profile } = touchpoint
    if (profile === undefined || (profile.owner === undefined && profile.wecomTags === undefined))
      return touchpoint
    if (isTrusted(touchpoint.source)) return touchpoint
    const { owner: _owner, wecomTags: _tags, ...rest } = profile
    return { ...touchpoint, profile: rest }
  }
