import { decisionId } from '../../contract/ids'
import { meetingId } from '../../contract/meeting'
import type { MeetingStanding } from '../../contract/meeting'
import type { CustomerBrief } from '../../contract/notice'
import type { MeetingEvent } from '../../contract/notices/meeting-news'
import type { MeetingOffer } from '../../contract/ports/meeting-desk'
import { days, hours, instant, minutes, plus } from '../../contract/quantities'
import { sampledAt, text } from './amount'
import type { Amount } from './amount'

interface World {
  readonly amount: Amount
  readonly customer: CustomerBrief
}

/** Ten o'clock in UTC+8, so many days after the samples. */
const tenOn = (day: number) =>
  plus(instant(Math.floor(sampledAt / 86_400_000) * 86_400_000), hours(24 * day + 2))

export const sampleMeeting = ({ amount }: World): MeetingStanding => ({
  id: meetingId(7),
  decision: decisionId(12),
  title: text(amount, 'CTO 闭门技术交流'),
  start: tenOn(2),
  length: minutes(45),
  host: amount === 'much' ? '欧阳明月' : '李总',
  state: 'booked',
  opened: amount !== 'little',
  reply: amount === 'much' ? 'other-time' : 'none',
  replyNote: amount === 'much' ? text(amount, '周四下午三点以后，或者下周一上午') : '',
  page: amount === 'little' ? null : 'https://hub.example.com/i/AAAAAAAHanZ3gP_x9-8xW0m2Zk4oKq1rT5c',
})

export const sampleOffer = ({ amount, customer }: World): MeetingOffer => ({
  decision: decisionId(12),
  customer,
  title: text(amount, 'CTO 闭门技术交流'),
  host: amount === 'much' ? '欧阳明月' : '李总',
  length: minutes(45),
  slots: amount === 'little' ? [tenOn(1)] : [tenOn(1), plus(tenOn(2), hours(5)), tenOn(3)],
  unread: amount === 'much' ? ['dingtalk'] : [],
})

/** What else is heard of a meeting besides that it was booked. */
export const meetingEvents: readonly (readonly [happened: string, what: MeetingEvent])[] = [
  ['取消', { kind: 'cancelled', by: '张三' }],
  ['客户接受', { kind: 'accepted' }],
  ['客户想换时间', { kind: 'other-time', note: '周四下午三点以后' }],
  ['撞了', { kind: 'clash', member: '李总', from: plus(sampledAt, days(2)), to: plus(sampledAt, hours(50)) }],
]
