import fc from 'fast-check'

import { stageAlone, stageOf } from '../../../../api/intent'
import { stages } from '../../../../contract/intent'
import type { Stage } from '../../../../contract/intent'
import { instant } from '../../../../contract/quantities'
import type { Touch } from '../strategy/state-of'
import { china, foldedOf } from '../strategy/state-of'

const did = (
  id: number,
  verb: NonNullable<Touch['verb']>,
  topic = 'x',
  at = `2026-03-02 09:${10 + id}`,
): Touch => ({ id, verb, topic, at })
/** Every case is asked both ways: the stage alone must be the one that is explained. */
const judge = (touches: readonly Touch[], rest: { tenths?: number; now?: string; previous?: Stage } = {}) => {
  const now = instant(china(rest.now ?? '2026-03-03 09:00'))
  const judged = stageOf(foldedOf(touches), rest.tenths ?? 0, now, rest.previous)
  expect(stageAlone(foldedOf(touches), rest.tenths ?? 0, now, rest.previous)).toBe(judged.stage)
  return judged
}

describe('stage', () => {
  it('S1-18 of a customer without touchpoints is new', () => {
    expect(judge([])).toEqual({ stage: 'new', because: 'nothing-yet', found: 0, needed: 1, evidence: [] })
  })

  it.each([
    ['viewed', 'new'], ['identified', 'new'], ['exposed', 'new'], ['downloaded', 'interested'], ['asked', 'interested'],
    ['replied', 'interested'], ['submitted', 'evaluating'], ['signed-up', 'evaluating'], ['met', 'evaluating'],
    ['quoted', 'negotiating'], ['ordered', 'won'], ['paid', 'won'],
  ] as const)('S1-18 after %s is %s', (verb, stage) => {
    expect(judge([did(1, verb)]).stage).toBe(stage)
  }) // prettier-ignore

  it('S1-18 goes by the furthest act and shows the touchpoints that say so', () => {
    expect(judge([did(1, 'quoted'), did(2, 'met'), did(3, 'quoted'), did(4, 'asked')])).toEqual({
      stage: 'negotiating',
      because: 'acts',
      found: 2,
      needed: 1,
      evidence: [3, 1],
    })
  })

  it.each([
    [2, 'new'],
    [3, 'interested'],
  ])('S1-18 after %d views is %s', (n, stage) => {
    expect(judge(Array.from({ length: n }, (_, i) => did(i + 1, 'viewed'))).stage).toBe(stage)
  })

  it.each([
    [149, 'new', 'nothing-yet'],
    [150, 'interested', 'strength'],
    [499, 'interested', 'strength'],
    [500, 'evaluating', 'strength'],
    [1000, 'evaluating', 'strength'],
  ])('S1-18 with %d tenths of strength and no act is %s', (tenths, stage, because) => {
    expect(judge([did(1, 'viewed')], { tenths })).toMatchObject({ stage, because, evidence: [1] })
  })

  it('S1-18 believes another system', () => {
    expect(judge([did(1, 'reached', 'negotiating')])).toMatchObject({
      stage: 'negotiating',
      because: 'process',
      evidence: [1],
    })
    expect(judge([did(1, 'reached', 'some-state-of-theirs')]).stage).toBe('new')
  })

  it('S1-18 is lost when another system says so, whatever the strength', () => {
    expect(judge([did(1, 'quoted'), did(2, 'reached', 'lost'), did(3, 'viewed')], { tenths: 900 })).toEqual({
      stage: 'lost', because: 'said-lost', found: 1, needed: 1, evidence: [2],
    }) // prettier-ignore
  })

  it('S1-18 comes back from a loss with a newer act, judged by what followed', () => {
    expect(
      judge([did(1, 'quoted'), did(2, 'reached', 'lost'), did(3, 'asked')], { previous: 'lost' }),
    ).toMatchObject({
      stage: 'interested',
      evidence: [3],
    })
  })

  it.each([
    ['2026-05-31 09:11', 'negotiating', 'acts'],
    ['2026-05-31 09:12', 'lost', 'silence'],
  ])('S1-18 is lost after ninety days without a word: at %s %s', (now, stage, because) => {
    const touches = [did(1, 'quoted'), did(2, 'viewed')]
    expect(judge(touches, { now, previous: 'negotiating' })).toMatchObject({ stage, because })
  })

  it('S1-18 stays won through silence', () => {
    expect(judge([did(1, 'paid')], { now: '2026-12-31 09:00' }).stage).toBe('won')
    expect(judge([did(1, 'viewed')], { now: '2026-12-31 09:00', previous: 'won' }).stage).toBe('won')
  })

  it('S1-18 does not go back because strength faded', () => {
    expect(judge([did(1, 'viewed')], { tenths: 20, previous: 'evaluating' })).toMatchObject({
      stage: 'evaluating',
      because: 'kept',
      evidence: [1],
    })
  })

  it('S1-18 starts anew when a customer lost to silence returns', () => {
    expect(judge([did(1, 'viewed')], { previous: 'lost' }).stage).toBe('new')
  })

  it('S1-18 shows at most twenty touchpoints, newest first', () => {
    const many = Array.from({ length: 30 }, (_, i) => did(i + 1, 'asked'))
    const { found, evidence } = judge(many)
    expect(found).toBe(30)
    expect(evidence).toEqual(Array.from({ length: 20 }, (_, i) => 30 - i))
  })

  it('S1-18 alone is the same as explained, whatever was done and said', () => {
    const kinds = fc.constantFrom('viewed', 'asked', 'submitted', 'quoted', 'ordered', 'exposed', 'reached')
    const topics = fc.constantFrom('x', 'lost', 'negotiating', 'won')
    const touches = fc.array(fc.tuple(kinds, topics, fc.integer({ min: 0, max: 9 })), { maxLength: 8 })
    const before = fc.option(fc.constantFrom(...stages), { nil: undefined })
    fc.assert(
      fc.property(
        touches,
        fc.integer({ min: 0, max: 1000 }),
        before,
        fc.boolean(),
        (list, tenths, previous, late) => {
          const done = list.map(([verb, topic, minute], i) =>
            did(i + 1, verb, topic, `2026-03-02 09:1${minute}`),
          )
          const now = late ? '2026-07-01 09:00' : '2026-03-03 09:00'
          judge(done, { tenths, now, ...(previous === undefined ? {} : { previous }) })
        },
      ),
    )
  })
})
