import type { MemberId, NoticeId } from '../../../contract/ids'
import type { Platform } from '../../../contract/people'
import type { Instant } from '../../../contract/quantities'
import type { Window } from './member-budget'
import { room } from './member-budget'

/** A notice that is due and that nobody is sending. */
export interface Candidate {
  readonly id: NoticeId
  readonly member: MemberId
  readonly platform: Platform
  /** Shows the new state of a card that is already there: not one more message to its reader. */
  readonly refresh: boolean
}

/** A notice that failed a moment ago and is waited for, so that what came after it does not overtake it. */
export interface Hold {
  readonly member: MemberId
  readonly notice: NoticeId
  readonly until: Instant
}

/** What one member already got lately, ascending. */
export interface Sent {
  readonly member: MemberId
  readonly platform: Platform
  readonly at: readonly Instant[]
}

/** All that is due for the member (on that platform, where one is named) after that notice waits until then. */
export interface Delay {
  readonly member: MemberId
  readonly platform: Platform | null
  readonly after: NoticeId | null
  readonly until: Instant
}

export interface ClaimPlan {
  /** In the order they shall go out. */
  readonly take: readonly NoticeId[]
  readonly overBudget: readonly Delay[]
  readonly behind: readonly Delay[]
}

export interface ClaimQuestion {
  /** Each member's in the order they shall go out. */
  readonly candidates: readonly Candidate[]
  readonly sent: readonly Sent[]
  readonly holds: readonly Hold[]
  readonly windows: Readonly<Record<Platform, readonly Window[]>>
  readonly now: Instant
}

/** Which notices go out now and which wait, so that no member's budget is exceeded and none is overtaken. */
export function planClaims(question: ClaimQuestion): ClaimPlan {
  const { candidates, now } = question
  const take: NoticeId[] = []
  const overBudget = new Map<string, Delay>()
  const behind = new Map<MemberId, Delay>()
  const sent = new Map(question.sent.map((s) => [route(s), [...s.at]]))
  const holds = new Map(question.holds.map((h) => [h.member, h]))
  for (const candidate of candidates) {
    const { id, member, platform } = candidate
    const hold = holds.get(member)
    if (!candidate.refresh && hold !== undefined && id > hold.notice) {
      behind.set(member, { member, platform: null, after: hold.notice, until: hold.until })
      continue
    }
    const his = sent.get(route(candidate)) ?? []
    const left = room(question.windows[platform], his, now)
    if (!candidate.refresh && left.free === 0) {
      overBudget.set(route(candidate), { member, platform, after: null, until: left.nextAt })
      continue
    }
    take.push(id)
    if (!candidate.refresh) sent.set(route(candidate), [...his, now])
  }
  return { take, overBudget: [...overBudget.values()], behind: [...behind.values()] }
}

const route = ({ member, platform }: { member: MemberId; platform: Platform }) => `${member}:${platform}`
