import { keys, openDoors } from './open-doors'

import type { OpenDoors } from './open-doors'

let hub: OpenDoors

beforeEach(async () => {
  hub = await openDoors()
})
afterEach(() => hub.close())

const filledIn = {
  id: 'f-1',
  name: '李雷',
  company: '海川科技',
  phone: '138-0000-0000',
  email: 'LiLei@Example.com ',
  message: '请报 A-1 的价格,\n数量 200。',
  product: 'A-1',
  page: 'https://www.example.com/contact?x=1',
  anonymous: 'a-1',
  visit: 'v-1',
  website: '',
}

const send = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${hub.url}/v1/inquiries?key=${keys.inquiry}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('S1-10 the inquiry form', () => {
  it('becomes one touchpoint that says who, what and from where', async () => {
    expect(await (await send(filledIn)).json()).toEqual({ accepted: true, repeated: false })
    expect(hub.kept).toMatchObject([
      {
        sourceEventId: 'f-1',
        verb: 'submitted',
        object: { type: 'form', id: '/contact' },
        topic: 'inquiry',
        identifiers: [
          { type: 'phone', value: '+8613800000000' },
          { type: 'email', value: 'lilei@example.com' },
          { type: 'anonymous', value: 'a-1' },
        ],
        profile: { name: '李雷', company: '海川科技' },
        visit: 'v-1',
        properties: { product: 'A-1', message: '请报 A-1 的价格,\n数量 200。' },
      },
    ])
    expect(hub.kept[0]?.properties).not.toHaveProperty('phone')
  })

  it('is one inquiry when pressed twice, with an id or without', async () => {
    await send(filledIn)
    expect(await (await send(filledIn)).json()).toEqual({ accepted: true, repeated: true })
    const { id: _id, ...nameless } = filledIn
    await send(nameless)
    await send(nameless)
    expect(hub.kept).toHaveLength(2)
  })

  it('works as a plain HTML form and thanks in HTML', async () => {
    const { website: _website, ...fields } = filledIn
    const answer = await fetch(`${hub.url}/v1/inquiries`, {
      method: 'POST',
      headers: { accept: 'text/html,application/xhtml+xml' },
      body: new URLSearchParams({ ...fields, key: keys.inquiry }),
    })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain('已收到')
    expect(JSON.stringify(hub.kept)).not.toContain(keys.inquiry)
  })

  it('asks for a way to call back before it takes anything', async () => {
    const answer = await send({ ...filledIn, phone: '12', email: 'at example' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      error: { code: 'bad-request', message: expect.stringContaining('手机号') },
    })
    const page = await send({ ...filledIn, phone: '', email: '' }, { accept: 'text/html' })
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('返回修改')])
  })

  it('keeps half a phone number as it is when a mail address is there', async () => {
    await send({ ...filledIn, phone: '138 0000' })
    expect(hub.kept[0]?.identifiers.map(({ type }) => type)).toEqual(['email', 'anonymous'])
    expect(hub.kept[0]?.properties).toMatchObject({ phone: '138 0000' })
  })

  it('puts what a program filled in aside, and tells it nothing', async () => {
    const answer = await send({ ...filledIn, website: 'http://spam.example' })
    expect(await answer.json()).toEqual({ accepted: true, repeated: false })
    expect(hub.kept).toEqual([])
    expect(hub.quarantined).toMatchObject([{ reason: 'honeypot', sourceEventId: 'f-1' }])
  })

  it('serves a form that works, without letting its link speak', async () => {
    const page = async (key: string) =>
      (await fetch(`${hub.url}/inquiry.html?key=${encodeURIComponent(key)}`)).text()
    expect(await page(keys.inquiry)).toContain(`/v1/inquiries?key=${keys.inquiry}`)
    expect(await page('"><script>alert(1)</script>')).not.toContain('alert(1)')
  })
})
