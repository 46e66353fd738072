import { createPressHandler, en, extraKeys, zhCN } from '../../../../bot'
import { slotKey } from '../../../../bot/cards/extra-keys'
import { parseCommand } from '../../../../bot/commands/parse-command'
import { decisionId } from '../../../../contract/ids'
import { meetingId } from '../../../../contract/meeting'
import type { MeetingStanding } from '../../../../contract/meeting'
import type { OutboundNotice } from '../../../../contract/notice'
import type { MeetingBooked, MeetingOffer } from '../../../../contract/ports/meeting-desk'
import { platforms } from '../../../../contract/people'
import { hours, instant, minutes, plus } from '../../../../contract/quantities'
import * as made from '../../../builders/notices'
import { FakeDesk } from '../../../fakes/fake-desk'
import { expectWithinLimits } from '../../../support/card-limits'

const at = (text: string) => instant(Date.parse(`2026-${text}:00+08:00`))
const slots = [at('12-01T10:00'), at('12-02T15:00'), at('12-11T10:30')]
const offer: MeetingOffer = {
  decision: decisionId(12),
  customer: made.customer,
  title: 'CTO 闭门技术交流',
  host: '李总',
  length: minutes(45),
  slots,
  unread: ['dingtalk'],
}
const meeting: MeetingStanding = {
  id: meetingId(3),
  decision: decisionId(12),
  title: 'CTO 闭门技术交流',
  start: slots[0] ?? made.noon,
  length: minutes(45),
  host: '李总',
  state: 'booked',
  opened: true,
  reply: 'none',
  replyNote: '',
  page: 'https://hub.example.com/i/a_b-c-',
}
const step = made.strategyStep({
  steps: made
    .strategyStep()
    .steps.map((one, i) =>
      i === 1
        ? { ...one, meeting: { title: 'CTO 闭门技术交流', minutes: 45, host: 'expert' as const } }
        : one,
    ),
})
const notice: OutboundNotice = made.outbound(step)

/** What is on the card after that press. */
const press = async (
  key: string,
  kept: Partial<ConstructorParameters<typeof FakeDesk>[0]> = {},
  wording = zhCN,
) => {
  const desk = new FakeDesk({
    now: made.noon,
    notices: [notice],
    offered: { kind: 'offered', offer },
    ...kept,
  })
  const deps = {
    ...made.context,
    desk,
    wording,
    extras: new Set(extraKeys),
    now: { now: () => made.noon },
    memberOf: async () => made.rep,
  }
  const answers = await Promise.all(
    platforms.map((platform) =>
      createPressHandler(deps)({
        from: { platform, userId: 'zhangsan' },
        pressId: 'p',
        reference: `n${notice.id}`,
        key,
        at: made.noon,
      }),
    ),
  )
  for (const answer of answers) if (answer !== null) expectWithinLimits(answer)
  return { desk, wecom: answers[0]?.body, text: JSON.stringify(answers.map((answer) => answer?.body)) }
}
const buttonsOf = (body: Readonly<Record<string, unknown>> | undefined) =>
  (body?.button_list as { text: string; key: string }[] | undefined)?.map(({ text, key }) => [text, key])

describe('the meeting on a card', () => {
  it('S1-28 is three times as buttons, whole on both platforms', async () => {
    const { wecom, text } = await press('meet')
    expect(buttonsOf(wecom)).toEqual([
      ['1日周二10:00', slotKey(at('12-01T10:00'))],
      ['2日周三15:00', slotKey(at('12-02T15:00'))],
      ['11日周五10:30', slotKey(at('12-11T10:30'))],
      ['返回', 'noop'],
    ])
    expect(text).toContain('12-11 周五 10:30–11:15')
    expect(text).toContain('钉钉日历这次没有读到')
    expect(buttonsOf((await press('meet', {}, en)).wecom)?.[2]?.[0]).toBe('Fr11 10:30')
  })

  it('S1-28 is booked by the time that stands on the button, whatever was offered since', async () => {
    const done: MeetingBooked = { kind: 'done', meeting, customer: made.customer }
    const { desk, text, wecom } = await press(slotKey(slots[0] ?? made.noon), { booked: done })
    expect(desk.asked).toContain(`bookMeeting 12 ${JSON.stringify({ start: slots[0] })}`)
    expect(text).toContain('已约 12-01 10:00')
    expect(text).toContain('12-01 周二 10:00–10:45')
    expect(text).toContain('已打开邀请')
    expect(buttonsOf(wecom)?.at(-1)).toEqual(['取消约', 'unmeet'])
  })

  it.each([
    ['a colleague who was quicker', '王磊', '12-01 10:00 刚被 王磊 占用'],
    ['something in the host’s calendar', null, '12-01 10:00 李总 日历里有事'],
  ])('S1-28 shows a clash with %s, and three others', async (_, bookedBy, said) => {
    const clash: MeetingBooked = {
      kind: 'clash',
      clash: { start: slots[0] ?? made.noon, member: '李总', bookedBy },
      offer: { ...offer, slots: slots.map((slot) => plus(slot, hours(1))) },
    }
    const { text, wecom } = await press(slotKey(slots[0] ?? made.noon), { booked: clash })
    expect(text).toContain(said)
    expect(
      buttonsOf(wecom)
        ?.slice(0, 3)
        .map(([, key]) => key),
    ).toEqual(slots.map((slot) => slotKey(plus(slot, hours(1)))))
  })

  it('S1-28 stands on no card whose package has none, and not on one that was marked wrong', async () => {
    const plain = await press('noop', { notices: [made.outbound(made.strategyStep())] })
    expect(buttonsOf(plain.wecom)?.map(([, key]) => key)).not.toContain('meet')
    const wrong = await press('noop', { notices: [made.answered(step, 'wrong')] })
    expect(buttonsOf(wrong.wecom)?.map(([, key]) => key)).not.toContain('meet')
    const taken = await press('noop', { notices: [made.answered(step, 'taken')] })
    expect(buttonsOf(taken.wecom)?.map(([, key]) => key)).toContain('meet')
  })

  it.each(['slot:', 'slot:-1', 'slot:1e3', 'slot:99999999999', 'slots:1', 'meet '])(
    'S1-28 does nothing for a button that is none: %s',
    async (key) => {
      const { desk, wecom } = await press(key)
      expect(wecom).toBeUndefined()
      expect(desk.asked.filter((asked) => asked.includes('Meeting'))).toEqual([])
    },
  )
})

describe('meetings in chat', () => {
  it.each([
    ['约 D12', { kind: 'meet', decision: 12, nth: null }],
    ['约D12', { kind: 'meet', decision: 12, nth: null }],
    ['约 12 2', { kind: 'meet', decision: 12, nth: 2 }],
    ['约时间 d12 3', { kind: 'meet', decision: 12, nth: 3 }],
    ['meet D12 1', { kind: 'meet', decision: 12, nth: 1 }],
    ['取消约 D12', { kind: 'cancel-meeting', decision: 12 }],
    ['cancel meeting D12', { kind: 'cancel-meeting', decision: 12 }],
    ['日程', { kind: 'meetings', page: 1 }],
    ['日程 2', { kind: 'meetings', page: 2 }],
    ['约', { kind: 'incomplete', asks: { kind: 'which-meeting', command: 'meet' } }],
    ['约 云帆科技', { kind: 'incomplete', asks: { kind: 'which-meeting', command: 'meet' } }],
    ['约 D12 明天', { kind: 'incomplete', asks: { kind: 'which-meeting', command: 'meet' } }],
  ])('S1-28 %s', (said, command) => {
    expect(parseCommand(said).command).toEqual(command)
  })

  it.each(['行', '他', '月'])('S1-28 a single sign is no slip of 约: %s', (said) => {
    expect(parseCommand(said).command.kind).toBe('unknown')
  })
})
