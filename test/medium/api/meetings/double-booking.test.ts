import type { Database } from '../../../../api/database'
import { openDatabase } from '../../../../api/database'
import { CELL_MS, cellsOf } from '../../../../api/meetings/domain/slots'
import type { Booked } from '../../../../api/meetings'
import { memberId } from '../../../../contract/ids'
import type { Instant } from '../../../../contract/quantities'
import { instant, minutes } from '../../../../contract/quantities'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { TestDatabase } from '../../../support/databases'
import { booking, colleague, meetingsOn, nobodyTouched, wall } from '../../../support/meetings'
import { seeded } from '../../../support/seeded'

const tables = ['meeting_offer', 'meeting_cell', 'meeting']
const nobodyTold = nobodyTouched

/** Four times in each of five mornings. */
const twenty: readonly Instant[] = ['11-25', '11-26', '11-27', '11-30', '12-01'].flatMap((day) =>
  [0, 1, 2, 3].map((i) => instant(wall(`${day}T09:00`) + i * CELL_MS)),
)

describe.each(reachable)('meetings on %s', (dialect) => {
  let place: TestDatabase
  let others: Database[] = []

  beforeAll(async () => {
    place = await freshDatabase(dialect)
    others = await Promise.all([1, 2, 3].map(() => openDatabase(place.url)))
  })
  beforeEach(() => emptyTables(place.database, tables))
  afterAll(async () => {
    await Promise.all(others.map((database) => database.close()))
    await place.drop()
  })

  const everywhere = () => [place.database, ...others].map((database) => meetingsOn(database))
  const cells = () =>
    place.database.read.rows<{ member_id: number; cell: number; meeting_id: number }>(
      'SELECT member_id, cell, meeting_id FROM meeting_cell',
    )

  it('S1-28 gives each of twenty times away once, however many ask on however many connections', async () => {
    const hubs = everywhere()
    const random = seeded(28)
    const asked = Array.from({ length: 200 }, (_, i) => {
      const rep = colleague(10 + i)
      return booking(i + 1, { rep, by: rep.id, start: twenty[i % 20] as Instant, length: minutes(30) })
    }).sort(() => random() - 0.5)
    const answers = await Promise.all(
      asked.map((one, i) => (hubs[i % 4] as (typeof hubs)[number]).book(one, nobodyTold)),
    )
    const won = answers.flatMap((answer) => (answer.kind === 'done' ? [answer.meeting] : []))
    expect(won.map(({ start }) => start).sort()).toEqual([...twenty].sort())
    const lost = answers.filter((answer) => answer.kind !== 'done')
    expect(lost).toHaveLength(180)
    // Whoever was too late hears whose time it is and who was first.
    asked.forEach(({ start }, i) => {
      const answer = answers[i] as Booked
      if (answer.kind === 'done') return
      const winner = won.find((meeting) => meeting.start === start)
      expect(answer).toEqual({ kind: 'taken', member: memberId(1), bookedBy: winner?.bookedBy })
    })
    const kept = await place.database.read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM meeting')
    expect(Number(kept[0]?.n)).toBe(20)
    expect(await cells()).toHaveLength(40)
  })

  it('S1-28 lets nobody into two meetings at once, whoever hosts and whoever looks after the customer', async () => {
    const hubs = everywhere()
    const random = seeded(1_128)
    const any = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
    const people = [1, 2, 3, 4, 5].map(colleague)
    const asked = Array.from({ length: 200 }, (_, i) =>
      booking(i + 1, {
        host: any(people),
        rep: any(people),
        start: any(twenty),
        length: minutes(any([30, 45, 60, 90])),
      }),
    )
    const answers = await Promise.all(
      asked.map((one, i) => (hubs[i % 4] as (typeof hubs)[number]).book(one, nobodyTold)),
    )
    const won = answers.flatMap((answer) => (answer.kind === 'done' ? [answer.meeting] : []))
    expect(won.length).toBeGreaterThan(10)
    const inMeetings = won.flatMap(({ id, host, rep, start, length }) =>
      [...new Set([host, rep])].flatMap((member) =>
        cellsOf(start, length).map((cell) => `${member}:${cell}:${id}`),
      ),
    )
    const kept = (await cells()).map((row) => `${row.member_id}:${row.cell}:${row.meeting_id}`)
    expect(kept.sort()).toEqual(inMeetings.sort())
    expect(new Set(kept.map((key) => key.split(':').slice(0, 2).join())).size).toBe(kept.length)
  })

  it('S1-28 books one meeting for a step, whoever presses at the same moment', async () => {
    const hubs = everywhere()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (hubs[i % 4] as (typeof hubs)[number]).book(
          booking(7, { start: twenty[i % 20] as Instant }),
          nobodyTold,
        ),
      ),
    )
    const won = answers.filter(({ kind }) => kind === 'done')
    expect(won).toHaveLength(1)
    expect(answers.filter(({ kind }) => kind === 'booked-already')).toHaveLength(39)
    expect(await cells()).toHaveLength(4)
  })

  it('S1-28 keeps nothing of a booking that could not be told, and its time stays free', async () => {
    const meetings = meetingsOn(place.database)
    const failing = meetings.book(booking(1), () => Promise.reject(new Error('the outbox is gone')))
    await expect(failing).rejects.toThrow('the outbox is gone')
    expect(await cells()).toEqual([])
    expect((await meetings.book(booking(2), nobodyTold)).kind).toBe('done')
  })

  it('S1-28 frees the time of a meeting that is called off, once, with the next sequence', async () => {
    const meetings = meetingsOn(place.database)
    const first = await meetings.book(booking(1), nobodyTold)
    if (first.kind !== 'done') throw new Error(first.kind)
    const off = await meetings.cancel(first.meeting.id, memberId(2), nobodyTold)
    expect(off).toMatchObject({ state: 'cancelled', sequence: 1, uid: first.meeting.uid })
    expect(await meetings.cancel(first.meeting.id, memberId(2), nobodyTold)).toBeUndefined()
    expect(await cells()).toEqual([])
    const again = await meetings.book(booking(1), nobodyTold)
    expect(again).toMatchObject({ kind: 'done', meeting: { state: 'booked', sequence: 0 } })
    if (again.kind === 'done') expect(again.meeting.uid).not.toBe(first.meeting.uid)
  })

  it('S1-28 offers what is free, and never what it would then refuse', async () => {
    const meetings = meetingsOn(place.database)
    const who = { host: colleague(1), rep: colleague(2) }
    for (let decision = 1; decision <= 12; decision += 1) {
      const { slots } = await meetings.find(who, minutes(45))
      const [start] = slots
      if (start === undefined) throw new Error('nothing is offered')
      expect((await meetings.book(booking(decision, { start }), nobodyTold)).kind).toBe('done')
      expect((await meetings.find(who, minutes(45))).slots).not.toContain(start)
    }
  })

  it.each([
    ['tonight', '11-24T20:00'],
    ['a Sunday', '11-29T10:00'],
    ['lunch', '11-25T12:00'],
    ['in an hour', '11-23T15:00'],
    ['between two half hours', '11-25T10:10'],
    ['next year', '12-31T10:00'],
  ])('S1-28 books nothing for a time that would not be offered: %s', async (_, when) => {
    expect(await meetingsOn(place.database).book(booking(1, { start: wall(when) }), nobodyTold)).toEqual({
      kind: 'impossible',
    })
  })

  it('S1-28 keeps what was offered last for a day, for each member by himself', async () => {
    const meetings = meetingsOn(place.database)
    const [a, b] = [twenty.slice(0, 3), twenty.slice(3, 6)]
    await meetings.keepOffer(memberId(2), booking(1).decision, a)
    await meetings.keepOffer(memberId(2), booking(1).decision, b)
    await meetings.keepOffer(memberId(3), booking(1).decision, a)
    expect(await meetings.offered(memberId(2), booking(1).decision)).toEqual(b)
    expect(await meetings.offered(memberId(3), booking(1).decision)).toEqual(a)
    expect(await meetings.offered(memberId(2), booking(2).decision)).toEqual([])
  })
})
