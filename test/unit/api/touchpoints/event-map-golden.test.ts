import { createEventMap } from '../../../../api/touchpoints/domain/event-map'
import golden from '../../../fixtures/doors/golden-events.json'
import heldOut from '../../../fixtures/doors/held-out-events.json'

interface GoldenEvent {
  readonly kind: string
  readonly event: string
  readonly expect: unknown
}

const map = createEventMap([])

const wrongIn = (events: readonly GoldenEvent[]): string[] =>
  events
    .map(({ kind, event, expect: wanted }) => ({
      event,
      wanted,
      got: map.meaningOf(kind, event) ?? 'unmapped',
    }))
    .filter(({ wanted, got }) => JSON.stringify(wanted) !== JSON.stringify(got))
    .map(({ event, wanted, got }) => `${event}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`)

describe('S1-13 the golden set of event names', () => {
  it('holds 500 names, some of which nobody should be able to map', () => {
    expect(golden).toHaveLength(500)
    expect(golden.filter((one) => one.expect === 'unmapped').length).toBeGreaterThan(20)
  })

  it('is understood to at least 98 %', () => {
    const wrong = wrongIn(golden)
    expect({ wrong, right: (500 - wrong.length) / 500 >= 0.98 }).toEqual({ wrong, right: true })
  })

  it('understands at least 90 % of names that no rule was ever written for', () => {
    const wrong = wrongIn(heldOut)
    expect({ wrong, right: wrong.length / heldOut.length <= 0.1 }).toEqual({ wrong, right: true })
  })
})
