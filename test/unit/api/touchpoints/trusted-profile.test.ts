import { withoutClaims } from '../../../../api/touchpoints'
import { sourceId, touchpointId } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import type { Touchpoint } from '../../../../contract/touchpoint'

const [page, ownList] = [sourceId(1), sourceId(2)]
const unclaimed = withoutClaims((source) => source === ownList)
const said = (source: typeof page, profile: Record<string, string>): Touchpoint => ({
  ...{ id: touchpointId(1), source, sourceEventId: 'e', receivedAt: instant(1), occurredAt: instant(1) },
  ...{ actor: 'customer', verb: 'viewed', object: { type: 'page', id: '/' }, identifiers: [], profile },
})

describe('what a source says about a customer', () => {
  it.each([{ owner: '王磊' }, { wecomTags: 'VIP' }, { owner: 'wecom:WangLei', wecomTags: '' }])(
    'P-17 is dropped from a page where only our own lists may say it: %j',
    (claim) => {
      expect(unclaimed(said(page, { name: '陈工', ...claim })).profile).toEqual({ name: '陈工' })
      expect(unclaimed(said(ownList, { name: '陈工', ...claim })).profile).toEqual({ name: '陈工', ...claim })
    },
  )

  it('P-17 is left as it is where it claims nothing', () => {
    const touchpoint = said(page, { name: '陈工' })
    expect(unclaimed(touchpoint)).toBe(touchpoint)
  })
})
