import type { MemberId } from '../../contract/ids'
import type { Member } from '../../contract/people'

/** What delivery asks of the people module. */
export interface DeliveryPeople {
  member(id: MemberId): Promise<Member | undefined>
  may(member: Member, act: 'answer-notice', subject: { readonly receivers: readonly Member[] }): boolean
}
