import fc from 'fast-check'

import { composeDirectory } from '../../../../api/people/domain/compose-directory'
import { fullKey } from '../../../../api/people/domain/address-key'
import type { DirectoryPlan, KnownMember } from '../../../../api/people/domain/plan-directory'
import { planDirectory } from '../../../../api/people/domain/plan-directory'
import { memberId } from '../../../../contract/ids'
import type { Platform } from '../../../../contract/people'
import type { DirectorySnapshot } from '../../../../contract/ports/directory'
import { department, person, snapshot } from '../../../builders/directories'

/** Companies of a few people who come, go, move and change their numbers, seen by one platform or by both. */
const ids = ['a', 'b', 'c', 'd', 'e']
const tree = [department('1', null), department('2', '1'), department('3', '2')]
const phones = [null, null, '+861', '+862', '+863']

const persons = fc.uniqueArray(
  fc
    .record({
      userId: fc.constantFrom(...ids),
      departments: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 3 }),
      leads: fc.boolean(),
      manager: fc.constantFrom('', ...ids),
      phone: fc.constantFrom(...phones),
      active: fc.boolean(),
    })
    .map(({ userId, departments, leads, manager, phone, active }) =>
      person(userId, {
        departments,
        leads: leads ? departments.slice(0, 1) : [],
        managers: manager === '' ? [] : [manager],
        verified: { phone, email: null },
        active: active || userId === 'a',
      }),
    ),
  { selector: (p) => p.userId, maxLength: 5 },
)

const snapshots = fc
  .record({ wecom: fc.option(persons), dingtalk: fc.option(persons) })
  .map(({ wecom, dingtalk }): DirectorySnapshot[] => [
    ...(wecom === null ? [] : [snapshot('wecom', wecom, tree)]),
    ...(dingtalk === null ? [] : [snapshot('dingtalk', dingtalk, tree)]),
  ])

const sync = (known: readonly KnownMember[], given: readonly DirectorySnapshot[]): KnownMember[] => {
  const seen = given.filter((s) => s.people.some((p) => p.active))
  const { entries } = composeDirectory({ known, snapshots: seen, roles: null, apart: new Set() })
  if (entries.length === 0) return [...known]
  return after(known, planDirectory(known, entries, new Set<Platform>(seen.map((s) => s.platform))))
}

/** What the store makes of a plan. */
function after(known: readonly KnownMember[], plan: DirectoryPlan): KnownMember[] {
  const written = new Map(plan.changed.map(({ id, entry }) => [id, entry]))
  const taken = new Set([...plan.added, ...written.values()].flatMap((e) => e.addresses.map(fullKey)))
  const members: KnownMember[] = [
    ...known.map((m): KnownMember => {
      const entry = written.get(m.id)
      if (entry !== undefined) return { ...m, ...entry, manager: m.manager, active: true }
      const addresses = m.addresses.filter((a) => !taken.has(fullKey(a)))
      return { ...m, addresses, active: m.active && !plan.removed.includes(m.id) }
    }),
    ...plan.added.map((entry, i): KnownMember => ({
      ...entry,
      id: memberId(known.length + i + 1),
      manager: null,
      active: true,
    })),
  ]
  const idOf = new Map(members.map((m) => [m.key, m.id]))
  const managerOf = new Map([...plan.added, ...written.values()].map((e) => [e.key, e.manager]))
  return members.map((m) => {
    const manager = managerOf.get(m.key)
    return manager === undefined
      ? m
      : { ...m, manager: manager === null ? null : (idOf.get(manager) ?? null) }
  })
}

describe('any sequence of directories', () => {
  it('P-16 keeps every member under his id and his key, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(snapshots, { maxLength: 6 }), (sequence) => {
        let known: KnownMember[] = []
        for (const given of sequence) {
          const next = sync(known, given)
          expect(next.slice(0, known.length).map((m) => [m.id, m.key])).toEqual(
            known.map((m) => [m.id, m.key]),
          )
          expect(new Set(next.map((m) => m.key)).size).toBe(next.length)
          const addresses = next.flatMap((m) => m.addresses.map(fullKey))
          expect(new Set(addresses).size).toBe(addresses.length)
          known = next
        }
      }),
    )
  })

  it('P-16 changes nothing when the same directories come again', () => {
    fc.assert(
      fc.property(fc.array(snapshots, { minLength: 1, maxLength: 5 }), (sequence) => {
        const known = sequence.reduce(sync, [] as KnownMember[])
        const last = sequence.at(-1) ?? []
        expect(sync(known, last)).toEqual(known)
      }),
    )
  })

  it('P-16 says the same whichever platform was read first', () => {
    fc.assert(
      fc.property(fc.array(snapshots, { maxLength: 3 }), snapshots, (sequence, given) => {
        const known = sequence.reduce(sync, [] as KnownMember[])
        expect(sync(known, [...given].reverse())).toEqual(sync(known, given))
      }),
    )
  })

  it('P-16 ends no account of somebody whose platform was not read, and leaves nobody his own superior', () => {
    fc.assert(
      fc.property(fc.array(snapshots, { maxLength: 5 }), snapshots, (sequence, given) => {
        const known = sequence.reduce(sync, [] as KnownMember[])
        const next = sync(known, given)
        const read = new Set(given.map((s) => s.platform))
        for (const member of known.filter((m) => m.active && m.addresses.some((a) => !read.has(a.platform))))
          expect(next.find((m) => m.id === member.id)?.active).toBe(true)
        for (const member of next.filter((m) => m.active)) {
          const passed = new Set<number>()
          for (
            let at: KnownMember | undefined = member;
            at !== undefined;
            at = next.find((m) => m.id === at?.manager)
          ) {
            expect(passed.has(at.id)).toBe(false)
            passed.add(at.id)
          }
        }
      }),
    )
  })
})
