import { buttonFault, templateVariables } from '../../adapters/simulator/dingtalk/shown-card'
import { readCard } from '../../adapters/simulator/wecom/card-rules'
import { wordsOf } from '../../contract/ports/chat'
import type { RenderedMessage, WordsMessage } from '../../contract/ports/chat'

/** The words of a message are what its platform takes and shows, by its documents and by its local gateway. */
export const expectWithinLimits = (message: RenderedMessage): void =>
  ({ wecom: checkWecom, dingtalk: checkDingtalk })[message.platform](wordsOf(message))

const length = (text: unknown): number => [...String(text ?? '')].length
const bytes = (text: unknown): number => Buffer.byteLength(String(text))

const checkWecom = ({ form, body, plain }: WordsMessage): void => {
  expect(bytes(plain)).toBeLessThanOrEqual(2_048)
  if (form === 'markdown') {
    expect(length(body.title)).toBeGreaterThan(0)
    expect(length(body.title)).toBeLessThanOrEqual(60)
    expect(bytes(body.text)).toBeLessThanOrEqual(2_048)
    return
  }
  const card = body as {
    card_type: string
    source: { desc: string }
    main_title: { title: string; desc?: string }
    sub_title_text?: string
    action_menu?: { action_list: { text: string; key: string }[] }
    horizontal_content_list?: { keyname: string; value: string }[]
    button_list: { text: string; style: number; key: string }[]
  }
  expect(card.card_type).toBe('button_interaction')
  expect(length(card.source.desc)).toBeLessThanOrEqual(13)
  expect(length(card.main_title.title)).toBeGreaterThan(0)
  expect(length(card.main_title.title)).toBeLessThanOrEqual(26)
  expect(length(card.main_title.desc)).toBeLessThanOrEqual(30)
  expect(length(card.sub_title_text)).toBeLessThanOrEqual(112)
  const rows = card.horizontal_content_list ?? []
  expect(rows.length).toBeLessThanOrEqual(6)
  for (const { keyname, value } of rows) {
    expect(length(keyname)).toBeGreaterThan(0)
    expect(length(keyname)).toBeLessThanOrEqual(5)
    expect(length(value)).toBeGreaterThan(0)
    expect(length(value)).toBeLessThanOrEqual(26)
  }
  expect(card.button_list.length).toBeGreaterThan(0)
  expect(card.button_list.length).toBeLessThanOrEqual(6)
  expect(new Set(card.button_list.map(({ key }) => key)).size).toBe(card.button_list.length)
  for (const { text, style } of card.button_list) {
    expect(length(text)).toBeLessThanOrEqual(10)
    expect([1, 2, 3, 4]).toContain(style)
  }
  expect(body).not.toHaveProperty('task_id')
  for (const action of card.action_menu?.action_list ?? [])
    expect(length(action.text)).toBeLessThanOrEqual(10)
  expect(() => readCard({ ...body, task_id: 'n1' })).not.toThrow()
}

const checkDingtalk = ({ form, body, plain }: WordsMessage): void => {
  expect(bytes(plain)).toBeLessThanOrEqual(2_048)
  expect(length(body.title)).toBeGreaterThan(0)
  if (form === 'markdown') {
    // As escaped JSON inside of JSON, a robot message's parameters may have 15,000 bytes.
    expect(bytes(JSON.stringify(JSON.stringify(body)))).toBeLessThanOrEqual(15_000)
    return
  }
  // The picture is the adapter's: only it has uploaded one and knows under which id.
  const words = [...templateVariables].filter((name) => name !== 'picture')
  expect(Object.keys(body).toSorted()).toEqual(words.toSorted())
  expect(Object.values(body).every((value) => typeof value === 'string')).toBe(true)
  expect(buttonFault(body as Record<string, string>)).toBeUndefined()
  expect(body.flowStatus).toBe('3')
  expect(length(body.title)).toBeLessThanOrEqual(40)
  expect(length(body.statusText)).toBeLessThanOrEqual(40)
  expect(length(body.lastMessage)).toBeLessThanOrEqual(60)
  expect(bytes(body.markdown)).toBeLessThanOrEqual(3_000)
  for (const button of JSON.parse(String(body.btns)) as Record<string, unknown>[]) {
    expect(length(button.text)).toBeLessThanOrEqual(10)
    expect(['blue', 'gray', 'red']).toContain(button.color)
    expect(['normal', 'disabled']).toContain(button.status)
    const { type } = button.event as { type: string }
    const params = type === 'openLink' ? { url: expect.stringContaining('://') as string } : { params: {} }
    expect(button.event).toMatchObject({
      type: expect.stringMatching(/^(sendCardRequest|openLink)$/) as string,
      params,
    })
  }
}
