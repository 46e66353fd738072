import type { Candidate, ClaimQuestion } from '../../../../api/delivery/domain/claim-plan'
import { planClaims } from '../../../../api/delivery/domain/claim-plan'
import { memberId, noticeId } from '../../../../contract/ids'
import type { Platform } from '../../../../contract/people'
import { instant, minutes } from '../../../../contract/quantities'

const now = instant(1_000_000)
const due = (id: number, member: number, platform: Platform = 'wecom', refresh = false): Candidate => ({
  id: noticeId(id),
  member: memberId(member),
  platform,
  refresh,
})
const ask = (candidates: readonly Candidate[], more: Partial<ClaimQuestion> = {}) =>
  planClaims({
    candidates,
    sent: [],
    holds: [],
    windows: { wecom: [{ length: minutes(1), most: 2 }], dingtalk: [{ length: minutes(1), most: 2 }] },
    now,
    ...more,
  })

describe('which notices go out now', () => {
  it('P-13 takes what the budget allows and says when the rest may come', () => {
    expect(ask([due(1, 1), due(2, 1), due(3, 1), due(4, 2)])).toEqual({
      take: [1, 2, 4],
      overBudget: [{ member: 1, platform: 'wecom', after: null, until: now + minutes(1) }],
      behind: [],
    })
  })

  it('P-13 counts what was sent before', () => {
    const sent = [{ member: memberId(1), platform: 'wecom', at: [instant(now - 1_000)] }] as const
    expect(ask([due(1, 1), due(2, 1)], { sent })).toMatchObject({
      take: [1],
      overBudget: [{ until: now - 1_000 + minutes(1) }],
    })
  })

  it('P-13 keeps a budget for each platform', () => {
    expect(ask([due(1, 1), due(2, 1), due(3, 1, 'dingtalk')]).take).toEqual([1, 2, 3])
  })

  it('P-03 changes a card that is there whatever the budget', () => {
    expect(ask([due(1, 1), due(2, 1), due(3, 1, 'wecom', true)])).toMatchObject({
      take: [1, 2, 3],
      overBudget: [],
    })
  })

  it('P-12 lets nothing overtake a notice that has just failed', () => {
    const holds = [{ member: memberId(1), notice: noticeId(5), until: instant(now + 5_000) }]
    expect(ask([due(4, 1), due(6, 1), due(7, 1), due(8, 2)], { holds })).toEqual({
      take: [4, 8],
      overBudget: [],
      behind: [{ member: 1, platform: null, after: 5, until: now + 5_000 }],
    })
  })
})
