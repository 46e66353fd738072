import fc from 'fast-check'

import type { KeptContact, SeenContact } from '../../../../api/contacts/domain/contact'
import { gatherContacts } from '../../../../api/contacts/domain/contact'
import type { MemberRef } from '../../../../api/contacts/domain/hub-view'
import type { ContactPlan } from '../../../../api/contacts/domain/plan-contact'
import { planContact } from '../../../../api/contacts/domain/plan-contact'
import { touchpointOf } from '../../../../api/contacts/say-contact'
import { memberId } from '../../../../contract/ids'
import type { ContactPair } from '../../../../contract/ports/contacts'
import { instant } from '../../../../contract/quantities'
import { contactPerson, follower, pair } from '../../../builders/contacts'

const now = instant(1_800_000_000_000)
const later = instant(1_800_000_100_000)
const members: Readonly<Record<string, MemberRef>> = {
  wang: { id: memberId(1), name: '王磊', active: true },
  zhao: { id: memberId(2), name: '赵敏', active: true },
  gone: { id: memberId(3), name: '钱多', active: false },
}
const tagNames: Readonly<Record<string, string>> = { t1: 'VIP', t2: '华东' }
const hub = {
  memberOf: (userId: string) => members[userId.toLowerCase()],
  tagName: (id: string) => tagNames[id],
}
const plan = (
  known: KeptContact | undefined,
  seen: SeenContact,
  more: { readonly whole?: boolean; readonly at?: typeof now } = {},
): ContactPlan => planContact(known, seen, { whole: more.whole ?? true, now: more.at ?? now, hub })
const seenOf = (...followers: ReturnType<typeof follower>[]): SeenContact => ({
  person: contactPerson('wm1'),
  followers,
})

describe('a contact that is taken over', () => {
  it('P-17 is added with what is to be said of him', () => {
    const seen = seenOf(
      follower('wang', { remark: '陈工', remarkCompany: '恒砺精密', tags: ['t2', 't1', 'unknown'] }),
    )

    const { what, say, contact } = plan(undefined, seen)

    expect(what).toBe('added')
    expect(say).toEqual({
      ...{ name: '陈工', company: '恒砺精密', position: '', unionid: 'union-wm1', owner: 'wang' },
      tags: ['VIP', '华东'],
    })
    expect(contact).toMatchObject({ revision: 1, firstAt: now, changedAt: now, leftAt: null })
  })

  it('P-17 keeps a company that WeCom vouches for before one that a rep wrote down', () => {
    const person = contactPerson('wo1', {
      kind: 'member',
      company: '远帆科技有限公司',
      position: '采购经理',
      unionid: null,
    })
    const seen = { person, followers: [follower('wang', { remarkCompany: '远帆' })] }

    expect(plan(undefined, seen).say).toMatchObject({
      company: '远帆科技有限公司',
      position: '采购经理',
      unionid: null,
    })
  })

  it('P-17 is nothing new the second time', () => {
    const seen = seenOf(follower('wang', { tags: ['t1'] }), follower('zhao'))
    const first = plan(undefined, seen)

    expect(plan(first.contact, seen, { at: later })).toMatchObject({
      ...{ what: 'unchanged', say: null, contact: first.contact },
    })
  })

  it('P-17 is said of anew when what is said has changed, and only then', () => {
    const first = plan(undefined, seenOf(follower('wang', { remark: '陈工' })))
    const renamed = plan(first.contact, seenOf(follower('wang', { remark: '陈总' })), { at: later })
    const noted = plan(
      first.contact,
      seenOf(follower('wang', { remark: '陈工', remarkPhones: ['+8613800000001'] })),
    )

    expect(renamed).toMatchObject({ what: 'changed', say: { name: '陈总' }, contact: { revision: 2 } })
    expect(noted).toMatchObject({ what: 'changed', say: null, contact: { revision: 1 } })
  })

  it('P-17 has touchpoints that tell apart what was said, also when it goes back to what it was', () => {
    const one = plan(undefined, seenOf(follower('wang', { remark: 'A' })))
    const two = plan(one.contact, seenOf(follower('wang', { remark: 'B' })), { at: later })
    const back = plan(two.contact, seenOf(follower('wang', { remark: 'A' })), { at: later })
    const ids = [one, two, back].map((p) => touchpointOf(p, now)?.sourceEventId)

    expect(new Set(ids).size).toBe(3)
    expect(
      touchpointOf(plan(undefined, seenOf(follower('wang', { remark: 'A' }))), later)?.sourceEventId,
    ).toBe(ids[0])
  })

  it('P-17 tells his identifiers and never a phone number that somebody wrote down', () => {
    const seen = seenOf(follower('wang', { remarkPhones: ['+8613800000001'], tags: ['t1'] }))
    const touchpoint = touchpointOf(plan(undefined, seen), now)

    expect(touchpoint?.identifiers).toEqual([
      { type: 'external-userid', value: 'wm1' },
      { type: 'unionid', value: 'union-wm1' },
    ])
    expect(JSON.stringify(touchpoint)).not.toContain('13800000001')
    expect(touchpoint).toMatchObject({
      ...{ actor: 'ours', verb: 'identified', occurredAt: 1_700_000_000_000 },
      profile: { owner: 'wecom:wang', wecomTags: 'VIP' },
    })
  })

  it('P-17 takes back tags and an owner that are no more', () => {
    const first = plan(undefined, seenOf(follower('wang', { tags: ['t1'] })))
    const bare = plan(first.contact, seenOf(follower('stranger')), { at: later })

    expect(touchpointOf(bare, later)?.profile).toMatchObject({ owner: '', wecomTags: '' })
    expect(touchpointOf(bare, later)?.occurredAt).toBe(later)
  })

  it('P-17 proposes whoever has had him longest of those who are active members', () => {
    const seen = seenOf(
      follower('gone', { since: instant(1) }),
      follower('stranger', { since: instant(2) }),
      follower('zhao', { since: instant(3) }),
      follower('wang', { since: instant(4) }),
    )

    expect(plan(undefined, seen).proposed?.member.name).toBe('赵敏')
    expect(plan(undefined, seenOf(follower('gone'))).proposed).toBeNull()
  })

  it('P-17 marks a follower who is missing, and not where something was not read', () => {
    const first = plan(undefined, seenOf(follower('wang'), follower('zhao')))
    const whole = plan(first.contact, seenOf(follower('zhao')), { at: later })
    const part = plan(first.contact, seenOf(follower('zhao')), { at: later, whole: false })

    expect(whole.contact.followers.map((f) => [f.userId, f.leftAt])).toEqual([
      ['wang', later],
      ['zhao', null],
    ])
    expect(part).toMatchObject({ what: 'unchanged', say: null })
  })

  it('P-17 comes back under what he was', () => {
    const first = plan(undefined, seenOf(follower('wang')))
    const left = { ...first.contact, leftAt: now }

    expect(plan(left, seenOf(follower('wang')), { at: later })).toMatchObject({
      ...{ what: 'came-back', say: null, contact: { leftAt: null, firstAt: now } },
    })
  })

  it('P-17 keeps a follower’s own tags where the reading does not tell them', () => {
    const first = plan(undefined, seenOf(follower('wang', { ownTags: ['爱喝茶'] })))
    const second = plan(first.contact, seenOf(follower('wang', { ownTags: null })), { at: later })
    const none = plan(first.contact, seenOf(follower('wang', { ownTags: [] })), { at: later })

    expect(second.what).toBe('unchanged')
    expect(second.contact.followers[0]?.ownTags).toEqual(['爱喝茶'])
    expect(none.contact.followers[0]?.ownTags).toEqual([])
  })
})

describe('any reading', () => {
  const text = fc.constantFrom('', 'A', '陈工', 'VIP')
  const pairs: fc.Arbitrary<ContactPair[]> = fc.uniqueArray(
    fc.record({
      externalId: fc.constantFrom('wm1', 'wm2', 'wm3', 'wo4'),
      userId: fc.constantFrom('wang', 'zhao', 'gone', 'stranger', 'other'),
      remark: text,
      tags: fc.subarray(['t1', 't2', 't3']),
      since: fc.integer({ min: 1, max: 5 }),
    }),
    { selector: (p) => `${p.externalId} ${p.userId}`, minLength: 1, maxLength: 20 },
  ).map((rows) =>
    rows.map(({ externalId, userId, ...rest }) =>
      pair(externalId, userId, { follower: { ...rest, since: instant(rest.since) } }),
    ),
  ) // prettier-ignore
  const withOrder = pairs.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }), fc.subarray(rows)),
  )

  it('P-17 says the same in whatever order its pages come, and however often a pair comes', () => {
    fc.assert(
      fc.property(withOrder, ([rows, shuffled, again]) => {
        const one = gatherContacts(rows).map((seen) => plan(undefined, seen))
        const two = gatherContacts([...shuffled, ...again]).map((seen) => plan(undefined, seen))
        expect(two).toEqual(one)
      }),
    )
  })

  it('P-17 changes nothing when it comes again, also after it was written down', () => {
    fc.assert(
      fc.property(withOrder, fc.boolean(), ([rows, shuffled], whole) => {
        const kept = new Map(
          gatherContacts(rows).map((seen) => {
            const { contact } = plan(undefined, seen)
            return [seen.person.externalId, JSON.parse(JSON.stringify(contact)) as KeptContact]
          }),
        )
        for (const seen of gatherContacts(shuffled)) {
          const again = plan(kept.get(seen.person.externalId), seen, { at: later, whole })
          expect([again.what, again.say]).toEqual(['unchanged', null])
        }
      }),
    )
  })

  it('P-17 forgets nobody who ever had him', () => {
    fc.assert(
      fc.property(pairs, pairs, fc.boolean(), (before, after, whole) => {
        for (const first of gatherContacts(before)) {
          const seen = gatherContacts(after).find((c) => c.person.externalId === first.person.externalId)
          if (seen === undefined) continue
          const { contact } = plan(plan(undefined, first).contact, seen, { at: later, whole })
          const ids = contact.followers.map((f) => f.userId)
          expect(ids).toEqual(expect.arrayContaining(first.followers.map((f) => f.userId)))
        }
      }),
    )
  })
})
