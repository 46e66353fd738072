import type { NoticeRow } from '../../../../api/delivery/notice-row'
import { PATIENCE, sendNotice } from '../../../../api/delivery/send-notice'
import { memberId, noticeId } from '../../../../contract/ids'
import type { Member } from '../../../../contract/people'
import { instant } from '../../../../contract/quantities'
import { FakeChat } from '../../../fakes/fake-chat'
import { ManualClock } from '../../../fakes/manual-clock'
import { render, silentLog } from '../../../support/delivery-world'

const address = { platform: 'wecom', userId: 'ZhangSan' } as const
const member: Member = {
  id: memberId(1),
  name: '张三',
  role: 'rep',
  team: '',
  manager: null,
  addresses: [address],
  active: true,
}
const row: NoticeRow = {
  id: noticeId(5),
  decision: null,
  member: member.id,
  address,
  kind: 'system-warning',
  body: JSON.stringify({ kind: 'system-warning', title: 'disk', detail: '', advice: '' }),
  createdAt: instant(Date.UTC(2026, 10, 23, 6)),
  dueAt: instant(0),
  state: 'waiting',
  tries: 0,
  claimedUntil: instant(0),
  sentAt: null,
  code: null,
  detail: null,
  shown: 0,
  replaces: null,
}

describe('sending one notice', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  const send = (chat: FakeChat) =>
    sendNotice(
      {
        clock: new ManualClock(),
        chats: new Map([['wecom', chat]]),
        render,
        people: { member: async () => member, may: () => false },
        log: silentLog,
        chance: () => 0,
        settledOf: async () => ({ kind: 'open' }),
        noticeOf: async () => undefined,
        insteadOf: () => [],
        leftBy: async () => [],
      },
      row,
    )

  it('J-06 waits for a silent platform no longer than its patience, and comes back under the same reference', async () => {
    const chat = new FakeChat('wecom', new ManualClock())
    chat.before = () => new Promise(() => undefined)
    const sending = send(chat)
    await jest.advanceTimersByTimeAsync(PATIENCE - 1)
    let over = false
    void sending.then(() => (over = true))
    await jest.advanceTimersByTimeAsync(0)
    expect(over).toBe(false)
    await jest.advanceTimersByTimeAsync(1)
    expect(await sending).toMatchObject({ settlement: { kind: 'later', code: 'no-answer' } })

    chat.before = async () => undefined
    expect(await send(chat)).toMatchObject({ settlement: { kind: 'sent' } })
    expect(chat.calls.map((c) => c.reference)).toEqual(['n5', 'n5'])
    expect(jest.getTimerCount()).toBe(0)
  })
})
