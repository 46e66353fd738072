import type { DecisionId, MemberId, NoticeId } from '../../../contract/ids'
import type { Escalation } from '../../../contract/notice'
import type { Member } from '../../../contract/people'
import type { Instant, Millis } from '../../../contract/quantities'

/** A card about a decision that nobody has settled. */
export interface OpenCard {
  readonly decision: DecisionId
  readonly notice: NoticeId
  readonly receiver: MemberId
  readonly because: Escalation['because']
  /** When he was told, first tried to be, or put it off. */
  readonly since: Instant
  /** Steps taken for this decision already, and when the last one was. */
  readonly steps: number
  readonly lastStepAt: Instant | null
}

export interface EscalationStep {
  readonly card: OpenCard
  readonly to: MemberId
  /** 1 for the direct superior. */
  readonly level: number
  /** Working time since the receiver was told, or put it off. */
  readonly waited: Millis
}

export interface EscalationQuestion {
  readonly cards: readonly OpenCard[]
  readonly members: ReadonlyMap<MemberId, Member>
  /** Working time after which each level hears of it, growing. */
  readonly after: readonly Millis[]
  /** Working time from then until now. */
  readonly workedSince: (from: Instant) => Millis
}

/**
 * Who hears now of what nobody answered. One level at a time: the next one hears of it only after the level before had
 * its own time, also where the hub was down meanwhile.
 */
export function dueEscalations({ cards, members, after, workedSince }: EscalationQuestion): EscalationStep[] {
  return cards.flatMap((card) => {
    const level = card.steps + 1
    const wait = after[level - 1]
    const receiver = members.get(card.receiver)
    if (wait === undefined || receiver === undefined) return []
    const to = superiorsOf(receiver, members)[level - 1]
    if (to === undefined) return []
    const waited = workedSince(card.since)
    if (card.lastStepAt === null) return waited >= wait ? [{ card, to: to.id, level, waited }] : []
    const from = card.lastStepAt > card.since ? card.lastStepAt : card.since
    const left = wait - (after[level - 2] ?? 0)
    return workedSince(from) >= left ? [{ card, to: to.id, level, waited }] : []
  })
}

/**
 * From the direct superior upwards, those who are there and can be told. Where the chain ends below a director, the
 * first director is its last link: somebody hears of it.
 */
export function superiorsOf(member: Member, members: ReadonlyMap<MemberId, Member>): Member[] {
  const chain: Member[] = []
  const seen = new Set([member.id])
  for (let next = managerOf(member, members); next !== undefined; next = managerOf(next, members)) {
    if (seen.has(next.id)) break
    seen.add(next.id)
    if (canBeTold(next)) chain.push(next)
  }
  if (member.role === 'director' || chain.some((m) => m.role === 'director')) return chain
  const director = [...members.values()]
    .filter((m) => m.role === 'director' && canBeTold(m) && !seen.has(m.id))
    .sort((a, b) => a.id - b.id)[0]
  return director === undefined ? chain : [...chain, director]
}

const managerOf = (member: Member, members: ReadonlyMap<MemberId, Member>): Member | undefined =>
  member.manager === null ? undefined : members.get(member.manager)

const canBeTold = (member: Member): boolean => member.active && member.addresses.length > 0
