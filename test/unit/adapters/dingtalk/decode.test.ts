import fc from 'fast-check'

import { decodeMessage } from '../../../../adapters/dingtalk/hearing/decode-message'
import { decodePress } from '../../../../adapters/dingtalk/hearing/decode-press'
import { instant } from '../../../../contract/quantities'

const now = instant(1_769_851_700_000)

const group = {
  msgtype: 'text',
  text: { content: ' 雷达图 华东组' },
  msgId: 'msgMxpQ==',
  createAt: 1_769_851_697_611,
  conversationType: '2',
  conversationId: 'cidJ8k4==',
  senderStaffId: 'manager807',
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=76da',
  sessionWebhookExpiredTime: 1_769_857_097_744,
}

describe('a robot message', () => {
  it('is read with its person, its group, its time and the way to answer', () => {
    expect(decodeMessage(JSON.stringify(group), now)).toEqual({
      message: {
        from: { platform: 'dingtalk', userId: 'manager807' },
        messageId: 'msgMxpQ==',
        group: 'cidJ8k4==',
        text: '雷达图 华东组',
        at: 1_769_851_697_611,
      },
      webhook: { url: group.sessionWebhook, until: group.sessionWebhookExpiredTime },
    })
  })

  it.each([
    ['speech', { text: undefined, msgtype: 'audio', content: { recognition: '确认三' } }, '确认三'],
    [
      'rich text',
      { text: undefined, content: { richText: [{ text: '看' }, { type: 'picture' }, { text: '这个' }] } },
      '看这个',
    ],
    ['a picture', { text: undefined, msgtype: 'picture', content: { downloadCode: 'x' } }, ''],
    ['too much', { text: { content: `${'a'.repeat(1_999)}😀b` } }, 'a'.repeat(1_999)],
  ])('takes the words out of %s', (_, over, text) => {
    expect(decodeMessage(JSON.stringify({ ...group, ...over }), now)).toMatchObject({ message: { text } })
  })

  it('takes times as numbers or digits, and its own clock where there is none', () => {
    expect(decodeMessage(JSON.stringify({ ...group, createAt: '1769851697611' }), now)).toMatchObject({
      message: { at: 1_769_851_697_611 },
    })
    expect(decodeMessage(JSON.stringify({ ...group, createAt: 'yesterday' }), now)).toMatchObject({
      message: { at: now },
    })
  })

  it('has no group in a single chat', () => {
    expect(decodeMessage(JSON.stringify({ ...group, conversationType: '1' }), now)).toMatchObject({
      message: { group: null },
    })
  })

  it.each([{ senderStaffId: undefined }, { senderStaffId: '' }])('names nobody: %j', (over) => {
    expect(decodeMessage(JSON.stringify({ ...group, ...over }), now)).toEqual({ unreadable: 'no-sender' })
  })
})

describe('a press', () => {
  const content = JSON.stringify({ cardPrivateData: { actionIds: ['take', 'x'], params: {} } })
  const press = { outTrackId: 'n1', userId: 'manager807', userIdType: 1, content }

  it.each([
    ['content', press],
    ['value', { ...press, content: undefined, value: content }],
    ['an object instead of a string', { ...press, content: JSON.parse(content) as object }],
    ['no userIdType', { ...press, userIdType: undefined }],
  ])('is read from %s', (_, data) => {
    expect(decodePress(JSON.stringify(data))).toEqual({ userId: 'manager807', outTrackId: 'n1', key: 'take' })
  })

  it.each([
    ['a union id', { ...press, userIdType: 2 }],
    ['no button', { ...press, content: '{"cardPrivateData":{"actionIds":[]}}' }],
    ['no card', { ...press, outTrackId: undefined }],
  ])('is not read from %s', (_, data) => {
    expect(decodePress(JSON.stringify(data))).toBeUndefined()
  })
})

it('throws at nothing that may come through the socket', () => {
  const anything = fc.oneof(fc.string(), fc.json())
  fc.assert(
    fc.property(anything, (data) => {
      decodeMessage(data, now)
      decodePress(data)
    }),
  )
  fc.assert(
    fc.property(fc.record(anyField(group), { requiredKeys: [] }), (data) => {
      decodeMessage(JSON.stringify(data) ?? '', now)
      decodePress(JSON.stringify({ ...data, outTrackId: 'x', userId: 'y' }) ?? '')
    }),
  )
})

function anyField(shape: object): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.keys(shape).map((key) => [key, fc.jsonValue()]))
}
