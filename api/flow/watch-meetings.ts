import type { Meeting } from '../../contract/meeting'
import type { Member } from '../../contract/people'
import { days, plus } from '../../contract/quantities'
import { currentRow } from '../customers'
import { createCustomerFinder } from './customer-finder'
import type { DeskModules } from './desk-modules'
import { tellMeeting } from './tell-meeting'

const AHEAD = days(14)
const MOST = 500

/**
 * For a job: looks whether something has come up in the calendars of host and rep beside a meeting that is booked, and
 * tells both, once for each engagement. An entry of the same name at the same time is the meeting itself, which somebody
 * took over from the invitation. How many stand.
 */
export const createMeetingWatch = (modules: DeskModules) => async (): Promise<number> => {
  let told = 0
  for (const meeting of await modules.meetings.within(AHEAD, MOST)) {
    told += await look(modules, meeting)
  }
  if (told > 0) modules.delivery.wake()
  return told
}

async function look(modules: DeskModules, meeting: Meeting): Promise<number> {
  const { meetings, people, customers, database } = modules
  const found = await Promise.all([meeting.host, meeting.rep].map((id) => people.member(id)))
  const members = found.flatMap((member) => member ?? [])
  const span = { from: meeting.start, to: plus(meeting.start, meeting.length) }
  const { spans } = await meetings.readBusy(members, span)
  const clashes = spans.filter(
    ({ from, to, title }) => from < span.to && span.from < to && !isItself(meeting, { from, title }),
  )
  const row = clashes.length === 0 ? undefined : await currentRow(customers.store, meeting.customer)
  if (row === undefined) return 0
  const customer = await createCustomerFinder(modules).brief(row)
  for (const clash of clashes) {
    const member = nameOf(members, clash.member)
    await database.write((tx) =>
      tellMeeting(modules, tx, meeting, customer, {
        kind: 'clash',
        member,
        from: clash.from,
        to: clash.to,
      }),
    )
  }
  return clashes.length
}

const isItself = (meeting: Meeting, entry: { readonly from: number; readonly title: string }): boolean =>
  entry.from === meeting.start && entry.title.trim() === meeting.title.trim()

const nameOf = (members: readonly Member[], id: Member['id']): string =>
  members.find((member) => member.id === id)?.name ?? ''
