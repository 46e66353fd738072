import { recordFollowUp } from '../../../boot/follow-up-touch'
import type { FollowUp } from '../../../contract/decision'
import { customerId, decisionId, memberId, personaId, sourceId } from '../../../contract/ids'
import type { ArrivedBatch } from '../../../contract/ports/inbox'
import type { Identifier } from '../../../contract/touchpoint'
import { ManualClock } from '../../fakes/manual-clock'

const clock = new ManualClock()
const customer = customerId(7)
const phone: Identifier = { type: 'phone', value: '13800000000' }
const tx = { dialect: 'sqlite', rows: async () => [], run: async () => 0 } as const

const answered = (changes: Partial<FollowUp> = {}): FollowUp => ({
  decision: decisionId(12),
  customer,
  member: memberId(3),
  answer: 'taken',
  note: null,
  at: clock.now(),
  ...changes,
})

const world = (identifiers: readonly Identifier[] = [phone]) => {
  const kept: ArrivedBatch[] = []
  const record = recordFollowUp({
    identity: {
      store: {
        personasOfCustomer: async () => [{ id: personaId(1), customer, kind: 'known' }],
        identifiersOf: async () => new Map([[personaId(1), [...identifiers]]]),
      },
    },
    log: {
      keepIn: async (_, batches) => {
        kept.push(...batches)
        return batches.map((b) => ({ accepted: b.touchpoints.length, repeated: 0, quarantined: 0 }))
      },
    },
    clock,
    source: sourceId(5),
  })
  const ids = () => kept.flatMap((b) => b.touchpoints.map((t) => t.sourceEventId))
  return { record, kept, ids }
}

describe('an answer in the timeline', () => {
  it('P-04 is a touchpoint of ours with who, what and the note', async () => {
    const { record, kept } = world()
    await record(tx, answered({ answer: 'wrong', note: '是同行' }), false)
    expect(kept).toMatchObject([
      {
        source: 5,
        touchpoints: [
          {
            sourceEventId: 'follow-up:12',
            actor: 'ours',
            verb: 'followed-up',
            object: { type: 'customer', id: 'D12' },
            identifiers: [phone],
            properties: { member: 3, answer: 'wrong', note: '是同行' },
          },
        ],
      },
    ])
  })

  it.each(['taken', 'wrong'] as const)(
    'P-04 has an event of its own when it is %s after it was put off',
    async (answer) => {
      const { record, ids } = world()
      await record(tx, answered({ answer: 'snoozed' }), false)
      await record(tx, answered({ answer }), true)
      expect(ids()).toEqual(['follow-up:12', `follow-up:12:${answer}`])
    },
  )

  it('leaves nothing where the customer has no identifier', async () => {
    const { record, kept } = world([])
    await record(tx, answered(), false)
    expect(kept).toEqual([])
  })
})
