import { createInvitationDesk, createMeetingWatch } from '../../../../api/flow'
import type { BusySpan, CalendarPort } from '../../../../contract/ports/calendar'
import { decisionId } from '../../../../contract/ids'
import type { DecisionId } from '../../../../contract/ids'
import type { MeetingNews } from '../../../../contract/notices/meeting-news'
import type { MeetingOffer } from '../../../../contract/ports/meeting-desk'
import { days, hours, instant, plus } from '../../../../contract/quantities'
import { freshDatabase, reachable } from '../../../support/databases'
import type { TestDatabase } from '../../../support/databases'
import type { DeskWorld } from '../../../support/desk-world'
import { openDeskWorld } from '../../../support/desk-world'

/** A calendar in memory. */
class FakeCalendar implements CalendarPort {
  readonly platform = 'wecom'
  readonly spans = new Map<string, BusySpan[]>()
  down = false

  async busy(...[who, from, to]: Parameters<CalendarPort['busy']>) {
    if (this.down) return { kind: 'unread', code: 'down' } as const
    const busy = (this.spans.get(who.userId) ?? []).filter((span) => span.from < to && from < span.to)
    return { kind: 'read', busy } as const
  }
}

describe.each(reachable)('meetings of the desk on %s', (dialect) => {
  let place: TestDatabase
  let world: DeskWorld
  const calendar = new FakeCalendar()

  beforeAll(async () => {
    place = await freshDatabase(dialect)
    world = await openDeskWorld(place.database, { calendars: new Map([['wecom', calendar]]) })
  })
  afterAll(() => place.drop())
  beforeEach(() => {
    calendar.down = false
    calendar.spans.clear()
  })
  afterEach(async () => {
    for (const owner of ['王磊', '孙悦', '黄志强']) {
      await world.desk.cancelMeeting(await world.who('周总监'), await decisionOf(owner))
    }
  })

  const decisionOf = async (owner: string): Promise<DecisionId> =>
    decisionId(Number((await world.code(owner)).slice(1)))
  const offerTo = async (asker: string, owner: string): Promise<MeetingOffer> => {
    const offered = await world.desk.offerMeeting(await world.who(asker), await decisionOf(owner))
    if (offered.kind !== 'offered') throw new Error(offered.kind)
    return offered.offer
  }
  const book = async (asker: string, owner: string, nth = 1) =>
    world.desk.bookMeeting(await world.who(asker), await decisionOf(owner), { nth })
  /** What everybody was told of meetings, newest last. */
  const told = async (): Promise<{ to: string; news: MeetingNews }[]> => {
    const rows = await place.database.read.rows<{ member_id: number; body: string }>(
      "SELECT member_id, body FROM notice WHERE kind='meeting' ORDER BY id",
    )
    const members = await world.hub.modules.people.all()
    return rows.map((row) => ({
      to: members.find(({ id }) => id === Number(row.member_id))?.name ?? '',
      news: JSON.parse(row.body) as MeetingNews,
    }))
  }

  it('S1-28 offers three times of rep and host, who is the rep’s superior where no expert is named', async () => {
    const offer = await offerTo('王磊', '王磊')
    expect(offer).toMatchObject({ host: '林主管', title: 'CTO 闭门技术交流', unread: [] })
    expect(offer.slots).toHaveLength(3)
    expect(offer.length).toBe(45 * 60_000)
  })

  it('S1-28 books what was offered, and tells host and rep with the link', async () => {
    await offerTo('王磊', '王磊')
    const before = (await told()).length
    const booked = await book('王磊', '王磊')
    expect(booked).toMatchObject({ kind: 'done', meeting: { host: '林主管', reply: 'none', opened: false } })
    const news = (await told()).slice(before)
    expect(news.map(({ to }) => to).sort()).toEqual(['林主管', '王磊'])
    for (const { news: one } of news) {
      expect(one.what).toEqual({ kind: 'booked', by: '王磊' })
      expect(one.meeting.page).toMatch(/^https:\/\/hub\.example\.com\/i\//)
    }
    // The same step once more is the same meeting.
    expect((await book('王磊', '王磊', 2)).kind).toBe('booked-already')
    expect((await world.desk.offerMeeting(await world.who('林主管'), await decisionOf('王磊'))).kind).toBe(
      'booked-already',
    )
    expect(await told()).toHaveLength(before + 2)
  })

  it('S1-28 says who was quicker, and offers three others', async () => {
    await offerTo('孙悦', '孙悦')
    const { slots } = await offerTo('林主管', '王磊')
    expect((await book('林主管', '王磊')).kind).toBe('done')
    const clash = await book('孙悦', '孙悦')
    expect(clash).toMatchObject({
      kind: 'clash',
      clash: { start: slots[0], member: '林主管', bookedBy: '林主管' },
    })
    if (clash.kind !== 'clash') return
    expect(clash.offer.slots).toHaveLength(3)
    expect(clash.offer.slots).not.toContain(slots[0])
    // And they are what the next number means.
    expect(await book('孙悦', '孙悦')).toMatchObject({
      kind: 'done',
      meeting: { start: clash.offer.slots[0] },
    })
  })

  it('S1-28 books nothing that was not offered to the asker, or a day ago', async () => {
    expect((await book('林主管', '孙悦', 9)).kind).toBe('stale')
    const { slots } = await offerTo('孙悦', '孙悦')
    const start = instant((slots[0] ?? 0) + 1_800_000)
    const other = await world.desk.bookMeeting(await world.who('孙悦'), await decisionOf('孙悦'), { start })
    expect(other).toMatchObject({ kind: 'stale', offer: { slots } })
    world.clock.advance(hours(25))
    expect((await book('孙悦', '孙悦')).kind).toBe('stale')
  })

  it('S1-28 O-04 is for whoever may see the customer, and an admin sells nothing', async () => {
    const decision = await decisionOf('王磊')
    const ask = async (name: string) => (await world.desk.offerMeeting(await world.who(name), decision)).kind
    expect(await ask('王磊')).toBe('offered')
    expect(await ask('林主管')).toBe('offered')
    expect(await ask('周总监')).toBe('offered')
    expect(await ask('孙悦')).toBe('unknown')
    expect(await ask('陈主管')).toBe('unknown')
    expect(await ask('何管理')).toBe('forbidden')
    await offerTo('王磊', '王磊')
    await book('王磊', '王磊')
    const cancel = async (name: string) =>
      (await world.desk.cancelMeeting(await world.who(name), decision)).kind
    expect(await cancel('孙悦')).toBe('unknown')
    expect(await cancel('何管理')).toBe('forbidden')
    expect(await cancel('林主管')).toBe('done')
    expect(await cancel('林主管')).toBe('nothing')
  })

  it('S1-28 lets a host call off what is in his time, though the customer is not his to see', async () => {
    const expert = await world.who('陈主管')
    const { meetings } = world.deskModules
    const own = (await openWith(() => expert.id)).desk
    const decision = await decisionOf('王磊')
    const offered = await own.offerMeeting(await world.who('王磊'), decision)
    expect(offered).toMatchObject({ kind: 'offered', offer: { host: '陈主管' } })
    await own.bookMeeting(await world.who('王磊'), decision, { nth: 1 })
    expect((await world.desk.meetings(expert, 10, 0)).map(({ customer }) => customer.name)).toEqual([
      '甲乙丙',
    ])
    expect((await world.desk.cancelMeeting(expert, decision)).kind).toBe('done')
    expect(await meetings.ofDecision(decision)).toBeUndefined()
  })

  it('S1-28 passes over what stands in their own calendars, and says where it could not look', async () => {
    const [first] = (await offerTo('王磊', '王磊')).slots
    if (first === undefined) throw new Error('nothing is offered')
    const span = { from: first, to: plus(first, hours(1)), title: '董事会' }
    calendar.spans.set('林主管', [span])
    expect((await offerTo('王磊', '王磊')).slots).not.toContain(first)
    calendar.down = true
    expect((await offerTo('王磊', '王磊')).unread).toEqual(['wecom'])
    calendar.down = false
    calendar.spans.clear()
    await offerTo('王磊', '王磊')
    calendar.spans.set('林主管', [span])
    expect(await book('王磊', '王磊')).toMatchObject({
      kind: 'clash',
      clash: { start: first, member: '林主管', bookedBy: null },
    })
  })

  it('S1-28 warns both when something comes up beside a meeting, once, and not of the meeting itself', async () => {
    const watch = createMeetingWatch(world.deskModules)
    await offerTo('王磊', '王磊')
    const booked = await book('王磊', '王磊')
    if (booked.kind !== 'done') throw new Error(booked.kind)
    const { start, length, title } = booked.meeting
    calendar.spans.set('林主管', [{ from: start, to: plus(start, length), title }])
    expect(await watch()).toBe(0)
    const other = { from: plus(start, hours(-1)), to: plus(start, hours(1)), title: '董事会' }
    calendar.spans.set('林主管', [other])
    const before = (await told()).length
    expect(await watch()).toBe(1)
    await watch()
    const news = (await told()).slice(before)
    expect(news.map(({ to }) => to).sort()).toEqual(['林主管', '王磊'])
    expect(news[0]?.news.what).toEqual({ kind: 'clash', member: '林主管', from: other.from, to: other.to })
    expect(JSON.stringify(news)).not.toContain('董事会')
  })

  it('S1-28 keeps what the customer does in his timeline, once for each visit and each answer', async () => {
    const invitations = createInvitationDesk(world.deskModules)
    await offerTo('王磊', '王磊')
    const booked = await book('王磊', '王磊')
    if (booked.kind !== 'done') throw new Error(booked.kind)
    const { id } = booked.meeting
    await invitations.opened(id)
    await invitations.opened(id)
    expect(await invitations.reply(id, 'accepted', '')).toBe(true)
    expect(await invitations.reply(id, 'accepted', '')).toBe(true)
    world.clock.advance(days(60))
    expect(await invitations.reply(id, 'other-time', '明年')).toBe(false)
    world.clock.advance(days(-60))
    const rows = await place.database.read.rows<{ source_event_id: string }>(
      `SELECT source_event_id FROM touchpoint_log WHERE source_event_id LIKE 'meeting:${id}:%' ORDER BY seq`,
    )
    const kinds = rows.map((row) => row.source_event_id.split(':')[2])
    expect(kinds).toEqual(['booked', 'viewed', 'replied'])
    expect(await world.deskModules.meetings.byId(id)).toMatchObject({ reply: 'accepted' })
  })

  it('S1-28 in chat says everything in words, and lists what is ahead', async () => {
    const code = await world.code('王磊')
    expect(await world.say('王磊', `约 ${code}`)).toContain(`约 ${code} 1`)
    const booked = await world.say('王磊', `约 ${code} 2`)
    expect(booked).toContain('已约好')
    expect(booked).toContain('https://hub.example.com/i/')
    expect(await world.say('林主管', '日程')).toContain(code)
    expect(await world.say('孙悦', '日程')).toContain('没有约好的会议')
    expect(await world.say('王磊', `取消约 ${code}`)).toContain('时段已放开')
    expect(await world.say('王磊', `约 ${code} 1`, '销售群')).toContain('单聊')
    expect(await world.say('孙悦', `约 ${code}`)).toContain('没有找到')
  })

  const openWith = async (expert: () => Awaited<ReturnType<DeskWorld['who']>>['id']) => {
    const { createDesk } = await import('../../../../api/flow')
    const meetings = { ...world.deskModules.meetings, expert }
    return { desk: createDesk({ ...world.deskModules, meetings }) }
  }
})
