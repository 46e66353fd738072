import { groupFigures, responseFigures } from '../../../../api/delivery/domain/response-times'
import { decisionId, memberId, sourceId } from '../../../../contract/ids'
import type { Instant } from '../../../../contract/quantities'
import { between, instant, millis } from '../../../../contract/quantities'

const signal = (member: number, sent: number, answered: number | null, by = member, source = 1) => ({
  decision: decisionId(sent),
  member: memberId(member),
  team: member < 3 ? 'east' : 'west',
  rule: source === 1 ? 'hot' : 'inquiry',
  source: sourceId(source),
  signalAt: instant(0),
  sentAt: instant(sent),
  answeredAt: answered === null ? null : instant(answered),
  answeredBy: answered === null ? null : memberId(by),
  answer: answered === null ? null : ('taken' as const),
})

/** A company that works half of the time. */
const halfWorked = (from: Instant, to: Instant) => millis((to - from) / 2)

describe('how fast people are told and answer', () => {
  it('S1-19 gives medians that occurred, per rep and per rep and source', () => {
    const figures = responseFigures(
      [
        signal(1, 100, 1_100),
        signal(1, 200, 4_200),
        signal(1, 300, 9_300, 1, 2),
        signal(1, 400, 500, 2),
        signal(1, 500, null),
        signal(2, 10, null),
      ],
      halfWorked,
    )
    expect(figures.map((f) => [f.member, f.source])).toEqual([
      [1, null],
      [1, 1],
      [1, 2],
      [2, null],
      [2, 1],
    ])
    expect(figures[0]).toEqual({
      member: 1,
      source: null,
      told: 5,
      answered: 3,
      answeredByOthers: 1,
      open: 1,
      toCard: { median: 300, p90: 500, p95: 500 },
      toAnswer: { median: 4_000, p90: 9_000, p95: 9_000 },
      signalToAnswer: { median: 4_200, p90: 9_300, p95: 9_300 },
      signalToAnswerWorked: { median: 2_100, p90: 4_650, p95: 4_650 },
    })
    expect(figures[3]).toMatchObject({ answered: 0, open: 1, toAnswer: null })
  })

  it('S1-19 counts a decision once for its source, rule and team, by whomever it was answered', () => {
    const shared = { decision: decisionId(7) }
    const signals = [
      { ...signal(3, 900, 1_900, 1, 2), ...shared },
      { ...signal(1, 100, 1_900, 1, 2), ...shared },
      signal(3, 300, 9_300, 3, 2),
      signal(3, 500, null),
    ]
    expect(groupFigures(signals, 'team', halfWorked)).toMatchObject([
      { key: 'east', told: 1, answered: 1, open: 0, toCard: { median: 100 } },
      { key: 'west', told: 2, answered: 1, open: 1, signalToAnswerWorked: { median: 4_650 } },
    ])
    const inquiries = { told: 2, answered: 2, signalToAnswer: { median: 1_900, p90: 9_300, p95: 9_300 } }
    expect(groupFigures(signals, 'rule', halfWorked)).toMatchObject([
      { key: 'hot', told: 1, answered: 0, signalToAnswer: null },
      { key: 'inquiry', ...inquiries },
    ])
    expect(groupFigures(signals, 'source', halfWorked)[1]).toMatchObject({ key: '2', ...inquiries })
  })

  it('S1-19 has nothing to say about nobody', () => {
    expect(responseFigures([], between)).toEqual([])
  })
})
