import { may } from '../../../../api/people'
import { memberId } from '../../../../contract/ids'
import type { Member, Role } from '../../../../contract/people'
import { roles } from '../../../../contract/people'

const person = (id: number, role: Role, team: string, manager: number | null, active = true): Member => ({
  id: memberId(id),
  name: `${id}`,
  role,
  team,
  manager: manager === null ? null : memberId(manager),
  addresses: [],
  active,
})

const rep = person(1, 'rep', '华东', 11)
const mate = person(2, 'rep', '华东', 11)
const lent = person(3, 'rep', '华南', 11)
const stranger = person(4, 'rep', '华南', 12)
const manager = person(11, 'manager', '华东', 20)
const otherManager = person(12, 'manager', '华南', 20)
const director = person(20, 'director', '', null)
const admin = person(30, 'admin', '', null)
const asking: Readonly<Record<Role, Member>> = { rep, manager, director, admin }

const teamless = person(5, 'rep', '', 12)
const teamlessManager = person(13, 'manager', '', 20)

/** Who may, in the order rep, manager, director, admin. */
type Row = readonly [
  what: string,
  may: (who: Member) => boolean,
  answers: readonly [0 | 1, 0 | 1, 0 | 1, 0 | 1],
]

const matrix: readonly Row[] = [
  ['see-customer of the rep', (m) => may(m, 'see-customer', { owner: rep }), [1, 1, 1, 1]],
  ['see-customer of a team mate', (m) => may(m, 'see-customer', { owner: mate }), [0, 1, 1, 1]],
  ['see-customer of one who reports from another team', (m) => may(m, 'see-customer', { owner: lent }), [0, 1, 1, 1]],
  ['see-customer of another team', (m) => may(m, 'see-customer', { owner: stranger }), [0, 0, 1, 1]],
  ['see-customer of the manager himself', (m) => may(m, 'see-customer', { owner: manager }), [0, 1, 1, 1]],
  ['see-customer of nobody', (m) => may(m, 'see-customer', { owner: null }), [0, 0, 1, 1]],
  ['explain-decision about the rep’s customer', (m) => may(m, 'explain-decision', { owner: rep }), [1, 1, 1, 1]],
  ['explain-decision about a team mate’s', (m) => may(m, 'explain-decision', { owner: mate }), [0, 1, 1, 1]],
  ['explain-decision about another team’s', (m) => may(m, 'explain-decision', { owner: stranger }), [0, 0, 1, 1]],
  ['explain-decision about nobody’s', (m) => may(m, 'explain-decision', { owner: null }), [0, 0, 1, 1]],
  ['see-contacts of the rep’s customer', (m) => may(m, 'see-contacts', { owner: rep }), [1, 1, 1, 0]],
  ['see-contacts of another team’s', (m) => may(m, 'see-contacts', { owner: stranger }), [0, 0, 1, 0]],
  ['see-contacts of nobody’s', (m) => may(m, 'see-contacts', { owner: null }), [0, 0, 1, 0]],
  ['assign-owner of the rep’s customer', (m) => may(m, 'assign-owner', { owner: rep }), [0, 1, 1, 0]],
  ['assign-owner of another team’s', (m) => may(m, 'assign-owner', { owner: stranger }), [0, 0, 1, 0]],
  ['send-document to the rep’s customer', (m) => may(m, 'send-document', { owner: rep }), [1, 1, 1, 0]],
  ['send-document to another team’s', (m) => may(m, 'send-document', { owner: stranger }), [0, 0, 1, 0]],
  ['send-document to nobody’s', (m) => may(m, 'send-document', { owner: null }), [0, 0, 1, 0]],
  ['hand-over of the rep’s to a team mate', (m) => may(m, 'hand-over', { owner: rep, to: mate }), [1, 1, 1, 0]],
  ['hand-over of the rep’s to one beside him in another team', (m) => may(m, 'hand-over', { owner: rep, to: lent }), [1, 1, 1, 0]],
  ['hand-over of the rep’s to another team', (m) => may(m, 'hand-over', { owner: rep, to: stranger }), [0, 0, 1, 0]],
  ['hand-over of a team mate’s to the rep', (m) => may(m, 'hand-over', { owner: mate, to: rep }), [0, 1, 1, 0]],
  ['hand-over of another team’s to the rep', (m) => may(m, 'hand-over', { owner: stranger, to: rep }), [0, 0, 1, 0]],
  ['hand-over of nobody’s to the rep', (m) => may(m, 'hand-over', { owner: null, to: rep }), [0, 0, 1, 0]],
  ['hand-over to somebody who has left', (m) => may(m, 'hand-over', { owner: rep, to: { ...mate, active: false } }), [0, 0, 0, 0]],
  ['arrange-meeting with the rep’s customer', (m) => may(m, 'arrange-meeting', { owner: rep, host: null }), [1, 1, 1, 0]],
  ['arrange-meeting with a team mate’s', (m) => may(m, 'arrange-meeting', { owner: mate, host: null }), [0, 1, 1, 0]],
  ['arrange-meeting with another team’s', (m) => may(m, 'arrange-meeting', { owner: stranger, host: null }), [0, 0, 1, 0]],
  ['arrange-meeting with nobody’s', (m) => may(m, 'arrange-meeting', { owner: null, host: null }), [0, 0, 1, 0]],
  ['arrange-meeting with another team’s that the rep hosts', (m) => may(m, 'arrange-meeting', { owner: stranger, host: rep }), [1, 0, 1, 0]],
  ['answer-notice that all four got', (m) => may(m, 'answer-notice', { receivers: [rep, manager, director, admin] }), [1, 1, 1, 1]],
  ['answer-notice that the rep got', (m) => may(m, 'answer-notice', { receivers: [rep] }), [1, 1, 1, 0]],
  ['answer-notice that a team mate got', (m) => may(m, 'answer-notice', { receivers: [mate] }), [0, 1, 1, 0]],
  ['answer-notice that another team got', (m) => may(m, 'answer-notice', { receivers: [stranger] }), [0, 0, 1, 0]],
  ['answer-notice that another manager got', (m) => may(m, 'answer-notice', { receivers: [otherManager] }), [0, 0, 1, 0]],
  ['answer-notice that nobody got', (m) => may(m, 'answer-notice', { receivers: [] }), [0, 0, 1, 0]],
  ['see-figures of the rep', (m) => may(m, 'see-figures', { of: rep }), [1, 1, 1, 0]],
  ['see-figures of a team mate', (m) => may(m, 'see-figures', { of: mate }), [0, 1, 1, 0]],
  ['see-figures of another team', (m) => may(m, 'see-figures', { of: stranger }), [0, 0, 1, 0]],
  ['see-figures of the manager', (m) => may(m, 'see-figures', { of: manager }), [0, 1, 1, 0]],
  ['read-strategy', (m) => may(m, 'read-strategy', null), [1, 1, 1, 1]],
  ['raise-autonomy', (m) => may(m, 'raise-autonomy', null), [0, 0, 1, 0]],
  ['pause-strategy', (m) => may(m, 'pause-strategy', null), [0, 0, 1, 1]],
  ['publish-strategy', (m) => may(m, 'publish-strategy', null), [0, 0, 1, 0]],
  ['export-customers', (m) => may(m, 'export-customers', null), [0, 0, 1, 0]],
  ['see-operations', (m) => may(m, 'see-operations', null), [0, 0, 1, 1]],
  ['administer', (m) => may(m, 'administer', null), [0, 0, 0, 1]],
] // prettier-ignore

describe('who may do what', () => {
  const cells = matrix.flatMap(([what, ask, answers]) =>
    roles.map((role, i) => ({ what, role, ask, allowed: answers[i] === 1 })),
  )

  it.each(cells)('O-04 $role: $what → $allowed', ({ role, ask, allowed }) => {
    expect(ask(asking[role])).toBe(allowed)
  })

  it.each(matrix.map(([what, ask]) => ({ what, ask })))(
    'P-07 lets nobody who has left do anything: $what',
    ({ ask }) => {
      for (const role of roles) expect(ask({ ...asking[role], active: false })).toBe(false)
    },
  )

  it('O-04 takes members without a team for no team at all', () => {
    expect(may(teamlessManager, 'see-customer', { owner: teamless })).toBe(false)
  })
})
