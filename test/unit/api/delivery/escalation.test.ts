import fc from 'fast-check'

import type { OpenCard } from '../../../../api/delivery/domain/escalation'
import { dueEscalations, superiorsOf } from '../../../../api/delivery/domain/escalation'
import { decisionId, memberId, noticeId } from '../../../../contract/ids'
import type { Member, Role } from '../../../../contract/people'
import { between, hours, instant, minus, minutes } from '../../../../contract/quantities'

const now = instant(Date.UTC(2026, 10, 23, 6, 2))
const person = (id: number, role: Role, manager: number | null, more: Partial<Member> = {}): Member => ({
  id: memberId(id),
  name: `m${id}`,
  role,
  team: '',
  manager: manager === null ? null : memberId(manager),
  addresses: [{ platform: 'wecom', userId: `u${id}` }],
  active: true,
  ...more,
})
const office = (...people: readonly Member[]) => new Map(people.map((m) => [m.id, m]))
const company = office(person(1, 'rep', 2), person(2, 'manager', 3), person(3, 'director', null))

const card = (more: Partial<OpenCard> = {}): OpenCard => ({
  decision: decisionId(12),
  notice: noticeId(5),
  receiver: memberId(1),
  because: 'unanswered',
  since: minus(now, minutes(60)),
  steps: 0,
  lastStepAt: null,
  ...more,
})
const ask = (cards: readonly OpenCard[], members = company) =>
  dueEscalations({
    cards,
    members,
    after: [minutes(60), minutes(240)],
    workedSince: (from) => between(from, now),
  }).map(({ to, level }) => ({ to, level }))

describe('who hears of what nobody answered', () => {
  it('P-08 tells the manager after one wait and the director after the other, not a minute sooner', () => {
    expect(ask([card({ since: minus(now, minutes(59)) })])).toEqual([])
    expect(ask([card()])).toEqual([{ to: 2, level: 1 }])
    const told = { steps: 1, since: minus(now, minutes(240)) }
    expect(ask([card({ ...told, lastStepAt: minus(now, minutes(179)) })])).toEqual([])
    expect(ask([card({ ...told, lastStepAt: minus(now, minutes(180)) })])).toEqual([{ to: 3, level: 2 }])
    expect(ask([card({ steps: 2, lastStepAt: minus(now, hours(90)) })])).toEqual([])
  })

  it('P-08 gives the manager his time also where the hub was down', () => {
    expect(ask([card({ since: minus(now, hours(50)) })])).toEqual([{ to: 2, level: 1 }])
    const late = card({ since: minus(now, hours(50)), steps: 1, lastStepAt: minus(now, minutes(1)) })
    expect(ask([late])).toEqual([])
  })

  it('P-08 counts anew from where it was put off', () => {
    const since = minus(now, minutes(30))
    expect(ask([card({ because: 'put-off', since })])).toEqual([])
    expect(ask([card({ because: 'put-off', since, steps: 1, lastStepAt: minus(now, hours(9)) })])).toEqual([])
  })

  it('P-08 passes by who has left or cannot be told, and ends at a director', () => {
    const gone = office(
      person(1, 'rep', 2),
      person(2, 'manager', 3, { active: false }),
      person(3, 'director', null),
    )
    expect(superiorsOf(gone.get(memberId(1)) ?? person(1, 'rep', 2), gone).map((m) => m.id)).toEqual([3])
    const orphan = office(person(1, 'rep', 2), person(2, 'manager', null), person(9, 'director', null))
    expect(superiorsOf(person(1, 'rep', 2), orphan).map((m) => m.id)).toEqual([2, 9])
    const mute = office(person(1, 'rep', 2), person(2, 'manager', null, { addresses: [] }))
    expect(superiorsOf(person(1, 'rep', 2), mute)).toEqual([])
  })

  it('P-08 ends in any org tree, however wrongly it was written, and never goes back to the receiver', () => {
    const tree = fc.array(fc.record({ manager: fc.option(fc.nat(7)), active: fc.boolean() }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(tree, (people) => {
        const members = office(
          ...people.map((p, i) =>
            person(i, i === 7 ? 'director' : 'manager', p.manager, { active: p.active }),
          ),
        )
        for (const member of members.values()) {
          const chain = superiorsOf(member, members).map((m) => m.id)
          expect(new Set(chain).size).toBe(chain.length)
          expect(chain).not.toContain(member.id)
        }
      }),
    )
  })
})
