import fc from 'fast-check'

import type { AttentionQuestion } from '../../../../api/delivery/domain/attention'
import {
  barOf,
  isUrgent,
  planAttention,
  scoreAt,
  weightOf,
  worthOfStage,
} from '../../../../api/delivery/domain/attention'
import { stages } from '../../../../contract/intent'
import { noticeId } from '../../../../contract/ids'
import { hours, instant, minus } from '../../../../contract/quantities'
import { evidenceOf, leadAlert, noon, strategyStep, systemWarning } from '../../../builders/notices'

const now = noon
const halfLife = hours(4)
const card = (id: number, weight: number, ageHours = 0) => ({
  id: noticeId(id),
  weight,
  madeAt: minus(now, hours(ageHours)),
})
const ask = (more: Partial<AttentionQuestion>) =>
  planAttention({ waiting: [], used: 0, perDay: 5, bar: 0, dayGone: 0, halfLife, now, ...more })

const question = fc.record({
  waiting: fc
    .array(fc.record({ weight: fc.nat(2_000), age: fc.nat(48) }), { maxLength: 30 })
    .map((all) => all.map(({ weight, age }, i) => card(i + 1, weight, age))),
  used: fc.nat(12),
  perDay: fc.integer({ min: 0, max: 8 }),
  bar: fc.nat(2_000),
  dayGone: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('what interrupts people', () => {
  it('P-13 lets the five best interrupt and holds the rest', () => {
    const waiting = [3, 9, 1, 7, 5, 8, 2].map((weight, i) => card(i + 1, weight * 100))
    expect(ask({ waiting })).toEqual({ interrupt: [2, 6, 4, 5, 1], hold: [7, 3] })
  })

  it('P-13 weighs value × intent, and halves it every four hours', () => {
    const alert = leadAlert()
    expect(weightOf(alert, worthOfStage('negotiating'))).toBe(2 * weightOf(alert, worthOfStage('new')))
    expect(weightOf(alert, 100)).toBe(alert.intent.tenths)
    expect(scoreAt(800, minus(now, hours(4)), now, halfLife)).toBe(400)
    expect(ask({ waiting: [card(1, 800, 8), card(2, 300)], perDay: 1 }).interrupt).toEqual([2])
    expect(stages.map(worthOfStage).every((worth) => worth > 0)).toBe(true)
  })

  it('P-13 keeps room for the afternoon: below the bar, cards come as the day goes by', () => {
    const waiting = [1, 2, 3, 4, 5].map((id) => card(id, 100))
    expect(ask({ waiting, bar: 500 }).interrupt).toHaveLength(1)
    expect(ask({ waiting, bar: 500, dayGone: 0.5 }).interrupt).toHaveLength(3)
    expect(ask({ waiting, bar: 500, dayGone: 1 }).interrupt).toHaveLength(5)
    expect(ask({ waiting, bar: 100 }).interrupt).toHaveLength(5)
  })

  it('P-13 puts the bar where it would have let through so many a day', () => {
    const lately = Array.from({ length: 40 }, (_, i) => i + 1)
    expect(barOf(lately, 5, 5)).toBe(15)
    expect(barOf(lately.slice(0, 25), 5, 5)).toBe(0)
  })

  it('P-13 never interrupts more often than allowed, and never with a worse card than it holds', () => {
    fc.assert(
      fc.property(question, (q) => {
        const { interrupt, hold } = ask(q)
        expect([...interrupt, ...hold].sort((a, b) => a - b)).toEqual(q.waiting.map((w) => w.id))
        expect(interrupt.length).toBeLessThanOrEqual(Math.max(0, q.perDay - q.used))
        const score = (id: number) => {
          const w = q.waiting[id - 1] ?? card(0, 0)
          return scoreAt(w.weight, w.madeAt, now, halfLife)
        }
        const worst = Math.min(Infinity, ...interrupt.map(score))
        expect(hold.every((id) => score(id) <= worst)).toBe(true)
      }),
    )
  })

  it('P-13 lets everything through where nobody set a limit', () => {
    expect(ask({ waiting: [card(1, 1), card(2, 2)], perDay: null, used: 900 }).hold).toEqual([])
  })

  it('S1-19 knows who waits for an answer: warnings and leads who have just written to us', () => {
    const [line] = evidenceOf(1)
    const older = { ...evidenceOf(2)[1], verb: 'submitted' }
    const lead = (...verbs: string[]) =>
      leadAlert({ evidence: verbs.map((verb, i) => ({ ...line, verb, at: instant(1_000 - i) }) as never) })
    expect(isUrgent(systemWarning)).toBe(true)
    expect(isUrgent(lead('submitted', 'viewed'))).toBe(true)
    expect(isUrgent(lead('viewed', 'submitted'))).toBe(false)
    expect(isUrgent(leadAlert({ evidence: [line, older] as never }))).toBe(false)
    expect(isUrgent(strategyStep())).toBe(false)
  })
})
