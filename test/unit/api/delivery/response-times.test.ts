import { responseFigures } from '../../../../api/delivery/domain/response-times'
import { memberId, sourceId } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'

const signal = (member: number, sent: number, answered: number | null, by = member, source = 1) => ({
  member: memberId(member),
  source: sourceId(source),
  signalAt: instant(0),
  sentAt: instant(sent),
  answeredAt: answered === null ? null : instant(answered),
  answeredBy: answered === null ? null : memberId(by),
})

describe('how fast people are told and answer', () => {
  it('S1-19 gives medians that occurred, per rep and per rep and source', () => {
    const figures = responseFigures([
      signal(1, 100, 1_100),
      signal(1, 200, 4_200),
      signal(1, 300, 9_300, 1, 2),
      signal(1, 400, 500, 2),
      signal(1, 500, null),
      signal(2, 10, null),
    ])
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
      toCard: { median: 300, p95: 500 },
      toAnswer: { median: 4_000, p95: 9_000 },
      signalToAnswer: { median: 4_200, p95: 9_300 },
    })
    expect(figures[3]).toMatchObject({ answered: 0, open: 1, toAnswer: null })
  })

  it('S1-19 has nothing to say about nobody', () => {
    expect(responseFigures([])).toEqual([])
  })
})
