import type { KnownMember } from '../../../../api/people/domain/plan-directory'
import { planDirectory } from '../../../../api/people/domain/plan-directory'
import type { MemberEntry } from '../../../../api/people'
import { memberId } from '../../../../contract/ids'

const entry = (key: string, more: Partial<MemberEntry> = {}): MemberEntry => ({
  key,
  name: key,
  role: 'rep',
  team: '华东',
  manager: null,
  addresses: [{ platform: 'wecom', userId: key }],
  ...more,
})
const known = (id: number, from: MemberEntry, more: Partial<KnownMember> = {}): KnownMember => ({
  ...from,
  id: memberId(id),
  manager: null,
  active: true,
  ...more,
})

describe('taking over a directory', () => {
  it('P-16 finds nothing to do when nothing has changed', () => {
    const plan = planDirectory([known(1, entry('a')), known(2, entry('b'))], [entry('b'), entry('a')])
    expect(plan).toEqual({ added: [], changed: [], unchanged: [2, 1], removed: [] })
  })

  it('P-16 knows a person by address when the staff number is new', () => {
    const renamed = entry('a-2026', { addresses: [{ platform: 'wecom', userId: 'A' }] })
    const plan = planDirectory([known(1, entry('a'))], [renamed])
    expect(plan).toMatchObject({ added: [], changed: [{ id: 1, entry: renamed }], removed: [] })
  })

  it('P-16 lets the key decide when the address has gone to somebody else', () => {
    const before = [known(1, entry('a')), known(2, entry('b'))]
    const swapped = [
      entry('a', { addresses: [{ platform: 'wecom', userId: 'b' }] }),
      entry('b', { addresses: [{ platform: 'wecom', userId: 'a' }] }),
    ]
    expect(planDirectory(before, swapped).changed.map((c) => [c.id, c.entry.key])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ])
  })

  it('P-16 has whoever is missing leave, once', () => {
    const gone = known(2, entry('b'))
    expect(planDirectory([known(1, entry('a')), gone], [entry('a')]).removed).toEqual([2])
    expect(planDirectory([known(1, entry('a')), { ...gone, active: false }], [entry('a')]).removed).toEqual(
      [],
    )
  })

  it('P-16 takes back whoever returns, under the old id', () => {
    const plan = planDirectory([known(2, entry('b'), { active: false })], [entry('b')])
    expect(plan.changed.map((c) => c.id)).toEqual([2])
  })

  it('P-16 does not take a manager’s new key for a new manager', () => {
    const boss = known(1, entry('boss'))
    const rep = known(2, entry('a'), { manager: boss.id })
    const list = [entry('boss-2', { addresses: boss.addresses }), entry('a', { manager: 'boss-2' })]
    expect(planDirectory([boss, rep], list).unchanged).toEqual([2])
  })

  it.each([
    ['an empty list', []],
    ['the same key twice', [entry('a'), entry('a', { addresses: [] })]],
    ['the same address twice', [entry('a'), entry('b', { addresses: [{ platform: 'wecom', userId: 'A' }] })]],
    ['a manager who is not listed', [entry('a', { manager: 'nobody' })]],
  ])('P-16 refuses %s and so sends nobody home', (_what, list) => {
    expect(() => planDirectory([known(1, entry('a'))], list)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    )
  })
})
