import fc from 'fast-check'

import { may, shownTo } from '../../../../api/people'
import { standingsOf } from '../../../../api/people/domain/standing'
import { departmentId, memberId } from '../../../../contract/ids'
import type { MemberId } from '../../../../contract/ids'
import type { Member, Role } from '../../../../contract/people'

/**
 * The company 1 with the regions 10 and 20; 11 is a group of 10. Both regions have a team 销售一部, which is where
 * names of teams lead astray.
 */
const departments = [
  [1, null],
  [10, 1],
  [11, 10],
  [20, 1],
  [21, 20],
] as const

interface Placed {
  readonly role: Role
  readonly sits: number
  readonly leads?: true
  readonly manager?: string
}

const staff: Readonly<Record<string, Placed>> = {
  chief: { role: 'director', sits: 1 },
  east: { role: 'director', sits: 10, leads: true, manager: 'chief' },
  west: { role: 'director', sits: 20, leads: true, manager: 'chief' },
  lead: { role: 'manager', sits: 11, leads: true, manager: 'east' },
  westLead: { role: 'manager', sits: 21, leads: true, manager: 'west' },
  rep: { role: 'rep', sits: 11, manager: 'lead' },
  mate: { role: 'rep', sits: 11, manager: 'lead' },
  lent: { role: 'rep', sits: 21, manager: 'lead' },
  far: { role: 'rep', sits: 21, manager: 'westLead' },
  bookkeeper: { role: 'manager', sits: 1 },
  admin: { role: 'admin', sits: 1 },
}
const names = Object.keys(staff)
const idOf = (name: string): MemberId => memberId(names.indexOf(name) + 1)

const standing = standingsOf({
  departments: departments.map(([id, parent]) => ({
    id: departmentId(id),
    platform: 'wecom',
    name: `${id}`,
    parent: parent === null ? null : departmentId(parent),
  })),
  managers: new Map(
    Object.entries(staff).map(([name, { manager }]) => [
      idOf(name),
      manager === undefined ? null : idOf(manager),
    ]),
  ),
  placements: Object.entries(staff).map(([name, { sits, leads }]) => ({
    member: idOf(name),
    department: departmentId(sits),
    leads: leads === true,
  })),
})

const member = (name: string, more: Partial<Member> = {}): Member => {
  const { role = 'rep', manager } = staff[name] ?? {}
  return {
    id: idOf(name),
    name,
    role,
    team: '销售一部',
    manager: manager === undefined ? null : idOf(manager),
    addresses: [],
    active: true,
    standing: standing(idOf(name)),
    ...more,
  }
}

/** Whose customers each of them may see, row by row. */
const sees: Readonly<Record<string, readonly string[]>> = {
  chief: names,
  east: ['east', 'lead', 'rep', 'mate', 'lent'],
  west: ['west', 'westLead', 'far', 'lent'],
  lead: ['lead', 'rep', 'mate', 'lent'],
  westLead: ['westLead', 'far', 'lent'],
  rep: ['rep'],
  mate: ['mate'],
  lent: ['lent'],
  far: ['far'],
  bookkeeper: ['bookkeeper'],
  admin: names,
}

describe('who may see whom in a tree of departments', () => {
  const cells = names.flatMap((asker) =>
    names.map((owner) => ({ asker, owner, allowed: sees[asker]?.includes(owner) === true })),
  )

  it.each(cells)('O-04 $asker sees a customer of $owner: $allowed', ({ asker, owner, allowed }) => {
    const subject = { owner: member(owner) }
    expect(may(member(asker), 'see-customer', subject)).toBe(allowed)
    expect(may(member(asker), 'explain-decision', subject)).toBe(allowed)
  })

  it.each(cells)('O-04 $asker acts for $owner only inside what he sees', ({ asker, owner, allowed }) => {
    const acts = [
      may(member(asker), 'assign-owner', { owner: member(owner) }),
      may(member(asker), 'see-contacts', { owner: member(owner) }),
      may(member(asker), 'see-figures', { of: member(owner) }),
      may(member(asker), 'answer-notice', { receivers: [member(owner)] }),
    ]
    if (!allowed) expect(acts).toEqual([false, false, false, false])
    else if (staff[asker]?.role === 'director') expect(acts).toEqual([true, true, true, true])
  })

  it.each([
    ['chief', true],
    ['east', false],
    ['admin', true],
    ['lead', false],
  ])('O-04 what belongs to the whole company: %s %s', (name, allowed) => {
    expect(may(member(name), 'see-customer', { owner: null })).toBe(allowed)
    expect(may(member(name), 'see-operations', null)).toBe(allowed)
    const sales = allowed && name !== 'admin'
    expect(may(member(name), 'publish-strategy', null)).toBe(sales)
    expect(may(member(name), 'export-customers', null)).toBe(sales)
  })

  it('O-04 a director whom no tree knows answers for everybody, as after an imported list', () => {
    const listed = member('east', { standing: { above: [], place: null } })
    expect(may(listed, 'see-customer', { owner: member('far') })).toBe(true)
    expect(may(listed, 'publish-strategy', null)).toBe(true)
  })

  it('O-04 somebody who left may do nothing, whatever he led', () => {
    for (const name of names)
      expect(may(member(name, { active: false }), 'see-customer', { owner: member(name) })).toBe(false)
  })

  it('O-04 nobody leads his own superior, also where both sit in one department', () => {
    const deputy = member('lead', { standing: { ...standing(idOf('lead')), above: [idOf('rep')] } })
    expect(may(deputy, 'see-customer', { owner: member('rep') })).toBe(false)
  })

  it('O-04 leads along the chain of managers whatever the departments say', () => {
    const boss = member('west', { role: 'manager', standing: { above: [], place: null } })
    const rep = member('rep', { team: 'x', standing: { above: [idOf('lead'), idOf('west')], place: null } })
    expect(may(boss, 'see-customer', { owner: rep })).toBe(true)
  })
})

describe('phone numbers and mailboxes on a screen', () => {
  const phone = { type: 'phone', value: '+8613812345678' } as const
  const email = { type: 'email', value: 'lin.jian@yan.example' } as const

  it.each(names)('O-04 %s reads them in full exactly where the policy says so', (asker) => {
    for (const owner of names) {
      const whole = may(member(asker), 'see-contacts', { owner: member(owner) })
      expect(shownTo(member(asker), member(owner), phone).value).toBe(whole ? phone.value : '+861****5678')
      expect(shownTo(member(asker), member(owner), email).value).toBe(
        whole ? email.value : 'l***@yan.example',
      )
    }
  })

  it('O-04 leaves identifiers alone that reach nobody', () => {
    const unionid = { type: 'unionid', value: 'o123' } as const
    expect(shownTo(member('admin'), member('rep'), unionid)).toEqual(unionid)
  })

  it('O-04 never shows more than two thirds of a number, however short', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (value) => {
        const { value: shown } = shownTo(member('admin'), member('rep'), { type: 'phone', value })
        const length = Array.from(value).length
        expect(Array.from(shown).length - 4).toBeLessThanOrEqual(Math.floor((length * 2) / 3))
        if (length > 0) expect(shown).not.toBe(value)
      }),
    )
  })
})
