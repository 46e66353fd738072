import type { MemberRef } from './hub-view'
import type { KeptFollower } from './contact'
import { present, userKey } from './contact'

export interface Proposed {
  readonly follower: KeptFollower
  readonly member: MemberRef
}

/** Whoever has had him longest of those who are active members; of two who began together the smaller user key. */
export function proposeOwner(
  followers: readonly KeptFollower[],
  memberOf: (userId: string) => MemberRef | undefined,
): Proposed | null {
  let best: Proposed | null = null
  for (const follower of present(followers)) {
    const member = memberOf(follower.userId)
    if (member?.active !== true) continue
    if (best === null || comesBefore(follower, best.follower)) best = { follower, member }
  }
  return best
}

const comesBefore = (a: KeptFollower, b: KeptFollower): boolean =>
  a.since !== b.since ? a.since < b.since : userKey(a.userId) < userKey(b.userId)
