import fc from 'fast-check'

import { toAppCard } from '../../../../adapters/wecom/app/app-card'
import { wireContent } from '../../../../adapters/wecom/app/app-content'
import { decodeCallback } from '../../../../adapters/wecom/app/callback/decode-callback'
import type { XmlElement } from '../../../../adapters/wecom/app/callback/parse-xml'
import { LatelySaid } from '../../../../adapters/wecom/app/lately-said'
import { outcomeOfAppRefusal } from '../../../../adapters/wecom/app/outcome-of-app-refusal'
import { MinuteWindow } from '../../../../adapters/wecom/group-robot/minute-window'
import { instant, millis, minutes, plus, seconds } from '../../../../contract/quantities'

const now = instant(1_795_413_720_000)
const leaf = (name: string, text: string): XmlElement => ({ name, text, children: [] })
const xml = (fields: Readonly<Record<string, string>>, ...more: XmlElement[]): XmlElement => ({
  name: 'xml',
  text: '',
  children: [...Object.entries(fields).map(([name, text]) => leaf(name, text)), ...more],
})
const pressed = {
  FromUserName: 'LiSi',
  CreateTime: '1795413720',
  MsgType: 'event',
  Event: 'template_card_event',
  EventKey: 'take',
  TaskId: 'n1@hub',
  ResponseCode: 'c1',
  AgentID: '7',
}
const idOf = (element: XmlElement): string => {
  const heard = decodeCallback(element, 7, now)
  if (heard.kind === 'contact-changed') return `contact: ${heard.externalId}`
  return heard.kind === 'nothing' ? `nothing: ${heard.because}` : heard.id
}

describe('decodeCallback', () => {
  it('P-03 reads a press, whatever mark its task_id carries', () => {
    expect(decodeCallback(xml(pressed), 7, now)).toMatchObject({
      kind: 'press',
      press: { from: { platform: 'wecom', userId: 'LiSi' }, reference: 'n1', key: 'take', at: now },
      pressed: { taskId: 'n1@hub', responseCode: 'c1' },
    })
  })

  it.each([
    ['FromUserName', 'WangWu'],
    ['CreateTime', '1795413721'],
    ['EventKey', 'snooze'],
    ['TaskId', 'n2@hub'],
    ['Event', 'template_card_menu_event'],
  ])('P-12 takes two events that differ in %s for two', (name, text) => {
    expect(idOf(xml({ ...pressed, [name]: text }))).not.toBe(idOf(xml(pressed)))
  })

  it('P-12 takes two choices for two, and a new response code for a redelivery', () => {
    const chose = (id: string): XmlElement => ({
      name: 'SelectedItems',
      text: '',
      children: [
        { name: 'SelectedItem', text: '', children: [leaf('QuestionKey', 'q'), leaf('OptionId', id)] },
      ],
    })
    expect(idOf(xml(pressed, chose('1')))).not.toBe(idOf(xml(pressed, chose('2'))))
    expect(idOf(xml({ ...pressed, ResponseCode: 'c2' }))).toBe(idOf(xml(pressed)))
  })

  it('P-12 never mixes up two parts of an event', () => {
    const parts = fc.record({
      FromUserName: fc.string({ minLength: 1 }),
      EventKey: fc.string({ minLength: 1 }),
      TaskId: fc.string({ minLength: 1 }),
    })
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other)
        expect(idOf(xml({ ...pressed, ...one })) === idOf(xml({ ...pressed, ...other }))).toBe(same)
      }),
    )
  })

  it('P-12 keeps apart messages whose ids are one number in JavaScript', () => {
    const said = (MsgId: string) => xml({ FromUserName: 'LiSi', MsgType: 'text', Content: 'x', MsgId })

    expect(Number('7300000000000000001')).toBe(Number('7300000000000000002'))
    expect(idOf(said('7300000000000000001'))).not.toBe(idOf(said('7300000000000000002')))
  })

  it('has something to say to any element at all', () => {
    const name = fc.constantFrom(...Object.keys(pressed), 'Content', 'MsgId', 'xml', 'SelectedItems')
    const of = (children: fc.Arbitrary<XmlElement[]>) => fc.record({ name, text: fc.string(), children })
    const inner = of(fc.constant([]))
    const element = of(fc.array(fc.oneof(inner, of(fc.array(inner, { maxLength: 3 }))), { maxLength: 10 }))
    fc.assert(
      fc.property(element, (any) => {
        const kinds = ['message', 'press', 'losing-rights', 'contact-changed', 'nothing']
        expect(kinds).toContain(decodeCallback(any, 7, now).kind)
      }),
    )
  })

  it('P-17 takes from an event about a contact whose it is, and nothing else', () => {
    const event = {
      ...{ ToUserName: 'ww', FromUserName: 'sys', MsgType: 'event', Event: 'change_external_contact' },
      ...{
        UserID: 'LiSi',
        ExternalUserID: 'wmAbc-1_2',
        ChangeType: 'edit_external_contact',
        WelcomeCode: 'w',
      },
    }
    const heard = (more: Record<string, string>) => decodeCallback(xml({ ...event, ...more }), 7, now)

    expect(heard({})).toEqual({ kind: 'contact-changed', externalId: 'wmAbc-1_2' })
    expect(heard({ ChangeType: 'del_follow_user' })).toMatchObject({ kind: 'contact-changed' })
    expect(heard({ ChangeType: 'msg_audit_approved' })).toMatchObject({ kind: 'nothing' })
    expect(heard({ ExternalUserID: '../../etc' })).toMatchObject({ kind: 'nothing' })
    expect(heard({ ExternalUserID: '' })).toMatchObject({ kind: 'nothing' })
    expect(heard({ Event: 'change_external_tag' })).toMatchObject({ kind: 'nothing' })
  })
})

describe('outcomeOfAppRefusal', () => {
  const kindOf = (errcode: number) =>
    outcomeOfAppRefusal({ kind: 'refused', errcode, code: `wecom-${errcode}`, advice: 'a' })

  it.each([
    [42014, 'already-shown'],
    [60140, 'code-spent'],
    [42016, 'code-spent'],
    [40007, 'media-gone'],
    [60111, 'skipped'],
    [60011, 'skipped'],
    [81013, 'skipped'],
    [82001, 'skipped'],
    [42033, 'refused'],
    [45002, 'refused'],
    [48002, 'refused'],
    [99999, 'refused'],
  ])('P-12 takes %i for %s', (errcode, kind) => {
    expect(kindOf(errcode).kind).toBe(kind)
  })

  it('P-12 names the code and an advice, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer(), (errcode) => {
        const outcome = kindOf(errcode)
        if (outcome.kind !== 'refused') return
        expect(outcome.code).toBe(`wecom-${errcode}`)
        expect(outcome.advice).not.toBe('')
      }),
    )
  })
})

describe('toAppCard', () => {
  it('P-01 gives negative buttons the number that apps have for them', () => {
    const body = {
      card_type: 'button_interaction',
      button_list: [1, 2, 3, 4].map((style) => ({ text: 'a', style })),
    }

    expect(toAppCard(body, 'n1')).toEqual({
      card: { ...body, button_list: [1, 2, 4, 3].map((style) => ({ text: 'a', style })), task_id: 'n1' },
      leftOut: [],
    })
  })

  it('P-01 names what it leaves out', () => {
    const body = {
      feedback: { id: 'f' },
      jump_list: [
        { type: 3, title: 'a', question: 'b' },
        { type: 1, title: 'c' },
      ],
    }

    expect(toAppCard(body, 'n1')).toEqual({
      card: { jump_list: [{ type: 1, title: 'c' }], task_id: 'n1' },
      leftOut: ['feedback', 'jump_list.question'],
    })
  })

  it('takes any body', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('button_list', 'jump_list', 'feedback', 'x'), fc.anything()),
        (body) => {
          expect(toAppCard(body, 'n1').card.task_id).toBe('n1')
        },
      ),
    )
  })
})

describe('wireContent', () => {
  it('P-01 keeps texts within their bytes, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 3_000 }),
        fc.constantFrom('text', 'markdown'),
        (text, kind) => {
          const body = wireContent({ kind: kind as 'text', text })[kind] as { content: string }
          expect(Buffer.byteLength(body.content)).toBeLessThanOrEqual(2_048)
          expect(() => encodeURIComponent(body.content)).not.toThrow()
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('LatelySaid', () => {
  it('P-12 tells a try again from another message of the same words', () => {
    const lately = new LatelySaid(minutes(5))
    const ask = (user: string, words: string, reference: string, after = 0) =>
      lately.byAnother(user, words, reference, plus(now, millis(after)))

    expect(ask('LiSi', 'a', 'n1')).toBe(false)
    expect(ask('lisi', 'a', 'n1', 1)).toBe(false)
    expect(ask('LiSi', 'b', 'n2', 2)).toBe(false)
    expect(ask('WangWu', 'a', 'n3', 3)).toBe(false)
    expect(ask('LiSi', 'a', 'n4', 4)).toBe(true)
    expect(ask('LiSi', 'a', 'n5', minutes(6))).toBe(false)
  })
})

describe('MinuteWindow', () => {
  it('P-13 lets no more than its number into any minute, and says exactly when the next fits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(8_000), { minLength: 30, maxLength: 300 }), (gaps) => {
        const window = new MinuteWindow(19)
        const taken: number[] = []
        let at = now
        for (const gap of gaps) {
          at = plus(at, millis(gap))
          const wait = window.take(at)
          if (wait > 0) {
            expect(window.take(plus(at, millis(wait - 1)))).toBeGreaterThan(0)
            at = plus(at, wait)
            expect(window.take(at)).toBe(0)
          }
          taken.push(at)
          expect(taken.filter((one) => one > at - seconds(60)).length).toBeLessThanOrEqual(19)
        }
      }),
      { numRuns: 50 },
    )
  })
})
