import type { Member, Role } from '../../../contract/people'

/** Whom the thing is about. Null where nobody owns it. */
export interface Owned {
  readonly owner: Member | null
}

/** What each act is done to. */
export interface Subjects {
  /** Page, timeline, intent, tags of one customer. */
  readonly 'see-customer': Owned
  /** The three layers behind a decision about that owner's customer. */
  readonly 'explain-decision': Owned
  /** Phone numbers and mail addresses of that owner's customer in full; everybody else sees them masked. */
  readonly 'see-contacts': Owned
  /** Give a customer another owner. */
  readonly 'assign-owner': Owned
  /** Give what is the owner's to a colleague. */
  readonly 'hand-over': Owned & { readonly to: Member }
  /** Book or call off a meeting with that owner's customer; `host` is who speaks for us, null before there is one. */
  readonly 'arrange-meeting': Owned & { readonly host: Member | null }
  /** Answer a decision that these people were told of. */
  readonly 'answer-notice': { readonly receivers: readonly Member[] }
  /** Send that owner's customer a document. */
  readonly 'send-document': Owned
  /** Response times and other figures of one member. */
  readonly 'see-figures': { readonly of: Member }
  readonly 'read-strategy': null
  /** Stop a rule or a package at once, let it go on, and let a package do less by itself. */
  readonly 'pause-strategy': null
  /** Let a package do more by itself, once he holds the certificate and the package has its record. */
  readonly 'raise-autonomy': null
  readonly 'publish-strategy': null
  readonly 'export-customers': null
  /** Queues, refusals, jobs, connections; sending again what was refused. */
  readonly 'see-operations': null
  /** Members, sources, keys. */
  readonly administer: null
}
export type Act = keyof Subjects

/**
 * Whether the member may do it: the one answer for chat, web and API. Pure; the caller fetches owner and receivers.
 * Somebody who left may do nothing.
 */
export function may<A extends Act>(member: Member, act: A, subject: Subjects[A]): boolean {
  return member.active && table[act][member.role](member, subject)
}

type Verdict<A extends Act> = (member: Member, subject: Subjects[A]) => boolean

const always = () => true
const never = () => false

const own = (member: Member, subject: Owned) => subject.owner?.id === member.id
const ofHisTeam = (member: Member, subject: Owned) =>
  subject.owner !== null && (subject.owner.id === member.id || leads(member, subject.owner))
/** Whom nobody owns belongs to the whole company, and so to those who answer for it. */
const inHisScope = (member: Member, subject: Owned) =>
  wholeCompany(member) || (subject.owner !== null && covers(member, subject.owner))

const receiver = (member: Member, subject: Subjects['answer-notice']) =>
  subject.receivers.some((told) => told.id === member.id)
const receiverOrLeader = (member: Member, subject: Subjects['answer-notice']) =>
  receiver(member, subject) || subject.receivers.some((told) => leads(member, told))
const receiverOrInScope = (member: Member, subject: Subjects['answer-notice']) =>
  wholeCompany(member) || subject.receivers.some((told) => covers(member, told))

/** A rep hands what is his to somebody beside him, a manager what is his team's to somebody in it. */
const toColleague = (member: Member, subject: Subjects['hand-over']) =>
  own(member, subject) && subject.to.active && besides(member, subject.to)
const withinTeam = (member: Member, subject: Subjects['hand-over']) =>
  ofHisTeam(member, subject) &&
  subject.to.active &&
  (subject.to.id === member.id || leads(member, subject.to))
const anywhereFromScope = (member: Member, subject: Subjects['hand-over']) =>
  inHisScope(member, subject) && subject.to.active

const himself = (member: Member, subject: Subjects['see-figures']) => subject.of.id === member.id
const hisTeam = (member: Member, subject: Subjects['see-figures']) =>
  himself(member, subject) || leads(member, subject.of)
const figuresInScope = (member: Member, subject: Subjects['see-figures']) =>
  wholeCompany(member) || covers(member, subject.of)

/** Whoever gives his own time may take it back. */
const hosting =
  (otherwise: (member: Member, subject: Owned) => boolean) =>
  (member: Member, subject: Subjects['arrange-meeting']) =>
    subject.host?.id === member.id || otherwise(member, subject)

/** Two who have the same manager or the same team. */
const besides = (one: Member, other: Member): boolean =>
  (one.manager !== null && one.manager === other.manager) || (one.team !== '' && one.team === other.team)

/** A director answers for everybody, unless the tree of departments has him below the top of it. */
function wholeCompany({ standing }: Member): boolean {
  const place = standing?.place ?? null
  return place === null || place.wholeCompany
}

/** Himself, and everybody whom he leads. */
const covers = (director: Member, member: Member): boolean =>
  member.id === director.id || leads(director, member)

/**
 * Whoever is above somebody along the manager links leads him. Beside that a tree of departments decides where it has
 * both: names of teams repeat from region to region, departments do not. Where it has not, it is the team's name, and
 * nobody is in the team without one. Nobody leads his own superior.
 */
function leads(manager: Member, member: Member): boolean {
  if (manager.manager === member.id || isAbove(member, manager)) return false
  if (member.manager === manager.id || isAbove(manager, member)) return true
  const his = manager.standing?.place ?? null
  const theirs = member.standing?.place ?? null
  if (his !== null && theirs !== null) return his.answersFor.some((id) => theirs.within.includes(id))
  return manager.team !== '' && member.team === manager.team
}

const isAbove = (superior: Member, member: Member): boolean =>
  member.standing?.above.includes(superior.id) ?? false

// The admin runs the machine, not the sales: he sees what it does and answers nothing in anybody's place.
const table: { readonly [A in Act]: Readonly<Record<Role, Verdict<A>>> } = {
  'see-customer': { rep: own, manager: ofHisTeam, director: inHisScope, admin: always },
  'explain-decision': { rep: own, manager: ofHisTeam, director: inHisScope, admin: always },
  'see-contacts': { rep: own, manager: ofHisTeam, director: inHisScope, admin: never },
  'assign-owner': { rep: never, manager: ofHisTeam, director: inHisScope, admin: never },
  'hand-over': { rep: toColleague, manager: withinTeam, director: anywhereFromScope, admin: never },
  'arrange-meeting': {
    rep: hosting(own),
    manager: hosting(ofHisTeam),
    director: hosting(inHisScope),
    admin: never,
  },
  'answer-notice': { rep: receiver, manager: receiverOrLeader, director: receiverOrInScope, admin: receiver },
  'send-document': { rep: own, manager: ofHisTeam, director: inHisScope, admin: never },
  'see-figures': { rep: himself, manager: hisTeam, director: figuresInScope, admin: never },
  'read-strategy': { rep: always, manager: always, director: always, admin: always },
  'pause-strategy': { rep: never, manager: never, director: always, admin: always },
  'raise-autonomy': { rep: never, manager: never, director: wholeCompany, admin: never },
  'publish-strategy': { rep: never, manager: never, director: wholeCompany, admin: never },
  'export-customers': { rep: never, manager: never, director: wholeCompany, admin: never },
  'see-operations': { rep: never, manager: never, director: wholeCompany, admin: always },
  administer: { rep: never, manager: never, director: never, admin: always },
}
