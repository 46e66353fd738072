import fc from 'fast-check'

import type { Fate, GatherQuestion, Waiting } from '../../../../api/delivery/domain/gathering'
import { GROUP_FROM, defaultGathering, planGathering } from '../../../../api/delivery/domain/gathering'
import { nextDigestAt } from '../../../../api/delivery/domain/digest-times'
import { customerId, noticeId } from '../../../../contract/ids'
import { hours, instant, minus, minutes, plus, seconds } from '../../../../contract/quantities'

const now = instant(Date.UTC(2026, 10, 23, 6, 2))
const nextDigest = plus(now, hours(3))

const card = (id: number, more: Partial<Waiting> = {}): Waiting => ({
  id: noticeId(id),
  kind: 'lead-alert',
  customer: customerId(id),
  rule: `rule-${id}`,
  madeAt: now,
  weight: 500,
  urgent: false,
  held: null,
  ...more,
})

const plan = (waiting: readonly Waiting[], more: Partial<GatherQuestion> = {}): Fate[] =>
  planGathering({
    waiting,
    seen: [],
    rules: defaultGathering,
    attention: { used: 0, perDay: null, bar: 0, dayGone: 0, halfLife: hours(4) },
    free: 20,
    perMinute: 20,
    nextDigest,
    now,
    ...more,
  })

const idsOf = (fate: Fate) => ('notices' in fate ? [...fate.notices] : [fate.notice])
const of = (fates: readonly Fate[], kind: Fate['kind']) => fates.filter((f) => f.kind === kind).flatMap(idsOf)

const anyCard = fc.record({
  customer: fc.option(fc.integer({ min: 1, max: 4 })),
  rule: fc.option(fc.constantFrom('a', 'b', 'c')),
  urgent: fc.boolean(),
  kind: fc.constantFrom('lead-alert', 'strategy-step', 'escalation'),
  held: fc.option(fc.constantFrom('quiet-hours', 'digest', 'grouping')),
  weight: fc.nat(1_000),
})
const anyQuestion = fc.record({
  cards: fc.array(anyCard, { maxLength: 60 }),
  seen: fc.array(fc.record({ customer: fc.integer({ min: 1, max: 4 }), ago: fc.nat(200) }), { maxLength: 6 }),
  free: fc.integer({ min: 0, max: 20 }),
  perDay: fc.option(fc.nat(6)),
  used: fc.nat(6),
})

describe('what is a card of its own and what is not', () => {
  it('P-13 gives every notice exactly one fate, whatever comes', () => {
    fc.assert(
      fc.property(anyQuestion, ({ cards, seen, free, perDay, used }) => {
        const waiting = cards.map((c, i) =>
          card(i + 1, {
            ...c,
            customer: c.customer === null ? null : customerId(c.customer),
            held: c.held as Waiting['held'],
          }),
        )
        const fates = plan(waiting, {
          seen: seen.map((s) => ({
            kind: 'lead-alert',
            customer: customerId(s.customer),
            rule: 'a',
            at: minus(now, seconds(s.ago)),
          })),
          attention: { used, perDay, bar: 0, dayGone: 1, halfLife: hours(4) },
          free,
        })
        expect(fates.flatMap(idsOf).sort((a, b) => a - b)).toEqual(waiting.map((w) => w.id))
        for (const fate of fates) {
          if (fate.kind === 'grouped') expect(fate.notices.length).toBeGreaterThan(1)
          if (fate.kind === 'held') expect(fate.until).toBeGreaterThan(now)
        }
        const held = new Set(of(fates, 'held'))
        expect(waiting.some((w) => w.urgent && w.kind !== 'escalation' && held.has(w.id))).toBe(false)
      }),
    )
  })

  it('P-13 never makes more cards than the budget has room for, urgent ones apart', () => {
    fc.assert(
      fc.property(anyQuestion, ({ cards, free }) => {
        fc.pre(free > 0)
        const waiting = cards.map((_, i) => card(i + 1))
        const fates = plan(waiting, { free })
        expect(fates.length).toBeLessThanOrEqual(free)
      }),
    )
  })

  it('P-13 joins the third card of one customer with the others, not the second', () => {
    const about = (id: number) => card(id, { customer: customerId(9) })
    expect(of(plan([about(1), about(2)]), 'alone')).toEqual([1, 2])
    expect(plan([about(1), about(2), about(3)])).toEqual([
      { kind: 'grouped', notices: [1, 2, 3], by: 'customer' },
    ])
    expect(GROUP_FROM).toBe(3)
  })

  it('P-13 holds what follows two cards of one rule until the window is over, then joins it', () => {
    const by = (id: number) => card(id, { rule: 'hot' })
    const seen = [30, 20].map((ago) => ({
      kind: 'lead-alert',
      customer: null,
      rule: 'hot',
      at: minus(now, seconds(ago)),
    }))
    const until = plus(minus(now, seconds(20)), minutes(2))
    expect(plan([by(3)], { seen })).toEqual([{ kind: 'held', notice: 3, until, because: 'grouping' }])
    const later = plan([by(3), by(4), by(5)], { seen, now: until })
    expect(later).toEqual([{ kind: 'grouped', notices: [3, 4, 5], by: 'rule' }])
    expect(of(plan([by(3), by(4)], { seen, now: until }), 'alone')).toEqual([3, 4])
  })

  it('P-19 what only informs waits for the digest, however much attention is free', () => {
    const fates = plan([card(1, { informs: true, weight: 9_000 }), card(2)])
    expect(fates).toContainEqual({ kind: 'held', notice: 1, until: nextDigest, because: 'digest' })
    expect(of(fates, 'alone')).toEqual([2])
    const due = plan([card(1, { informs: true, held: 'digest' })])
    expect(due).toEqual([{ kind: 'digested', notices: [1] }])
  })

  it('P-13 joins what the budget has no room for, the weakest first', () => {
    const waiting = [1, 2, 3, 4, 5, 6].map((id) => card(id, { weight: id * 100 }))
    const fates = plan(waiting, { free: 3 })
    expect(of(fates, 'alone')).toEqual([6, 5])
    expect(of(fates, 'grouped')).toEqual([4, 3, 2, 1])
  })

  it('S1-19 joins urgent cards only when the last would wait longer than it may', () => {
    const urgent = Array.from({ length: 130 }, (_, i) => card(i + 1, { urgent: true, rule: 'inquiry' }))
    expect(of(plan(urgent.slice(0, 120)), 'alone')).toHaveLength(120)
    const fates = plan(urgent)
    expect(of(fates, 'alone')).toHaveLength(119)
    expect(of(fates, 'grouped')).toHaveLength(11)
  })

  it('P-14 makes one morning card of what the night held back; who waits for an answer comes alone', () => {
    const night = [1, 2, 3].map((id) => card(id, { held: 'quiet-hours' }))
    const inquiry = card(4, { held: 'quiet-hours', urgent: true })
    const fates = plan([...night, inquiry, card(5, { held: 'digest' })])
    expect(of(fates, 'digested')).toEqual([1, 2, 3, 5])
    expect(of(fates, 'alone')).toEqual([4])
  })

  it('P-13 holds what is more than a day may interrupt for the next digest', () => {
    const attention = { used: 5, perDay: 5, bar: 0, dayGone: 1, halfLife: hours(4) }
    const fates = plan([card(1), card(2, { urgent: true })], { attention })
    expect(fates).toContainEqual({ kind: 'held', notice: 1, until: nextDigest, because: 'digest' })
    expect(of(fates, 'alone')).toEqual([2])
  })

  it('P-13 lets the newest of one rule about one customer stand for the older ones', () => {
    const again = (id: number) => card(id, { customer: customerId(7), rule: 'hot' })
    expect(plan([again(1), again(2)])).toEqual([
      { kind: 'superseded', notice: 1, by: 2 },
      { kind: 'alone', notice: 2 },
    ])
  })

  it('P-08 gives a manager one card for many escalations', () => {
    const waiting = [1, 2, 3, 4].map((id) => card(id, { kind: 'escalation', urgent: true, rule: null }))
    expect(plan(waiting)).toEqual([{ kind: 'grouped', notices: [1, 2, 3, 4], by: 'kind' }])
  })
})

describe('when the next digest comes', () => {
  const at = (text: string) => instant(Date.parse(`${text}+08:00`))
  const next = (from: string) =>
    nextDigestAt({
      now: at(from),
      minutesOfDay: [17 * 60, 8 * 60 + 30],
      utcOffsetMinutes: 480,
      isWorkday: (day) => ![0, 6].includes(new Date(day + 480 * 60_000).getUTCDay()),
    })

  it.each([
    ['2026-11-23T08:29', '2026-11-23T08:30'],
    ['2026-11-23T08:30', '2026-11-23T17:00'],
    ['2026-11-23T17:00', '2026-11-24T08:30'],
    ['2026-11-20T18:00', '2026-11-23T08:30'],
    ['2026-11-22T00:10', '2026-11-23T08:30'],
  ])('P-14 after %s it is %s', (from, then) => {
    expect(next(from)).toBe(at(then))
  })
})
