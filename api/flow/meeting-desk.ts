import type { DecisionId, MemberId } from '../../contract/ids'
import type { Meeting, StepMeeting } from '../../contract/meeting'
import type { CustomerBrief } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type {
  Clash,
  ListedMeeting,
  MeetingBooked,
  MeetingCancelled,
  MeetingDesk,
  MeetingOffer,
  MeetingOffered,
  NoMeeting,
  SlotChoice,
} from '../../contract/ports/meeting-desk'
import type { Instant } from '../../contract/quantities'
import { minutes } from '../../contract/quantities'
import type { Attendants, Booked } from '../meetings'
import { currentRow } from '../customers'
import { may } from '../people'
import { createCustomerFinder } from './customer-finder'
import type { DeskModules } from './desk-modules'
import { standingOf } from './meeting-standing'
import { tellMeeting } from './tell-meeting'

/** A step that is a meeting, with everybody it concerns. */
interface Subject extends Attendants {
  readonly kind: 'subject'
  readonly asker: Member
  readonly decision: DecisionId
  readonly customer: CustomerBrief
  readonly step: string
  readonly wants: StepMeeting
  /** The one that is booked. */
  readonly meeting: Meeting | undefined
}

/** Arranging meetings: who may, with whom, and what everybody is told of it. */
export function createMeetingDesk(modules: DeskModules): MeetingDesk {
  const { meetings, people } = modules
  const subjectOf = createSubjects(modules)

  const offerFor = async (subject: Subject): Promise<MeetingOffer> => {
    const { asker, decision, customer, wants, host } = subject
    const length = minutes(wants.minutes)
    const { slots, unread } = await meetings.find(subject, length)
    await meetings.keepOffer(asker.id, decision, slots)
    return { decision, customer, title: wants.title, host: host.name, length, slots, unread }
  }

  const bookedAlready = async (meeting: Meeting, { customer }: Subject) => ({
    kind: 'booked-already' as const,
    meeting: await standingOf(modules, meeting),
    customer,
  })

  const clashOf = async (booked: Extract<Booked, { kind: 'taken' }>, start: Instant): Promise<Clash> => ({
    start,
    member: await nameOf(people, booked.member),
    bookedBy: booked.bookedBy === null ? null : await nameOf(people, booked.bookedBy),
  })

  return {
    offerMeeting: async (asker, decision): Promise<MeetingOffered> => {
      const subject = await subjectOf(asker, decision)
      if (subject.kind !== 'subject') return subject
      if (subject.meeting !== undefined) return bookedAlready(subject.meeting, subject)
      return { kind: 'offered', offer: await offerFor(subject) }
    },
    bookMeeting: async (asker, decision, choice): Promise<MeetingBooked> => {
      const subject = await subjectOf(asker, decision)
      if (subject.kind !== 'subject') return subject
      if (subject.meeting !== undefined) return bookedAlready(subject.meeting, subject)
      const start = chosen(await meetings.offered(asker.id, decision), choice)
      if (start === undefined) return { kind: 'stale', offer: await offerFor(subject) }
      const booked = await book(modules, subject, start)
      if (booked.kind === 'booked-already') return bookedAlready(booked.meeting, subject)
      if (booked.kind === 'impossible') return { kind: 'stale', offer: await offerFor(subject) }
      if (booked.kind === 'taken') {
        return { kind: 'clash', clash: await clashOf(booked, start), offer: await offerFor(subject) }
      }
      return { kind: 'done', meeting: await standingOf(modules, booked.meeting), customer: subject.customer }
    },
    cancelMeeting: (asker, decision) => cancel(modules, asker, decision),
    meetings: async (asker, limit, offset) => listed(modules, await meetings.of(asker.id, limit, offset)),
  }
}

/** Who takes part in the meeting of a decision, if the asker may arrange it. */
const createSubjects = (modules: DeskModules) => {
  const { meetings, people, strategy } = modules
  const { brief, ownerOf, ofDecision } = createCustomerFinder(modules)

  return async (asker: Member, decision: DecisionId): Promise<Subject | NoMeeting> => {
    const found = await ofDecision(asker, decision)
    if (found.kind !== 'found') return { kind: 'unknown' }
    const owner = await ownerOf(found.value)
    if (!may(asker, 'arrange-meeting', { owner, host: null })) return { kind: 'forbidden' }
    const step = (await strategy.steps(decision)).find((one) => one.meeting !== undefined)
    if (step?.meeting === undefined) return { kind: 'no-meeting' }
    if (step.state === 'stopped') return { kind: 'stopped' }
    const rep = owner?.active === true ? owner : asker
    return {
      kind: 'subject',
      asker,
      decision,
      customer: await brief(found.value),
      step: step.id,
      wants: step.meeting,
      rep,
      host: await hostFor(step.meeting, rep, people, meetings.expert()),
      meeting: await meetings.ofDecision(decision),
    }
  }
}

/** The expert whom the company named, otherwise the rep's superior, otherwise the rep himself. */
async function hostFor(
  { host }: StepMeeting,
  rep: Member,
  people: DeskModules['people'],
  expert: MemberId | undefined,
): Promise<Member> {
  for (const id of [host === 'expert' ? expert : undefined, rep.manager]) {
    const member = id === undefined || id === null ? undefined : await people.member(id)
    if (member?.active === true) return member
  }
  return rep
}

const book = async (modules: DeskModules, subject: Subject, start: Instant): Promise<Booked> => {
  const { decision, step, customer, wants, host, rep, asker } = subject
  const booked = await modules.meetings.book(
    {
      decision,
      step,
      customer: customer.id,
      title: wants.title,
      host,
      rep,
      by: asker.id,
      start,
      length: minutes(wants.minutes),
    },
    (tx, meeting) => tellMeeting(modules, tx, meeting, customer, { kind: 'booked', by: asker.name }),
  )
  if (booked.kind === 'done') modules.delivery.wake()
  return booked
}

/** Also by the host, who may not see the customer otherwise: it is his time. */
async function cancel(modules: DeskModules, asker: Member, decision: DecisionId): Promise<MeetingCancelled> {
  const { meetings, people, customers, delivery } = modules
  const { brief, ownerOf } = createCustomerFinder(modules)
  const meeting = await meetings.ofDecision(decision)
  const row = meeting === undefined ? undefined : await currentRow(customers.store, meeting.customer)
  if (meeting === undefined || row === undefined) {
    const subject = await createSubjects(modules)(asker, decision)
    return subject.kind === 'subject' ? { kind: 'nothing' } : subject
  }
  const owner = await ownerOf(row)
  const host = (await people.member(meeting.host)) ?? null
  if (!may(asker, 'arrange-meeting', { owner, host })) {
    return may(asker, 'see-customer', { owner }) ? { kind: 'forbidden' } : { kind: 'unknown' }
  }
  const customer = await brief(row)
  const off = await meetings.cancel(meeting.id, asker.id, (tx, now) =>
    tellMeeting(modules, tx, now, customer, { kind: 'cancelled', by: asker.name }),
  )
  if (off === undefined) return { kind: 'nothing' }
  delivery.wake()
  return { kind: 'done', meeting: await standingOf(modules, off), customer }
}

/** Whoever takes part may know with whom, and be it a customer who is not his otherwise. */
async function listed(modules: DeskModules, found: readonly Meeting[]): Promise<ListedMeeting[]> {
  const { brief } = createCustomerFinder(modules)
  const rows = await Promise.all(
    found.map(async (meeting) => {
      const row = await currentRow(modules.customers.store, meeting.customer)
      const customer = row === undefined ? undefined : await brief(row)
      return customer === undefined ? [] : [{ ...(await standingOf(modules, meeting)), customer }]
    }),
  )
  return rows.flat()
}

/** Only what was offered to the asker can be chosen, so that an old button does nothing unseen. */
function chosen(offered: readonly Instant[], choice: SlotChoice): Instant | undefined {
  return 'nth' in choice ? offered[choice.nth - 1] : offered.find((start) => start === choice.start)
}

const nameOf = async (people: DeskModules['people'], id: MemberId): Promise<string> =>
  (await people.member(id))?.name ?? ''
