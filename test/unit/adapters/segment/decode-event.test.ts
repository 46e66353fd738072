import fc from 'fast-check'

import { decodeEvent } from '../../../../adapters/segment/decode-event'
import { createEventMap } from '../../../../api/touchpoints'
import { instant } from '../../../../contract/quantities'

const reading = {
  eventMap: createEventMap([]),
  sourceKind: 'segment',
  receivedAt: instant(1_795_000_000_000),
}
const track = { type: 'track', event: 'Order Completed', messageId: 'm-1', userId: 'u-1' }

const decode = (piece: unknown, sentAt?: unknown) => decodeEvent(piece, reading, sentAt)

describe('a Segment event', () => {
  it.each([
    [track, 'read'],
    [{ ...track, event: 'xq_17_b' }, 'unmapped-event'],
    [{ ...track, event: undefined }, 'bad-form'],
    [{ ...track, type: 'dance' }, 'bad-form'],
    [{ ...track, userId: null }, 'no-identifier'],
    [{ ...track, timestamp: 'soon' }, 'bad-time'],
    ['text', 'bad-form'],
  ])('%j is %s', (piece, reason) => {
    const decoded = decode(piece)
    expect(decoded.ok ? 'read' : decoded.unreadable.reason).toBe(reason)
  })

  it('happened at timestamp + (received − sentAt), wherever sentAt stands', () => {
    const late = { timestamp: reading.receivedAt - 7_260_000 }
    const sentAt = new Date(reading.receivedAt - 7_200_000).toISOString()
    for (const decoded of [decode({ ...track, ...late }, sentAt), decode({ ...track, ...late, sentAt })]) {
      expect(decoded.ok && reading.receivedAt - decoded.touchpoint.occurredAt).toBe(60_000)
    }
  })

  it('takes no telephone from the properties of an event: it may be the shop’s', () => {
    const decoded = decode({ ...track, properties: { phone: '13800000000' } })
    expect(decoded.ok && decoded.touchpoint.identifiers).toEqual([{ type: 'account', value: 'u-1' }])
  })

  it('is never thrown about, whatever JSON it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof decode(value).ok === 'boolean'))
  })
})
