import type { FollowUpAnswer } from '../../../contract/decision'
import type { MemberId } from '../../../contract/ids'
import type { Member } from '../../../contract/people'
import type { Lengths, MemberFigures } from '../../../contract/ports/figures-desk'
import type { Instant, Millis } from '../../../contract/quantities'
import { between } from '../../../contract/quantities'
import { spread } from './response-times'

/** One notice that reached a member, and what became of its decision. */
export interface ToldSignal {
  readonly member: MemberId
  readonly sentAt: Instant
  readonly answer: { readonly kind: FollowUpAnswer; readonly by: MemberId; readonly at: Instant } | null
}

/** A row for each member, also for those who were told nothing; most told first, then by id. */
export function memberFigures(
  members: readonly Member[],
  signals: readonly ToldSignal[],
): { readonly members: MemberFigures[]; readonly toAnswer: Lengths | null } {
  const told = new Map<MemberId, ToldSignal[]>(members.map((m) => [m.id, []]))
  for (const signal of signals) told.get(signal.member)?.push(signal)
  return {
    members: members
      .map((member) => figuresOf(member, told.get(member.id) ?? []))
      .sort((a, b) => b.told - a.told || a.member - b.member),
    toAnswer: spread([...told.values()].flat().flatMap(ownAnswer)),
  }
}

/** How long the member himself took, where it was he who answered. */
const ownAnswer = ({ member, sentAt, answer }: ToldSignal): Millis[] =>
  answer?.by === member ? [between(sentAt, answer.at)] : []

function figuresOf({ id, name, team }: Member, told: readonly ToldSignal[]): MemberFigures {
  const his = told.flatMap(({ sentAt, answer }) => (answer?.by === id ? [{ sentAt, ...answer }] : []))
  const open = told.filter(({ answer }) => answer === null).length
  const of = (kind: FollowUpAnswer): number => his.filter((answer) => answer.kind === kind).length
  return {
    member: id,
    name,
    team,
    told: told.length,
    answered: his.length,
    taken: of('taken'),
    snoozed: of('snoozed'),
    wrong: of('wrong'),
    answeredByOthers: told.length - open - his.length,
    open,
    toAnswer: spread(his.map(({ sentAt, at }) => between(sentAt, at))),
  }
}
