import { conflictKinds, contactsWording, tellConflict } from '../../../../api/contacts'
import type { Conflict, CustomerBehind, MemberRef } from '../../../../api/contacts'
import { conflictsOf, strangersOf } from '../../../../api/contacts/domain/conflicts'
import type { KeptFollower } from '../../../../api/contacts/domain/contact'
import type { HubView } from '../../../../api/contacts/domain/hub-view'
import { proposeOwner } from '../../../../api/contacts/domain/propose-owner'
import { customerId, memberId } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import { contactPerson, follower } from '../../../builders/contacts'

const wang: MemberRef = { id: memberId(1), name: '王磊', active: true }
const zhao: MemberRef = { id: memberId(2), name: '赵敏', active: true }
const gone: MemberRef = { id: memberId(3), name: '钱多', active: false }
const members: Readonly<Record<string, MemberRef>> = { wang, zhao, gone }
const customer = (id: number, owner: MemberRef | null): CustomerBehind => ({
  customer: customerId(id),
  name: `客户${id}`,
  owner,
})
const kept = (userId: string, more: Partial<KeptFollower> = {}): KeptFollower => ({
  ...follower(userId),
  ownTags: [],
  leftAt: null,
  ...more,
})

const conflicts = (
  followers: readonly KeptFollower[],
  known: Readonly<Record<string, CustomerBehind>> = {},
  sharing: readonly string[] = [],
): Conflict[] => {
  const hub: HubView = {
    memberOf: (userId) => members[userId],
    behind: ({ type, value }) => known[`${type}:${value}`],
    sharing: () => sharing,
    tagName: () => undefined,
  }
  const contact = { person: contactPerson('wm2'), followers }
  return conflictsOf(contact, '陈工', proposeOwner(followers, hub.memberOf), hub)
}

describe('what somebody has to look at', () => {
  it('P-17 is nothing where WeCom and the hub agree', () => {
    expect(conflicts([kept('wang')])).toEqual([])
    const known = { 'external-userid:wm2': customer(7, wang), 'unionid:union-wm2': customer(7, wang) }
    expect(conflicts([kept('wang')], known, ['wm2'])).toEqual([])
  })

  it('P-17 is an owner in the hub who has him not as a contact, or has left', () => {
    expect(conflicts([kept('zhao')], { 'unionid:union-wm2': customer(7, wang) })).toEqual([
      {
        ...{ kind: 'owner-differs', externalId: 'wm2', name: '陈工', customer: 7 },
        ...{ owner: '王磊', ownerActive: true, follower: '赵敏' },
      },
    ])
    expect(conflicts([kept('zhao')], { 'external-userid:wm2': customer(7, gone) })).toMatchObject([
      { kind: 'owner-differs', ownerActive: false },
    ])
  })

  it('P-17 is no difference of owners where the owner is one of several, or nobody owns him', () => {
    const several = [kept('zhao', { since: instant(1) }), kept('wang', { since: instant(2) })]
    const kinds = (owner: MemberRef | null) =>
      conflicts(several, { 'external-userid:wm2': customer(7, owner) }).map((c) => c.kind)

    expect(kinds(wang)).toEqual(['several-followers'])
    expect(kinds(null)).toEqual(['several-followers'])
    expect(conflicts([kept('stranger')], { 'external-userid:wm2': customer(7, wang) })).toEqual([])
  })

  it('P-17 is a contact whose two ids belong to two customers', () => {
    const known = { 'external-userid:wm2': customer(7, null), 'unionid:union-wm2': customer(8, null) }
    expect(conflicts([kept('wang')], known)).toMatchObject([
      { kind: 'two-customers', customers: [{ customer: 8 }, { customer: 7 }] },
    ])
  })

  it('P-17 is one unionid of several contacts, told once', () => {
    expect(conflicts([kept('wang')], {}, ['wm2', 'wm9', 'wm3'])).toMatchObject([
      { kind: 'same-unionid', others: ['wm3', 'wm9'] },
    ])
    expect(conflicts([kept('wang')], {}, ['wm1', 'wm2'])).toEqual([])
  })

  it('P-17 is a noted phone that is another customer’s, shown with its middle hidden', () => {
    const noted = kept('wang', { remarkPhones: ['+8613800001234', '+8613900001234'] })
    const known = {
      'external-userid:wm2': customer(7, null),
      'phone:+8613800001234': customer(9, null),
      'phone:+8613900001234': customer(7, null),
    }
    expect(
      conflicts([noted, kept('zhao', { remarkPhones: ['+8613800001234'], leftAt: instant(1) })], known),
    ).toEqual([
      {
        ...{ kind: 'phone-elsewhere', externalId: 'wm2', name: '陈工', phone: '+86138****1234' },
        ...{ follower: '王磊', other: { customer: 9, name: '客户9' } },
      },
    ])
  })

  it('P-17 is several people who have him, with whoever was first', () => {
    const several = [
      kept('zhao', { since: instant(5) }),
      kept('wang', { since: instant(6) }),
      kept('gone', { leftAt: instant(9) }),
    ]
    expect(conflicts(several)).toEqual([
      {
        ...{ kind: 'several-followers', externalId: 'wm2', name: '陈工' },
        ...{ followers: ['赵敏', '王磊'], proposed: '赵敏' },
      },
    ])
  })

  it('P-17 is whoever has contacts and is no active member', () => {
    const contact = {
      followers: [kept('wang'), kept('gone'), kept('Stranger'), kept('other', { leftAt: instant(1) })],
    }
    expect(strangersOf(contact, (userId) => members[userId])).toEqual(['gone', 'Stranger'])
  })

  it('P-17 is told with what to do, in both languages', () => {
    const about = { externalId: 'wm2', name: '陈工' }
    const ref = { customer: customerId(7), name: '客户7' }
    const all: Conflict[] = [
      { kind: 'owner-differs', ...about, customer: customerId(7), owner: '王磊', ownerActive: true, follower: '赵敏' },
      { kind: 'two-customers', ...about, customers: [ref, ref] },
      { kind: 'same-unionid', ...about, others: ['wm3'] },
      { kind: 'phone-elsewhere', ...about, phone: '+86138****1234', follower: '王磊', other: ref },
      { kind: 'not-a-member', userId: 'stranger', contacts: 12 },
      { kind: 'several-followers', ...about, followers: ['王磊', '赵敏'], proposed: null },
    ] // prettier-ignore
    expect(all.map((c) => c.kind).sort()).toEqual([...conflictKinds].sort())
    for (const words of Object.values(contactsWording))
      for (const conflict of all) {
        const [what = '', todo = ''] = tellConflict(conflict, words)
        expect(what).toMatch(/^\[.+\] .*(陈工|stranger)/)
        expect(todo.length).toBeGreaterThan(10)
      }
  })
})
