import fc from 'fast-check'

import { closesAt } from '../../../../api/strategy/domain/visits'
import { ENTRY_LIMIT, SERIES_LIMIT, fold } from '../../../../api/customers/domain/fold'
import { mergeStates } from '../../../../api/customers/domain/merge-states'
import { stateFromText, stateToText } from '../../../../api/customers/domain/state-text'
import type { WorkingState } from '../../../../api/customers/domain/working-state'
import { emptyState } from '../../../../api/customers/domain/working-state'
import { customerId, sourceId, topic, touchpointId } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import type { Touchpoint, Verb } from '../../../../contract/touchpoint'

const DAY = 86_400_000
const START = 1_790_000_000_000

interface Plan {
  readonly id: number
  readonly day: number
  readonly verb: Verb
  readonly topic: string
  readonly visit: string
  readonly exposes: readonly string[]
  readonly name: string
}

const plans = (most: number) =>
  fc
    .array(
      fc.record({
        day: fc.double({ min: 0, max: 200, noNaN: true }),
        verb: fc.constantFrom<Verb>('viewed', 'left', 'submitted'),
        topic: fc.constantFrom('', 'api-docs', 'pricing'),
        visit: fc.constantFrom('', 'v1', 'v2'),
        exposes: fc.subarray(['pricing', 'cases']),
        name: fc.constantFrom('甲', '乙', '丙'),
      }),
      { maxLength: most },
    )
    .map((list) => list.map((p, i): Plan => ({ ...p, id: i + 1 })))

const touch = (p: Plan): Touchpoint => ({
  id: touchpointId(p.id),
  source: sourceId(1),
  sourceEventId: `e${p.id}`,
  occurredAt: instant(START + Math.round(p.day * DAY)),
  receivedAt: instant(START + 300 * DAY),
  actor: 'customer',
  verb: p.verb,
  object: { type: 'page', id: `/${p.topic}` },
  ...(p.topic === '' ? {} : { topic: topic(p.topic) }),
  exposes: p.exposes.map(topic),
  identifiers: [],
  ...(p.visit === '' ? {} : { visit: p.visit }),
  profile: { name: p.name },
})

const folding = (list: readonly Plan[]): WorkingState => {
  const state = emptyState(customerId(1))
  for (const p of list) fold(state, touch(p))
  return state
}

const shuffled = (most: number) =>
  plans(most).chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )

describe('the fold', () => {
  it('S1-01 gives the same state byte for byte in any order of arrival, late ones included', () => {
    fc.assert(
      fc.property(shuffled(300), ([list, other]) => {
        const one = folding(list)
        const two = folding(other)
        expect(stateToText(two)).toBe(stateToText(one))
        expect(two.folded.visits).toEqual(one.folded.visits)
      }),
      { numRuns: 60 },
    )
  })

  it('S1-14 gives a merged customer the state of having folded both histories', () => {
    fc.assert(
      fc.property(plans(200), fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }), (list, side) => {
        const a = folding(list.filter((_, i) => side[i]))
        const b = folding(list.filter((_, i) => !side[i]))
        expect(stateToText(mergeStates(a, b))).toBe(stateToText(folding(list)))
      }),
      { numRuns: 60 },
    )
  })

  it('comes back from the database as it went', () => {
    fc.assert(
      fc.property(plans(100), (list) => {
        const text = stateToText(folding(list))
        expect(stateToText(stateFromText(customerId(1), text))).toBe(text)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps the newest of each series and is bounded as a whole', () => {
    const state = emptyState(customerId(1))
    for (let i = 0; i < 5_000; i += 1) {
      fold(
        state,
        touch({
          id: i + 1,
          day: i / 1_000,
          verb: 'viewed',
          topic: `t${i % 40}`,
          visit: '',
          exposes: [],
          name: '甲',
        }),
      )
    }
    const total = Object.values(state.folded.series).reduce((sum, s) => sum + s.at.length, 0)
    expect(total).toBe(ENTRY_LIMIT)
    expect(state.folded.entries).toBe(total)
    expect(Math.max(...Object.values(state.folded.series).map((s) => s.at.length))).toBeLessThanOrEqual(
      SERIES_LIMIT,
    )
    expect(state.folded.touchpoints).toBe(5_000)
  })

  it('counts a touchpoint from the future at the moment it was received', () => {
    const state = emptyState(customerId(1))
    fold(state, {
      ...touch({ id: 1, day: 0, verb: 'viewed', topic: '', visit: '', exposes: [], name: '甲' }),
      occurredAt: instant(START + 900 * DAY),
    })
    expect(state.folded.watermark).toBe(START + 300 * DAY)
  })

  const silentVisits = (...afterMs: number[]) => {
    const state = folding(
      [0, ...afterMs].map((ms, i) => ({
        ...{
          id: i + 1,
          day: 1 + ms / DAY,
          verb: 'viewed' as const,
          topic: '',
          visit: '',
          exposes: [],
          name: '甲',
        },
      })),
    )
    return state.folded.visits
  }

  it('S1-24 tells visits apart by half an hour of silence where the source names none', () => {
    const visits = silentVisits(20 * 60_000, 51 * 60_000)
    expect(visits.key).toHaveLength(2)
    expect(visits.last[0]).toBe(START + DAY + 20 * 60_000)
  })

  it('S1-24 begins a visit exactly when the one before it is over', () => {
    const closes = closesAt(silentVisits(), 0) - (START + DAY)
    expect(silentVisits(closes - 1).key).toHaveLength(1)
    expect(silentVisits(closes).key).toHaveLength(2)
  })
})
