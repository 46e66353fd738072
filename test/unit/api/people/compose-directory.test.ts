import { composeDirectory } from '../../../../api/people/domain/compose-directory'
import type { ComposeParts } from '../../../../api/people/domain/compose-directory'
import { pairKey } from '../../../../api/people/domain/join-accounts'
import type { KnownMember } from '../../../../api/people/domain/plan-directory'
import { memberId } from '../../../../contract/ids'
import type { ChatAddress } from '../../../../contract/people'
import { department, person, snapshot } from '../../../builders/directories'

const wecom = (userId: string): ChatAddress => ({ platform: 'wecom', userId })
const dingtalk = (userId: string): ChatAddress => ({ platform: 'dingtalk', userId })

const known = (
  id: number,
  addresses: readonly ChatAddress[],
  more: Partial<KnownMember> = {},
): KnownMember => ({
  id: memberId(id),
  key: `k${id}`,
  name: `k${id}`,
  role: 'rep',
  team: '',
  manager: null,
  addresses,
  active: true,
  ...more,
})

const compose = (parts: Partial<ComposeParts>) =>
  composeDirectory({ known: [], snapshots: [], roles: null, apart: new Set(), ...parts })

const phone = (number: string) => ({ verified: { phone: number, email: null } })
const mail = (address: string) => ({ verified: { phone: null, email: address } })

describe('one list from the platforms’ directories', () => {
  it('P-16 lists somebody in three departments once, with all three places', () => {
    const tree = [department('1', null), department('2', '1'), department('3', '1')]
    const people = [person('a', { departments: ['2', '3', '1'], leads: ['3'] })]
    const { entries } = compose({ snapshots: [snapshot('dingtalk', people, tree)] })
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      key: 'dingtalk:a',
      team: '部门2',
      role: 'manager',
      places: [
        { platform: 'dingtalk', department: '2', leads: false },
        { platform: 'dingtalk', department: '3', leads: true },
        { platform: 'dingtalk', department: '1', leads: false },
      ],
    })
  })

  it('P-16 leaves out accounts that are switched off', () => {
    const people = [person('a'), person('b', { active: false })]
    expect(compose({ snapshots: [snapshot('wecom', people)] }).entries.map((e) => e.key)).toEqual(['wecom:a'])
  })

  it('P-16 reads superiors from what is named, then from the leaders upwards, and never makes one his own', () => {
    const tree = [
      department('1', null, { leaders: ['boss'] }),
      department('2', '1', { leaders: ['lead'] }),
      department('3', '2'),
    ]
    const people = [
      person('boss'),
      person('lead', { departments: ['2'] }),
      person('rep', { departments: ['3'] }),
      person('lent', { departments: ['3'], managers: ['gone', 'boss'] }),
    ]
    const { entries } = compose({ snapshots: [snapshot('wecom', people, tree)] })
    expect(entries.map((e) => [e.key, e.manager, e.role])).toEqual([
      ['wecom:boss', null, 'manager'],
      ['wecom:lead', 'wecom:boss', 'manager'],
      ['wecom:rep', 'wecom:lead', 'rep'],
      ['wecom:lent', 'wecom:boss', 'rep'],
    ])
  })

  it('P-16 passes over a superior who is left out of the hub', () => {
    const tree = [department('1', null, { leaders: ['boss'] }), department('2', '1', { leaders: ['aide'] })]
    const people = [
      person('boss'),
      person('aide', { departments: ['2'], title: '助理' }),
      person('rep', { departments: ['2'] }),
    ]
    const roles = { rules: [{ title: '助理', role: 'none' as const }], otherwise: 'rep' as const }
    const { entries, leftOut } = compose({ snapshots: [snapshot('wecom', people, tree)], roles })
    expect(entries.map((e) => [e.key, e.manager])).toEqual([
      ['wecom:boss', null],
      ['wecom:rep', 'wecom:boss'],
    ])
    expect(leftOut).toBe(1)
  })

  it('P-16 opens a circle of superiors and says whose', () => {
    const people = [
      person('a', { managers: ['b'] }),
      person('b', { managers: ['c'] }),
      person('c', { managers: ['a'] }),
    ]
    const { entries, circles } = compose({ snapshots: [snapshot('wecom', people)] })
    expect(entries.map((e) => e.manager)).toEqual([null, 'wecom:c', 'wecom:a'])
    expect(circles).toEqual(['a'])
  })

  it('P-16 reads a visible range that begins below the company', () => {
    const tree = [department('7', null), department('9', '7')]
    const { entries } = compose({
      snapshots: [snapshot('wecom', [person('a', { departments: ['9'] })], tree)],
    })
    expect(entries).toMatchObject([{ key: 'wecom:a', team: '部门9' }])
  })
})

describe('one person with an account on each platform', () => {
  const both = (left: object, right: object, more: Partial<ComposeParts> = {}) =>
    compose({
      snapshots: [
        snapshot('dingtalk', [person('d1', { name: '王磊', ...right })]),
        snapshot('wecom', [person('W1', { name: '王磊', ...left })]),
      ],
      ...more,
    })

  it.each([
    ['the same phone', phone('+8613800000001'), phone('+8613800000001'), 1],
    ['the same company mailbox', mail('a@x.example'), mail('a@x.example'), 1],
    ['the same name only', {}, {}, 2],
    ['different phones', phone('+8613800000001'), phone('+8613800000002'), 2],
    ['a phone on one side only', phone('+8613800000001'), {}, 2],
  ])('P-16 %s: %#', (_what, left, right, people) => {
    expect(both(left, right).entries).toHaveLength(people)
  })

  it('P-16 keeps both accounts under the key of the first one', () => {
    const { entries, joins } = both(phone('+8613800000001'), phone('+8613800000001'))
    expect(entries).toMatchObject([{ key: 'wecom:w1', addresses: [wecom('W1'), dingtalk('d1')] }])
    expect(joins).toEqual([
      { key: 'wecom:w1', address: dingtalk('d1'), beside: 'wecom:w1', reason: 'phone', from: null },
    ])
  })

  it('P-16 makes two members one under the older id, and says who the other was', () => {
    const { entries, joins } = both(phone('+8613800000001'), phone('+8613800000001'), {
      known: [known(4, [dingtalk('d1')]), known(9, [wecom('w1')])],
    })
    expect(entries).toMatchObject([{ key: 'k4', addresses: [dingtalk('d1'), wecom('W1')] }])
    expect(joins).toMatchObject([{ key: 'k4', address: wecom('W1'), from: 9 }])
  })

  it('P-16 takes title and superior from the account he had first, at the join and ever after', () => {
    const snapshots = [
      snapshot('wecom', [person('w1', { managers: ['boss'], ...phone('+861') }), person('boss')]),
      snapshot('dingtalk', [person('d1', { managers: ['chief'], ...phone('+861') }), person('chief')]),
    ]
    const managerAfter = (addresses: readonly ChatAddress[]) =>
      compose({ known: [known(4, addresses)], snapshots }).entries.find((e) => e.key === 'k4')?.manager
    expect(managerAfter([dingtalk('d1')])).toBe('dingtalk:chief')
    expect(managerAfter([dingtalk('d1'), wecom('w1')])).toBe('dingtalk:chief')
  })

  it('P-16 says nothing of accounts that are one member already', () => {
    const { entries, joins, unclear } = both(
      {},
      {},
      { known: [known(4, [wecom('w1'), dingtalk('d1')], { name: '王磊' })] },
    )
    expect(entries).toHaveLength(1)
    expect([joins, unclear]).toEqual([[], []])
  })

  it('P-16 leaves a pair apart that somebody has taken apart', () => {
    const apart = new Set([pairKey(wecom('w1'), dingtalk('d1'))])
    const { entries, unclear } = both(phone('+8613800000001'), phone('+8613800000001'), { apart })
    expect(entries).toHaveLength(2)
    expect(unclear).toMatchObject([{ because: 'undone-before' }])
  })

  it('P-16 joins nobody by a number that several have, and says so', () => {
    const { entries, unclear } = compose({
      snapshots: [
        snapshot('wecom', [person('a', phone('+8602100000000')), person('b', phone('+8602100000000'))]),
        snapshot('dingtalk', [person('c', phone('+8602100000000'))]),
      ],
    })
    expect(entries).toHaveLength(3)
    expect(unclear).toEqual([
      { accounts: [wecom('a'), wecom('b'), dingtalk('c')], because: 'shared-by-several' },
    ])
  })

  it('P-16 joins nobody where phone and mailbox name different people', () => {
    const { entries, unclear } = compose({
      snapshots: [
        snapshot('wecom', [person('a', { verified: { phone: '+861', email: 'a@x.example' } })]),
        snapshot('dingtalk', [person('c', phone('+861')), person('d', mail('a@x.example'))]),
      ],
    })
    expect(entries).toHaveLength(3)
    expect(unclear).toMatchObject([{ because: 'phone-and-mail-differ' }])
  })

  it('P-16 gives nobody a second account on a platform where he has one', () => {
    const { entries, unclear } = compose({
      known: [known(4, [wecom('w1'), dingtalk('old')])],
      snapshots: [
        snapshot('wecom', [person('w1', phone('+861'))]),
        snapshot('dingtalk', [person('old'), person('new', phone('+861'))]),
      ],
    })
    expect(entries.map((e) => e.addresses)).toEqual([[wecom('w1'), dingtalk('old')], [dingtalk('new')]])
    expect(unclear).toMatchObject([{ because: 'has-another-account' }])
  })

  it('P-16 leaves the account on a platform that was not read with its person', () => {
    const { entries } = compose({
      known: [known(4, [dingtalk('d1'), wecom('w1')])],
      snapshots: [snapshot('wecom', [person('w1')])],
    })
    expect(entries).toMatchObject([{ key: 'k4', addresses: [dingtalk('d1'), wecom('w1')] }])
  })

  it('P-16 leaves a superior who is on a platform that was not read', () => {
    const { entries } = compose({
      known: [known(1, [dingtalk('boss')]), known(4, [wecom('w1')], { manager: memberId(1) })],
      snapshots: [snapshot('wecom', [person('w1')])],
    })
    expect(entries).toMatchObject([{ key: 'k4', manager: 'k1' }])
  })

  it('P-16 takes an account that carries somebody’s old key for somebody new', () => {
    const { entries } = compose({
      known: [known(4, [wecom('moved')], { key: 'wecom:a' })],
      snapshots: [snapshot('wecom', [person('a'), person('moved')])],
    })
    expect(entries.map((e) => e.key)).toEqual(['wecom:a#2', 'wecom:a'])
  })
})
