import type { FollowUpAnswer } from '../../../contract/decision'
import type { MemberId } from '../../../contract/ids'
import type { Member } from '../../../contract/people'
import type { Lengths, MemberFigures } from '../../../contract/ports/figures-desk'
import type { Millis } from '../../../contract/quantities'
import { between } from '../../../contract/quantities'
import type { DeliveredSignal } from './response-times'
import { spread } from './response-times'

/** A row for each member, also for those who were told nothing; most told first, then by id. */
export function memberFigures(
  members: readonly Member[],
  signals: readonly DeliveredSignal[],
): { readonly members: MemberFigures[]; readonly toAnswer: Lengths | null } {
  const told = new Map<MemberId, DeliveredSignal[]>(members.map((m) => [m.id, []]))
  for (const signal of signals) told.get(signal.member)?.push(signal)
  return {
    members: members
      .map((member) => figuresOf(member, told.get(member.id) ?? []))
      .sort((a, b) => b.told - a.told || a.member - b.member),
    toAnswer: spread([...told.values()].flat().flatMap(ownAnswer)),
  }
}

/** How long the member himself took, where it was he who answered. */
const ownAnswer = ({ member, sentAt, answeredBy, answeredAt }: DeliveredSignal): Millis[] =>
  answeredBy === member && answeredAt !== null ? [between(sentAt, answeredAt)] : []

function figuresOf({ id, name, team }: Member, told: readonly DeliveredSignal[]): MemberFigures {
  const his = told.filter(({ answeredBy }) => answeredBy === id)
  const open = told.filter(({ answer }) => answer === null).length
  const of = (kind: FollowUpAnswer): number => his.filter(({ answer }) => answer === kind).length
  return {
    member: id,
    name,
    team,
    told: told.length,
    answered: his.length,
    taken: of('taken'),
    snoozed: of('snoozed'),
    wrong: of('wrong') + of('called-off'),
    answeredByOthers: told.length - open - his.length,
    open,
    toAnswer: spread(his.flatMap(ownAnswer)),
  }
}
