import type { MeetingId } from '../../contract/meeting'
import type { Invitation, InvitationDesk } from '../../contract/ports/invitation-desk'
import type { DeskModules } from './desk-modules'
import { currentRow } from '../customers'
import { createCustomerFinder } from './customer-finder'
import { tellMeeting } from './tell-meeting'

/** What happens to an invitation at the customer's hands, told to host and rep. */
export function createInvitationDesk(modules: DeskModules): InvitationDesk {
  const { meetings, people, customers, delivery, clock } = modules
  const { brief } = createCustomerFinder(modules)

  const parts = async (id: MeetingId) => {
    const meeting = await meetings.byId(id)
    const row = meeting === undefined ? undefined : await currentRow(customers.store, meeting.customer)
    return meeting === undefined || row === undefined ? undefined : { meeting, row }
  }

  return {
    invitation: async (id): Promise<Invitation | null> => {
      const found = await parts(id)
      if (found === undefined) return null
      const { meeting, row } = found
      const host = (await people.member(meeting.host))?.name ?? ''
      return { ...meeting, host, guest: row.name }
    },
    opened: async (id) => {
      const found = await parts(id)
      if (found === undefined) return
      const { meeting } = found
      await meetings.opened(meeting, (tx) =>
        delivery.redraw(tx, meeting.decision, `meeting-${meeting.id}-opened`),
      )
      delivery.wake()
    },
    reply: async (id, reply, note) => {
      const found = await parts(id)
      if (found === undefined || found.meeting.state !== 'booked') return false
      const { meeting, row } = found
      if (meeting.start + meeting.length <= clock.now()) return false
      if (meeting.reply === reply && meeting.replyNote === note) return true
      const customer = await brief(row)
      const what = reply === 'accepted' ? ({ kind: reply } as const) : ({ kind: reply, note } as const)
      const kept = await meetings.replied(meeting, reply, note, (tx, now) =>
        tellMeeting(modules, tx, now, customer, what),
      )
      delivery.wake()
      return kept
    },
  }
}
