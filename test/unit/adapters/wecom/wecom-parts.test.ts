import fc from 'fast-check'

import { usualPace } from '../../../../adapters/wecom/config'
import { ConversationBudget } from '../../../../adapters/wecom/conversation-budget'
import { decodeEvent, decodeMessage } from '../../../../adapters/wecom/decode-frame'
import { KeyedQueue } from '../../../../adapters/wecom/keyed-queue'
import { outcomeOfRefusal } from '../../../../adapters/wecom/outcome-of-refusal'
import { RecentIds } from '../../../../adapters/wecom/recent-ids'
import { isReference, referenceOf, taskIdOf, taskIdOfAnswer } from '../../../../adapters/wecom/task-id'
import { cutToBytes, longestMarkdown, toMarkdown } from '../../../../adapters/wecom/wire-message'
import { instant } from '../../../../contract/quantities'

const now = instant(1_700_000_000_000)

describe('pace', () => {
  it('P-11 speaks again within 15 s of the return of a gateway that was away', () => {
    expect(usualPace.authWithin + usualPace.reconnectCap).toBeLessThan(15_000)
  })

  it('P-11 speaks again within 15 s when the connection went silent', () => {
    expect(3 * usualPace.heartbeat + usualPace.reconnectBase).toBeLessThan(15_000)
  })

  it('P-03 leaves WeCom a second of its five to receive the changed card', () => {
    expect(usualPace.answerWithin).toBeLessThanOrEqual(4_000)
  })
})

describe('ConversationBudget', () => {
  const pushAll = (budget: ConversationBudget, gaps: readonly number[]) => {
    let at = Number(now)
    const sent: number[] = []
    for (const gap of gaps) {
      at += gap
      if (budget.waitFor('lisi', instant(at)) > 0) continue
      budget.spend('LiSi', instant(at))
      sent.push(at)
    }
    return sent
  }

  it('P-13 never lets 30 pushes into one minute nor 1,000 into one hour, whatever the burst', () => {
    const gap = fc.oneof(fc.nat(100), fc.nat(10_000))
    fc.assert(
      fc.property(fc.array(gap, { minLength: 100, maxLength: 3_000 }), (gaps) => {
        const sent = pushAll(new ConversationBudget(), gaps)
        sent.forEach((at, index) => {
          const within = (ms: number) => sent.slice(0, index + 1).filter((other) => other > at - ms).length
          expect(within(60_000)).toBeLessThan(30)
          expect(within(3_600_000)).toBeLessThan(1_000)
        })
      }),
      { numRuns: 15 },
    )
  })

  it('P-13 says exactly how long to wait', () => {
    const budget = new ConversationBudget()
    for (let n = 0; n < 24; n += 1) budget.spend('lisi', now)

    expect(budget.waitFor('lisi', instant(now + 1_000))).toBe(59_000)
    expect(budget.waitFor('lisi', instant(now + 60_000))).toBe(0)
    expect(budget.waitFor('zhangsan', now)).toBe(0)
  })

  it('P-13 remembers a bounded number of conversations', () => {
    const budget = new ConversationBudget(2)
    for (let n = 0; n < 24; n += 1) budget.spend('a', now)
    budget.spend('b', now)
    budget.spend('c', now)

    expect(budget.waitFor('a', now)).toBe(0)
  })
})

describe('decoding', () => {
  const body = (over: object) => ({ msgid: 'm1', from: { userid: 'lisi' }, msgtype: 'text', ...over })
  const text = (content: string, over: object = {}) => body({ text: { content }, ...over })

  it.each([
    ['@中枢 今日热客', undefined, '今日热客'],
    ['@中枢\u2005今日热客', undefined, '今日热客'],
    ['今日热客 @中枢', undefined, '今日热客'],
    ['@Lead Hub 雷达 @李四', 'Lead Hub', '雷达 @李四'],
    ['@中枢 雷达 @李四', undefined, '雷达 @李四'],
    ['@中枢', undefined, ''],
  ])('P-05 reads "%s" in a group as what was asked', (said, botName, asked) => {
    const heard = decodeMessage(text(said, { chattype: 'group', chatid: 'g' }), now, botName)
    expect(heard).toMatchObject({ kind: 'message', message: { group: 'g', text: asked } })
  })

  it('P-05 leaves an @ alone in a conversation of two', () => {
    expect(decodeMessage(text('雷达 @李四', { chattype: 'single' }), now, undefined)).toMatchObject({
      message: { group: null, text: '雷达 @李四' },
    })
  })

  it('P-05 reads the words between the pictures of a mixed message', () => {
    const msg_item = [
      { msgtype: 'text', text: { content: '看' } },
      { msgtype: 'image', image: { url: 'x' } },
    ]
    expect(decodeMessage(body({ msgtype: 'mixed', mixed: { msg_item } }), now, undefined)).toMatchObject({
      message: { text: '看' },
    })
  })

  it('P-05 has nothing to do for a picture alone', () => {
    expect(decodeMessage(body({ msgtype: 'image', image: { url: 'x' } }), now, undefined).kind).toBe(
      'nothing',
    )
  })

  it('P-05 keeps at most 2,000 characters and never half of one', () => {
    const heard = decodeMessage(text('😀'.repeat(3_000)), now, undefined)
    expect(heard.kind === 'message' && Array.from(heard.message.text).length).toBe(2_000)
    expect(heard.kind === 'message' && heard.message.text).toBe('😀'.repeat(2_000))
  })

  const press = (event: object) => body({ msgtype: 'event', create_time: 1_700_000_001, event: { eventtype: 'template_card_event', ...event } }) // prettier-ignore

  it('P-03 reads a press nested as documented before one that is flat as typed', () => {
    const nested = { template_card_event: { event_key: 'take', task_id: 'n1' } }
    expect(decodeEvent(press({ ...nested, event_key: 'x', task_id: 'y' }), now)).toMatchObject({
      kind: 'press',
      taskId: 'n1',
      press: { key: 'take', reference: 'n1', pressId: 'm1', at: 1_700_000_001_000 },
    })
    expect(decodeEvent(press({ event_key: 'take', task_id: 'n2@hub' }), now)).toMatchObject({
      taskId: 'n2@hub',
      press: { key: 'take', reference: 'n2' },
    })
  })

  it('P-21 reads a press in the menu, under the name of either event', () => {
    const pressed = { event_key: 'bad', task_id: 'n1' }
    for (const eventtype of ['template_card_event', 'template_card_menu_event']) {
      const event = body({ msgtype: 'event', event: { eventtype, [eventtype]: pressed } })
      expect(decodeEvent(event, now)).toMatchObject({ kind: 'press', press: { key: 'bad', reference: 'n1' } })
    }
  })

  it('P-12 never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        decodeMessage(anything, now, undefined)
        decodeEvent(anything, now)
        decodeMessage({ ...text('x'), ...Object(anything) }, now, 'x')
      }),
    )
  })
})

describe('task_ids', () => {
  const reference = fc.stringMatching(/^[0-9A-Za-z_-]{1,64}$/)

  it('P-03 lead back to the reference, pushed or answered', () => {
    fc.assert(
      fc.property(reference, fc.string(), (name, messageId) => {
        expect(isReference(name)).toBe(true)
        expect(referenceOf(taskIdOf(name, undefined))).toBe(name)
        expect(referenceOf(taskIdOf(name, 'hub-2'))).toBe(name)
        expect(referenceOf(taskIdOfAnswer(name, messageId))).toBe(name)
        expect(taskIdOfAnswer(name, messageId)).toMatch(/^[0-9A-Za-z_\-@]{1,128}$/)
      }),
    )
  })

  it('P-12 is the same for the same answer and another for the next', () => {
    expect(taskIdOfAnswer('n1', 'm1')).toBe(taskIdOfAnswer('n1', 'm1'))
    expect(taskIdOfAnswer('n1', 'm1')).not.toBe(taskIdOfAnswer('n1', 'm2'))
    expect(taskIdOfAnswer(undefined, 'm1')).toMatch(/^answer@/)
  })
})

describe('Markdown', () => {
  it('P-01 is cut between characters and inside the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, most) => {
        const cut = cutToBytes(text, most)
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most)
        expect(Buffer.from(cut).toString()).toBe(cut)
        if (Buffer.byteLength(text) <= most) expect(cut).toBe(text)
        else expect(cut.endsWith('…')).toBe(true)
      }),
    )
  })

  it('P-01 fits however long the text', () => {
    const body = { title: '晨报', text: '长'.repeat(10_000) }
    const message = { platform: 'wecom' as const, form: 'markdown' as const, plain: '', body }
    expect(Buffer.byteLength(toMarkdown(message))).toBeLessThanOrEqual(longestMarkdown)
  })
})

describe('outcomes', () => {
  it.each([
    [86201, { kind: 'skipped', because: 'never-talked-to-bot' }],
    [93006, { kind: 'skipped', because: 'never-talked-to-bot' }],
    [60111, { kind: 'skipped', because: 'left-the-company' }],
    [60011, { kind: 'skipped', because: 'outside-visible-range' }],
    [45009, { kind: 'try-later', after: 60_000, code: 'wecom-45009' }],
    [846609, { kind: 'try-later', after: 2_000, code: 'wecom-846609' }],
    [-1, { kind: 'try-later', after: 10_000, code: 'wecom--1' }],
    [42014, { kind: 'already-shown' }],
  ])('P-01 knows errcode %d', (errcode, outcome) => {
    expect(outcomeOfRefusal(errcode)).toEqual(outcome)
  })

  it('P-01 gives advice with every refusal, known or not', () => {
    fc.assert(
      fc.property(fc.integer(), (errcode) => {
        const outcome = outcomeOfRefusal(errcode)
        expect(outcome.kind === 'refused' ? outcome.advice : 'none needed').not.toBe('')
      }),
    )
  })
})

describe('RecentIds', () => {
  it('P-12 knows the newest ids and no more than it may', () => {
    const ids = new RecentIds(2)
    expect([ids.add('a'), ids.add('b'), ids.add('a'), ids.add('c'), ids.add('a')]).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
    ids.forget('c')
    expect(ids.has('c')).toBe(false)
  })
})

describe('KeyedQueue', () => {
  it('P-12 takes no more than its limit and has room again when work is done', async () => {
    const queue = new KeyedQueue(1)
    let finish: () => void = () => undefined
    const first = new Promise<void>((resolve) => (finish = resolve))

    expect(queue.run('a', () => first)).toBe(true)
    expect(queue.run('b', () => Promise.resolve())).toBe(false)
    finish()
    await queue.idle()
    expect(queue.run('b', () => Promise.resolve())).toBe(true)
  })
})
