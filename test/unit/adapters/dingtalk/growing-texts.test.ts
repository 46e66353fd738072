import fc from 'fast-check'

import type { CardOutcome } from '../../../../adapters/dingtalk/rest/cards'
import type { Piece } from '../../../../adapters/dingtalk/rest/stream-card'
import { GrowingTexts } from '../../../../adapters/dingtalk/sending/growing-texts'
import { millis } from '../../../../contract/quantities'

const later: CardOutcome = { kind: 'try-later', after: millis(1), code: 'unreachable' }
const shown: CardOutcome = { kind: 'shown' }

const recorder = (answers: CardOutcome[] = []) => {
  const sent: Piece[] = []
  const show = (piece: Piece): Promise<CardOutcome> => {
    sent.push(piece)
    return Promise.resolve(answers[sent.length - 1] ?? shown)
  }
  const growing = new GrowingTexts({ show, gap: 2 })
  const say = (text: string, final = false, outTrackId = 'n1') =>
    growing.say({ outTrackId, key: 'markdown', text, final })
  return { sent, growing, say }
}

describe('growing texts', () => {
  it('P-12 repeat the last text under one guid, so that a lost answer writes nothing twice', async () => {
    const { sent, say } = recorder([later, later, shown])

    expect(await say('all', true)).toEqual(shown)

    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(({ guid }) => guid)).size).toBe(1)
  })

  it('repeat no text in between', async () => {
    const { sent, say } = recorder([later])

    expect(await say('some')).toEqual(later)

    expect(sent).toHaveLength(1)
  })

  it('may be ended again where the end did not arrive', async () => {
    const { say } = recorder([later, later, later, later, later, later])

    expect(await say('all', true)).toEqual(later)
    expect(await say('all', true)).toEqual(shown)
    expect(say('more')).toBeUndefined()
  })

  it('never go backwards, never overlap, and end with the last, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }), async (pauses) => {
        const { sent, say } = recorder()
        const told: Promise<CardOutcome>[] = []
        for (const [n, pause] of pauses.entries()) {
          told.push(say(String(n)) ?? Promise.reject(new Error('ended')))
          for (let turn = 0; turn < pause; turn += 1) await Promise.resolve()
        }
        told.push(say('end', true) ?? Promise.reject(new Error('ended')))
        await Promise.all(told)

        const texts = sent.map(({ text }) => text)
        expect(texts.at(-1)).toBe('end')
        const numbers = texts.slice(0, -1).map(Number)
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
      }),
      { numRuns: 50 },
    )
  })

  it('of different cards do not wait for each other', async () => {
    const { sent, say } = recorder()

    await Promise.all([say('a', false, 'n1'), say('b', false, 'n2')])

    expect(sent.map(({ outTrackId }) => outTrackId)).toEqual(['n1', 'n2'])
  })
})
