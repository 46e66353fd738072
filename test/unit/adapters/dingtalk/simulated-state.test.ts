import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'

import { Conversations } from '../../../../adapters/simulator/dingtalk/conversations'
import { shownCard } from '../../../../adapters/simulator/dingtalk/shown-card'
import { tempDir } from '../../../support/temp-dir'

const card = (outTrackId: string, title: string) => ({ outTrackId, params: { title }, callback: true })

describe('the state file of the stand-in', () => {
  it('P-20 brings back what was shown, wherever the last write was cut off', () => {
    const path = join(tempDir(), 'whole.jsonl')
    const before = new Conversations(path)
    before.say('a', 'me', { form: 'text', text: '你好' })
    before.addCard('a', card('n1', '一'))
    before.addCard('b', card('n2', '二'))
    before.changeCard('n1', { title: '一改' }, true)
    const whole = readFileSync(path)
    const seen = ['a', 'b'].map((who) => before.of(who))

    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (cut) => {
        const file = join(tempDir(), 'cut.jsonl')
        writeFileSync(file, whole.subarray(0, cut))
        const after = new Conversations(file)
        const known = after.of('a').length + after.of('b').length
        const next = after.say('a', 'me', { form: 'text', text: '后来' })
        const again = new Conversations(file)
        expect(again.of('a').at(-1)).toEqual(next)
        expect(again.of('a').length + again.of('b').length).toBe(known + 1)
        for (const one of [after, again]) one.close()
      }),
      { numRuns: 60 },
    )
    const after = new Conversations(path)
    expect(['a', 'b'].map((who) => after.of(who))).toEqual(seen)
    for (const one of [before, after]) one.close()
  })

  it('passes over lines that are no records', () => {
    const path = join(tempDir(), 'odd.jsonl')
    const before = new Conversations(path)
    before.say('a', 'me', { form: 'text', text: '你好' })
    appendFileSync(path, '{"a":"message"}\nnull\n"x"\n{"a":"change","outTrackId":"n9","params":{},"at":1}\n')

    const after = new Conversations(path)

    expect(after.of('a')).toEqual(before.of('a'))
    for (const one of [before, after]) one.close()
  })

  it('stays small however long the trial runs', () => {
    const path = join(tempDir(), 'long.jsonl')
    const conversations = new Conversations(path)
    conversations.addCard('a', card('n1', '零'))
    for (let n = 0; n < 5_000; n += 1) {
      conversations.changeCard('n1', { title: `第${n}次` }, true)
      if (n % 10 === 0) conversations.say('a', 'me', { form: 'text', text: `${n}` })
    }

    expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(2_600)
    expect(conversations.of('a')).toHaveLength(400)
    conversations.close()
  })
})

it('draws links as buttons of their own and hides what is disabled', () => {
  const btns = JSON.stringify([
    { text: '看详情', event: { type: 'openLink', params: { url: 'https://hub.example/c/1' } } },
    { text: '接手', status: 'disabled', event: { type: 'sendCardRequest', params: { actionId: 'take' } } },
    { text: '稍后', event: { type: 'sendCardRequest', params: { actionId: 'snooze' } } },
  ])

  expect(shownCard('n1', { title: '一', markdown: '文字', btns })).toMatchObject({
    text: '文字',
    links: [{ text: '看详情', url: 'https://hub.example/c/1' }],
    buttons: [{ key: 'snooze', text: '稍后', style: 'normal' }],
  })
})
