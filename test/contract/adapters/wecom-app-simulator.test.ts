import axios from 'axios'

import { createSimulatedWecomApp } from '../../../adapters/simulator/wecom/app'
import { hours, millis } from '../../../contract/quantities'
import { ManualClock } from '../../fakes/manual-clock'
import { members } from '../../support/wecom-world'
import { onePixel } from '../../support/wecom-app-world'

const corpId = 'ww0123456789abcdef'
const secret = 'app-secret'

/** The gateway by itself, spoken to as anybody would: it must refuse what WeCom refuses. */
describe('simulated WeCom app', () => {
  const clock = new ManualClock()
  const platform = createSimulatedWecomApp({
    corpId,
    agentId: 7,
    secret,
    callbackToken: 'token',
    callbackAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    members,
    now: () => clock.now(),
  })
  let token = ''
  let used = 0

  beforeAll(() => platform.start())
  afterAll(() => platform.stop())
  beforeEach(async () => {
    clock.advance(millis(600_000))
    token = await freshToken()
  })

  const freshToken = async (corpsecret = secret, corpid = corpId) => {
    const answer = await axios.get(`${platform.base}/cgi-bin/gettoken`, { params: { corpid, corpsecret } })
    return answer.data.access_token ?? answer.data.errcode
  }
  const post = async (path: string, body: unknown, params: object = { access_token: token }) =>
    (await axios.post(`${platform.base}${path}`, body, { params })).data
  const send = (body: object) => post('/cgi-bin/message/send', { touser: 'ZhangSan', agentid: 7, ...body })
  const sendCard = (card: object) => send({ msgtype: 'template_card', template_card: card })
  const taskId = () => `t${(used += 1)}`

  const link = { type: 1, url: 'https://a.example.com/' }
  const cards = {
    text_notice: { card_type: 'text_notice', main_title: { title: 'A' }, card_action: link },
    news_notice: {
      card_type: 'news_notice',
      main_title: { title: 'A' },
      card_action: link,
      card_image: { url: 'https://a.example.com/p.png', aspect_ratio: 1.6 },
    },
  }

  it('P-20 gives the same token until its end, and knows which are good', async () => {
    expect(await freshToken()).toBe(token)
    expect(await post('/cgi-bin/message/recall', { msgid: 'x' }, {})).toMatchObject({ errcode: 41001 })
    expect(await post('/cgi-bin/message/recall', { msgid: 'x' }, { access_token: 'x' })).toMatchObject({
      errcode: 40014,
    })
    clock.advance(hours(2))
    expect(await post('/cgi-bin/message/recall', { msgid: 'x' })).toMatchObject({ errcode: 42001 })
    expect(await freshToken()).not.toBe(token)
  })

  it('P-20 refuses a wrong secret and a wrong company', async () => {
    expect(await freshToken('wrong')).toBe(40001)
    expect(await freshToken(secret, 'ww1')).toBe(40013)
  })

  it.each([
    ['text', { msgtype: 'text', text: { content: 'hello' } }],
    ['markdown', { msgtype: 'markdown', markdown: { content: '**hello**' } }],
    ['news', { msgtype: 'news', news: { articles: [{ title: 'A', url: 'https://a.example.com/' }] } }],
    ['text_notice', { msgtype: 'template_card', template_card: cards.text_notice }],
    ['news_notice', { msgtype: 'template_card', template_card: cards.news_notice }],
  ])('P-20 takes a good %s', async (_, body) => {
    expect(await send(body)).toMatchObject({ errcode: 0, invaliduser: '', msgid: expect.any(String) })
  })

  it.each([
    ['an unknown kind', { msgtype: 'poem', poem: {} }, 40008],
    ['a wrong field', { msgtype: 'text', text: { content: 'a' }, colour: 'red' }, 40058],
    ['a wrong field inside', { msgtype: 'text', text: { content: 'a', words: 'b' } }, 40058],
    ['an object of another kind', { msgtype: 'text', markdown: { content: 'a' } }, 40058],
    ['no words', { msgtype: 'text', text: { content: ' ' } }, 44004],
    ['2,049 bytes of text', { msgtype: 'text', text: { content: 'a'.repeat(2_049) } }, 45002],
    ['683 Chinese characters of Markdown', { msgtype: 'markdown', markdown: { content: '中'.repeat(683) } }, 45002],
    ['nine articles', { msgtype: 'news', news: { articles: Array(9).fill({ title: 'A', url: 'https://a.example' }) } }, 40058],
    ['a title of 129 bytes', { msgtype: 'news', news: { articles: [{ title: 'a'.repeat(129), url: 'https://a.example' }] } }, 40058],
    ['an unknown media_id', { msgtype: 'image', image: { media_id: 'x' } }, 40007],
    ['nobody', { touser: '', msgtype: 'text', text: { content: 'a' } }, 82001],
    ['nobody valid', { touser: 'x|y', msgtype: 'text', text: { content: 'a' } }, 81013],
    ['another app', { agentid: 8, msgtype: 'text', text: { content: 'a' } }, 301002],
    ['an agentid that is text', { agentid: '7', msgtype: 'text', text: { content: 'a' } }, 40058],
    ['an interval of five hours', { msgtype: 'text', text: { content: 'a' }, enable_duplicate_check: 1, duplicate_check_interval: 18_000 }, 40058],
  ])('P-20 refuses %s', async (_, body, errcode) => {
    expect(await send(body)).toMatchObject({ errcode })
  }) // prettier-ignore

  describe('template cards', () => {
    const buttons = () => ({
      card_type: 'button_interaction',
      task_id: taskId(),
      main_title: { title: 'A' },
      button_list: [{ text: 'Take', style: 1, key: 'take' }],
    })
    const vote = () => ({
      card_type: 'vote_interaction',
      task_id: taskId(),
      main_title: { title: 'A' },
      checkbox: { question_key: 'q', option_list: [{ id: '1', text: 'One' }] },
      submit_button: { text: 'Send', key: 's' },
    })
    const several = () => ({
      card_type: 'multiple_interaction',
      task_id: taskId(),
      main_title: { title: 'A' },
      select_list: [{ question_key: 'q', title: 'Q', option_list: [{ id: '1', text: 'One' }] }],
      submit_button: { text: 'Send', key: 's' },
    })
    const without = (card: object, name: string) =>
      Object.fromEntries(Object.entries(card).filter(([field]) => field !== name))

    it('P-20 refuses buttons while the app cannot hear a press', async () => {
      expect(await sendCard(buttons())).toMatchObject({ errcode: 40058 })
    })

    it.each([
      ['a button card', buttons, 'task_id', 42014],
      ['a vote', vote, 'task_id', 42014],
      ['a form', several, 'task_id', 42014],
      ['a vote', vote, 'checkbox', 42043],
      ['a vote', vote, 'submit_button', 42046],
      ['a form', several, 'select_list', 42047],
      ['a button card', buttons, 'button_list', 42038],
      ['a button card', buttons, 'main_title', 42033],
      ['a notice', () => cards.text_notice, 'card_action', 42045],
      ['a news notice', () => cards.news_notice, 'card_image', 42044],
      ['a notice', () => cards.text_notice, 'card_type', 42031],
    ])('P-20 refuses %s without its %4$s', async (_, make, name, errcode) => {
      expect(await sendCard(without(make(), name))).toMatchObject({ errcode })
    })

    it.each([
      ['feedback, which only bots have', { feedback: { id: 'f' } }, 40058],
      ['a smart reply, which only bots have', { jump_list: [{ type: 3, title: 'a', question: 'b' }] }, 40058],
      ['a field nobody knows', { colour: 'red' }, 40058],
      ['a title over its guide', { main_title: { title: 'a'.repeat(37) } }, 45002],
      ['a row name over its guide', { horizontal_content_list: [{ keyname: '六个字的名称', value: 'v' }] }, 45002],
      ['seven rows', { horizontal_content_list: Array(7).fill({ keyname: 'k' }) }, 42035],
      ['a row with an upload nobody made', { horizontal_content_list: [{ keyname: 'k', type: 2, media_id: 'x' }] }, 42029],
      ['a task_id with a dot', { task_id: 'a.b' }, 42014],
      ['replace_text on a card that is new', { replace_text: 'done' }, 40058],
    ])('P-20 refuses %s', async (_, over, errcode) => {
      expect(await sendCard({ ...cards.text_notice, ...over })).toMatchObject({ errcode })
    }) // prettier-ignore

    it('P-20 uses a task_id once', async () => {
      const card = { ...cards.text_notice, task_id: taskId() }

      expect(await sendCard(card)).toMatchObject({ errcode: 0 })
      expect(await sendCard(card)).toMatchObject({ errcode: 42014 })
    })
  })

  it('P-13 takes and does not show what is over 30 a minute', async () => {
    const before = platform.faults.counters()
    for (let n = 0; n < 35; n += 1) {
      expect(await send({ touser: 'LiSi', msgtype: 'text', text: { content: `${n}` } })).toMatchObject({
        errcode: 0,
      })
    }
    const { shown, dropped } = platform.faults.counters()

    expect(shown - before.shown).toBe(30)
    expect(dropped - before.dropped).toBe(5)
  })

  it('P-20 shows the same words once inside the interval that was asked for', async () => {
    const body = {
      msgtype: 'text',
      text: { content: 'same' },
      enable_duplicate_check: 1,
      duplicate_check_interval: 60,
    }
    await send(body)
    const before = platform.faults.counters().shown
    expect(await send(body)).toMatchObject({ errcode: 0 })
    expect(platform.faults.counters().shown).toBe(before)
    clock.advance(millis(60_000))

    await send(body)

    expect(platform.faults.counters().shown).toBe(before + 1)
  })

  describe('uploads', () => {
    const upload = (bytes: Uint8Array, name = 'picture.png', type = 'image', part = 'media') => {
      const form = new FormData()
      form.append(part, new Blob([Uint8Array.from(bytes)]), name)
      return post('/cgi-bin/media/upload', form, { access_token: token, type })
    }

    it('P-20 keeps a picture for three days', async () => {
      const { media_id } = await upload(onePixel)
      expect(await send({ msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 0 })
      expect(await send({ msgtype: 'file', file: { media_id } })).toMatchObject({ errcode: 40007 })
      clock.advance(hours(72))
      token = await freshToken()

      expect(await send({ msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 40007 })
    })

    it.each([
      ['no picture', Buffer.from('not a picture'), 'a.png', 'image', 'media', 40123],
      ['five bytes', Buffer.from('12345'), 'a.txt', 'file', 'media', 40006],
      ['a name in Chinese', onePixel, '图.png', 'image', 'media', 41005],
      ['another part', onePixel, 'a.png', 'image', 'file', 41005],
      ['an unknown kind', onePixel, 'a.png', 'poem', 'media', 40004],
    ])('P-20 refuses %s', async (_, bytes, name, type, part, errcode) => {
      expect(await upload(bytes, name, type, part)).toMatchObject({ errcode })
    })
  })

  describe('group robot', () => {
    const key = () => new URL(platform.robotUrl).searchParams.get('key') ?? ''
    const say = (body: object, robot = key()) => post('/cgi-bin/webhook/send', body, { key: robot })

    it.each([
      ['a wrong key', { msgtype: 'text', text: { content: 'a' } }, 'x', 93000],
      ['4,097 bytes of Markdown', { msgtype: 'markdown', markdown: { content: 'a'.repeat(4_097) } }, undefined, 45002],
      ['buttons', { msgtype: 'template_card', template_card: { card_type: 'button_interaction', task_id: 'b', main_title: { title: 'A' }, button_list: [{ text: 'a', key: 'a' }] } }, undefined, 42031],
      ['a picture with another md5', { msgtype: 'image', image: { base64: onePixel.toString('base64'), md5: 'x' } }, undefined, 40058],
      ['a wrong field', { msgtype: 'text', text: { content: 'a' }, safe: 1 }, undefined, 40058],
    ])('P-20 refuses %s', async (_, body, robot, errcode) => {
      expect(await say(body, robot ?? key())).toMatchObject({ errcode })
    }) // prettier-ignore

    it('P-13 says twenty messages a minute', async () => {
      const codes = []
      for (let n = 0; n < 21; n += 1)
        codes.push((await say({ msgtype: 'text', text: { content: `${n}` } })).errcode)

      expect(codes).toEqual([...Array(20).fill(0), 45009])
    })
  })
})
