import fc from 'fast-check'

import { isCloudEvent, toForm } from '../../../../adapters/native/cloud-event'
import { decodeTouchpoint } from '../../../../adapters/native/decode-touchpoint'
import { createEventMap } from '../../../../api/touchpoints'
import { instant } from '../../../../contract/quantities'

const reading = { eventMap: createEventMap([]), sourceKind: 'native', receivedAt: instant(1_795_000_000_000) }
const view = { verb: 'viewed', object: { type: 'page', id: '/price' }, who: { anonymous: 'a-1' } }

const reasonOf = (piece: unknown): string => {
  const decoded = decodeTouchpoint(piece, reading)
  return decoded.ok ? 'read' : decoded.unreadable.reason
}

describe('a piece in our own form', () => {
  it.each([
    [view, 'read'],
    [{ ...view, verb: undefined }, 'no-verb'],
    [{ ...view, object: undefined }, 'no-object'],
    [{ ...view, object: { type: 'page', id: '  ' } }, 'no-object'],
    [{ ...view, who: undefined }, 'no-identifier'],
    [{ ...view, who: { phone: '12' } }, 'no-identifier'],
    [{ ...view, at: '2025-13-45' }, 'bad-time'],
    [{ ...view, dwellSeconds: -1 }, 'bad-form'],
    [{ ...view, exposes: Array(33).fill('pricing') }, 'bad-form'],
    [{ ...view, properties: [1] }, 'bad-form'],
    [{ ...view, extra: 1 }, 'bad-form'],
    [null, 'bad-form'],
    [7, 'bad-form'],
  ])('%j is %s', (piece, reason) => expect(reasonOf(piece)).toBe(reason))

  it('names the misspelt field', () => {
    const decoded = decodeTouchpoint({ ...view, dwelSeconds: 1 }, reading)
    expect(decoded.ok ? '' : decoded.unreadable.detail).toContain('dwelSeconds')
  })

  it('is two events when it comes twice without id and time, and one when it has a time', () => {
    const idOf = (piece: object, position: number): string => {
      const decoded = decodeTouchpoint(piece, reading, undefined, position)
      return decoded.ok ? decoded.touchpoint.sourceEventId : ''
    }
    expect(idOf(view, 0)).not.toBe(idOf(view, 1))
    const timed = { ...view, at: 1_794_999_999_000 }
    expect(idOf(timed, 0)).toBe(idOf(timed, 1))
  })

  it('is never thrown about, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const decoded = decodeTouchpoint(value, reading)
        const id = decoded.ok ? decoded.touchpoint.sourceEventId : decoded.unreadable.sourceEventId
        return id.length > 0 && id.length <= 128
      }),
    )
  })
})

describe('a CloudEvent', () => {
  const event = {
    specversion: '1.0',
    id: '1',
    source: '/s',
    type: 'cn.example.order.paid',
    subject: 'SO-1',
    tenantid: 'acme',
  }

  it('needs its four attributes', () => {
    expect(isCloudEvent(event)).toBe(true)
    for (const name of ['specversion', 'id', 'source', 'type']) {
      expect(isCloudEvent({ ...event, [name]: undefined })).toBe(false)
    }
  })

  it('is found by source and id together, and keeps extensions and subject', () => {
    expect(toForm({ ...event, data: { userId: 7, amount: 3 } })).toMatchObject({
      id: '/s|1',
      event: 'cn.example.order.paid',
      who: { account: '7' },
      properties: { amount: 3, tenantid: 'acme', subject: 'SO-1' },
    })
  })
})
