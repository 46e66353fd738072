import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

import { createSimulatedWecom } from '../../../adapters/simulator/wecom'
import type { SimulatedWecom, SimulatedWecomOptions } from '../../../adapters/simulator/wecom'
import { awaitUntil } from '../../support/await-until'
import { rawBot } from '../../support/raw-wecom-bot'
import type { RawBot } from '../../support/raw-wecom-bot'
import { tempDir } from '../../support/temp-dir'
import { leadCard, members } from '../../support/wecom-world'

const card = (over: Readonly<Record<string, unknown>> = {}) => ({
  ...leadCard().body,
  task_id: `t${Math.random().toString(36).slice(2)}`,
  ...over,
})
const cardTo = (chatid: string, over?: Readonly<Record<string, unknown>>) => ({
  chatid,
  msgtype: 'template_card',
  template_card: card(over),
})
const button = (n: number) => ({ text: `按钮${n}`, key: `k${n}` })
const notice = {
  card_type: 'text_notice',
  button_list: undefined,
  card_action: { type: 1, url: 'https://a.example' },
}
const vote = {
  card_type: 'vote_interaction',
  sub_title_text: undefined,
  horizontal_content_list: undefined,
  button_list: undefined,
  checkbox: { question_key: 'q', option_list: [{ id: '1', text: '一' }] },
  submit_button: { text: '提交', key: 'submit' },
}
const news = {
  card_type: 'news_notice',
  sub_title_text: undefined,
  button_list: undefined,
  card_action: { type: 1, url: 'https://a.example' },
  card_image: { url: 'https://a.example/p.png', aspect_ratio: 1.6 },
}

describe('simulated WeCom gateway', () => {
  let platform: SimulatedWecom
  let bot: RawBot
  let now: number

  const open = async (options: Partial<SimulatedWecomOptions> = {}) => {
    platform = createSimulatedWecom({
      botId: 'bot-1', secret: 'secret-1', members, now: () => now, ...options,
    }) // prettier-ignore
    await platform.start()
    bot = await rawBot(platform.settings().WECOM_BOT_WS_URL ?? '')
    await bot.subscribe()
  }
  beforeEach(async () => {
    now = 1_700_000_000_000
    await open()
  })
  afterEach(() => platform.stop())

  const shown = (userId = 'ZhangSan') => platform.conversation(userId)

  describe('cards', () => {
    it.each([
      ['a button card', {}],
      ['a text notice', notice],
      ['a news notice', news],
      ['a vote', vote],
      ['texts longer than the recommended display', { main_title: { title: '长'.repeat(60) } }],
      ['six buttons', { button_list: [1, 2, 3, 4, 5, 6].map(button) }],
      ['an action menu', { action_menu: { desc: '更多', action_list: [button(9)] } }],
      ['a task_id of 128 characters', { task_id: '@'.repeat(128) }],
    ])('P-01 shows %s', async (_, over) => {
      expect(await bot.ask('aibot_send_msg', cardTo('ZhangSan', over))).toMatchObject({ errcode: 0 })
      expect(shown()).toHaveLength(1)
    })

    it.each([
      ['an unknown field', { color: 'red' }, 40058],
      ['an unknown field further in', { main_title: { title: 'x', titel: 'y' } }, 40058],
      ['a number for a text', { sub_title_text: 7 }, 40058],
      ['an unknown card type', { card_type: 'radar' }, 42031],
      ['a field that goes with another type', { checkbox: vote.checkbox }, 40058],
      ['no title', { main_title: {} }, 42033],
      ['no task_id', { task_id: undefined }, 42014],
      ['a task_id with a colon', { task_id: 'n:1' }, 42014],
      ['a task_id of 129 characters', { task_id: 'n'.repeat(129) }, 42014],
      ['no button', { button_list: [] }, 42038],
      ['seven buttons', { button_list: [1, 2, 3, 4, 5, 6, 7].map(button) }, 42038],
      ['a button without text', { button_list: [{ key: 'k' }] }, 42038],
      ['a button without key', { button_list: [{ text: 't' }] }, 42039],
      ['a button key of 1,025 bytes', { button_list: [{ text: 't', key: 'k'.repeat(1_025) }] }, 42039],
      ['two buttons of one key', { button_list: [button(1), button(1)] }, 42039],
      ['a button with a url', { button_list: [{ ...button(1), url: 'https://a.example' }] }, 40058],
      ['seven facts', { horizontal_content_list: Array(7).fill({ keyname: 'k' }) }, 42035],
      ['a fact without name', { horizontal_content_list: [{ value: 'v' }] }, 42027],
      ['an attachment as a fact', { horizontal_content_list: [{ keyname: 'k', type: 2 }] }, 40058],
      ['a link without url', { card_action: { type: 1 } }, 42028],
      ['a menu of four', { action_menu: { desc: 'm', action_list: [6, 7, 8, 9].map(button) } }, 40058],
      ['a menu key that is a button key', { action_menu: { desc: 'm', action_list: [{ text: 't', key: 'take' }] } }, 42051],
      ['a text notice that leads nowhere', { ...notice, card_action: undefined }, 42045],
      ['four jumps', { ...notice, jump_list: Array(4).fill({ title: 't' }) }, 42042],
      ['a picture too wide', { ...news, card_image: { url: 'https://a.example/p.png', aspect_ratio: 3 } }, 40058],
      ['five lines below a picture', { ...news, vertical_content_list: Array(5).fill({ title: 't' }) }, 42036],
      ['a vote without options', { ...vote, checkbox: { question_key: 'q', option_list: [] } }, 42037],
      ['a vote that cannot be submitted', { ...vote, submit_button: undefined }, 42046],
    ])('P-01 refuses %s', async (_, over, errcode) => {
      expect(await bot.ask('aibot_send_msg', cardTo('ZhangSan', over))).toMatchObject({ errcode })
      expect(shown()).toHaveLength(0)
    }) // prettier-ignore

    it('P-01 uses a task_id once, whoever gets the card', async () => {
      await bot.ask('aibot_send_msg', cardTo('ZhangSan', { task_id: 'n1' }))

      expect(await bot.ask('aibot_send_msg', cardTo('LiSi', { task_id: 'n1' }))).toMatchObject({
        errcode: 42014,
      })
    })
  })

  describe('messages of the bot', () => {
    it.each([
      ['plain text as a push', 'aibot_send_msg', { chatid: 'LiSi', msgtype: 'text', text: { content: 'x' } }, 40008],
      ['Markdown as an answer', 'aibot_respond_msg', { msgtype: 'markdown', markdown: { content: 'x' } }, 40008],
      ['a push to nobody', 'aibot_send_msg', { msgtype: 'markdown', markdown: { content: 'x' } }, 86201],
      ['a push to a stranger', 'aibot_send_msg', { chatid: 'wangwu', msgtype: 'markdown', markdown: { content: 'x' } }, 93006],
      ['an unknown field', 'aibot_send_msg', { chatid: 'LiSi', msgtype: 'markdown', markdown: { content: 'x' }, to: 1 }, 40058],
      ['two contents', 'aibot_send_msg', { chatid: 'LiSi', msgtype: 'markdown', markdown: { content: 'x' }, template_card: {} }, 40058],
      ['Markdown of 20,481 bytes', 'aibot_send_msg', { chatid: 'LiSi', msgtype: 'markdown', markdown: { content: 'x'.repeat(20_481) } }, 40058],
      ['a picture that was not uploaded', 'aibot_send_msg', { chatid: 'LiSi', msgtype: 'image', image: { media_id: 'x' } }, 40007],
      ['an answer to nothing', 'aibot_respond_msg', { msgtype: 'stream', stream: { id: 's', content: 'x' } }, 846605],
      ['an unknown command', 'aibot_dance', {}, 40058],
    ])('P-01 refuses %s', async (_, cmd, body, errcode) => {
      expect(await bot.ask(cmd, body)).toMatchObject({ errcode })
    }) // prettier-ignore

    it('P-13 acknowledges the 31st message of a minute and does not show it', async () => {
      const send = () =>
        bot.ask('aibot_send_msg', { chatid: 'LiSi', msgtype: 'markdown', markdown: { content: 'x' } })
      for (let n = 1; n <= 30; n += 1) await send()

      expect(await send()).toMatchObject({ errcode: 0 })
      expect(shown('LiSi')).toHaveLength(30)
      expect(platform.faults.counters()).toMatchObject({ shown: 30, dropped: 1 })
      now += 60_001
      await send()
      expect(shown('LiSi')).toHaveLength(31)
    })

    it('P-13 acknowledges the 1,001st message of an hour and does not show it', async () => {
      const send = () =>
        bot.ask('aibot_send_msg', { chatid: 'LiSi', msgtype: 'markdown', markdown: { content: 'x' } })
      for (let n = 1; n <= 1_001; n += 1) {
        now += 2_100
        await send()
      }

      expect(platform.faults.counters()).toMatchObject({ shown: 1_000, dropped: 1 })
    })

    it('P-05 lets a stream grow until it is finished', async () => {
      await platform.typeAs('LiSi', '你好')
      const reqId = await awaitUntil('the message', () => bot.heard[0]?.headers?.req_id)
      const stream = (content: string, finish: boolean) =>
        bot.ask('aibot_respond_msg', { msgtype: 'stream', stream: { id: 's', content, finish } }, reqId)

      await stream('想', false)
      await stream('想好了', true)

      expect(shown('LiSi').at(-1)?.shown).toEqual({ form: 'markdown', text: '想好了' })
      expect(await stream('又', true)).toMatchObject({ errcode: 846608 })
    })

    it('P-05 shows an uploaded picture', async () => {
      const bytes = Buffer.from('0123456789')
      const about = { type: 'image', filename: 'p.png', total_size: 10, total_chunks: 2 }
      const { body } = await bot.ask('aibot_upload_media_init', about)
      const upload_id = body?.upload_id
      for (const chunk_index of [0, 1]) {
        const base64_data = bytes.subarray(chunk_index * 5, chunk_index * 5 + 5).toString('base64')
        await bot.ask('aibot_upload_media_chunk', { upload_id, chunk_index, base64_data })
      }
      const finished = await bot.ask('aibot_upload_media_finish', { upload_id })

      const image = { media_id: finished.body?.media_id }
      expect(await bot.ask('aibot_send_msg', { chatid: 'LiSi', msgtype: 'image', image })).toMatchObject({
        errcode: 0,
      })
    })
  })

  describe('presses', () => {
    const press = async () => {
      await bot.ask('aibot_send_msg', cardTo('ZhangSan', { task_id: 'n1' }))
      await platform.pressAs('ZhangSan', shown()[0]?.id ?? '', 'take')
      const event = await awaitUntil('the press', () => bot.heard[0])
      const answer = (over: Readonly<Record<string, unknown>> = {}) =>
        bot.ask(
          'aibot_respond_update_msg',
          { response_type: 'update_template_card', template_card: card({ task_id: 'n1', ...over }) },
          event.headers?.req_id,
        )
      return { event, answer }
    }

    it('P-03 tells which button of which card it was, nested under the name of the event', async () => {
      const { event } = await press()

      expect(event).toMatchObject({
        cmd: 'aibot_event_callback',
        body: {
          msgtype: 'event',
          from: { userid: 'ZhangSan' },
          event: {
            eventtype: 'template_card_event',
            template_card_event: { card_type: 'button_interaction', event_key: 'take', task_id: 'n1' },
          },
        },
      })
    })

    it('P-03 takes the new card within five seconds, once', async () => {
      const { answer } = await press()
      now += 5_000

      expect(await answer({ main_title: { title: '已接手' } })).toMatchObject({ errcode: 0 })
      expect(shown()).toMatchObject([{ changedAt: now, shown: { title: '已接手' } }])
      expect(await answer()).toMatchObject({ errcode: 846605 })
    })

    it('P-03 refuses the new card after five seconds', async () => {
      const { answer } = await press()
      now += 5_001

      expect(await answer()).toMatchObject({ errcode: 846605 })
    })

    it('P-03 refuses a new card under another task_id', async () => {
      const { answer } = await press()

      expect(await answer({ task_id: 'n2' })).toMatchObject({ errcode: 42016 })
    })

    it('P-03 knows no button that is not on the card, and no card of somebody else', async () => {
      await bot.ask('aibot_send_msg', cardTo('ZhangSan'))
      const id = shown()[0]?.id ?? ''

      await expect(platform.pressAs('ZhangSan', id, 'delete')).rejects.toMatchObject({ code: 'not-found' })
      await expect(platform.pressAs('LiSi', id, 'take')).rejects.toMatchObject({ code: 'not-found' })
    })

    it('P-03 tells the person when no bot is there to hear the press', async () => {
      await bot.ask('aibot_send_msg', cardTo('ZhangSan'))
      bot.close()
      const pressed = () => platform.pressAs('ZhangSan', shown()[0]?.id ?? '', 'take')

      await awaitUntil('the gateway to notice', () => platform.faults.counters().liveConnections === 0)
      await expect(pressed()).rejects.toMatchObject({ code: 'platform-unreachable' })
    })
  })

  describe('connections', () => {
    const another = () => rawBot(platform.settings().WECOM_BOT_WS_URL ?? '')

    it('P-10 ends the older connection when a newer one subscribes', async () => {
      const newer = await another()
      await newer.subscribe()

      await bot.closed
      expect(bot.heard.at(-1)).toMatchObject({ body: { event: { eventtype: 'disconnected_event' } } })
      expect(await newer.ask('ping')).toMatchObject({ errcode: 0 })
    })

    it('P-12 forgets the request of a message with the connection that it came by', async () => {
      await platform.typeAs('LiSi', '你好')
      const reqId = await awaitUntil('the message', () => bot.heard[0]?.headers?.req_id)
      const newer = await another()
      await newer.subscribe()

      const answer = { msgtype: 'stream', stream: { id: 's', content: 'x', finish: true } }
      expect(await newer.ask('aibot_respond_msg', answer, reqId)).toMatchObject({ errcode: 846605 })
    })

    it('P-10 refuses a wrong secret, and everything before the subscribe', async () => {
      const stranger = await another()

      expect(await stranger.ask('aibot_send_msg', cardTo('LiSi'))).toMatchObject({ errcode: 846609 })
      expect(await stranger.subscribe({ secret: 'guess' })).toMatchObject({ errcode: 40001 })
      expect(await stranger.subscribe({ nickname: 'x' })).toMatchObject({ errcode: 40058 })
      expect(await bot.ask('ping')).toMatchObject({ errcode: 0 })
    })

    it('P-10 answers frames that are none with 40058 and stays up', async () => {
      for (const text of ['nonsense', '[]', 'null', '{"cmd":"ping"}', '{"cmd":"ping","headers":{"req_id":"1"},"extra":1}']) bot.sayRaw(text)

      expect(await bot.ask('ping')).toMatchObject({ errcode: 0 })
      expect(bot.heard.map(({ errcode }) => errcode)).toEqual(Array(5).fill(40058))
    }) // prettier-ignore
  })

  describe('memory', () => {
    const reopen = async (stateFile: string) => {
      await platform.stop()
      await open({ stateFile })
    }

    it('P-09 brings conversations, changes and used task_ids back after a restart', async () => {
      const stateFile = join(tempDir(), 'wecom.jsonl')
      await reopen(stateFile)
      await platform.typeAs('ZhangSan', '你好')
      await bot.ask('aibot_send_msg', cardTo('ZhangSan', { task_id: 'n1' }))
      const before = shown()

      await reopen(stateFile)

      expect(shown()).toEqual(before)
      expect(await bot.ask('aibot_send_msg', cardTo('ZhangSan', { task_id: 'n1' }))).toMatchObject({
        errcode: 42014,
      })
    })

    it('P-09 reads everything before the line in which it was killed', async () => {
      const stateFile = join(tempDir(), 'wecom.jsonl')
      await reopen(stateFile)
      await platform.typeAs('ZhangSan', '你好')
      appendFileSync(stateFile, '{"kind":"said","chat":"ZhangSan","mess')

      await reopen(stateFile)
      await platform.typeAs('ZhangSan', '又来了')
      await reopen(stateFile)

      expect(shown().map(({ shown }) => shown.form === 'text' && shown.text)).toEqual(['你好', '又来了'])
    })

    it('P-12 hands over what was typed while no bot was there, in order, even after a restart', async () => {
      const stateFile = join(tempDir(), 'wecom.jsonl')
      await platform.stop()
      const away = createSimulatedWecom({ botId: 'bot-1', secret: 'secret-1', members, stateFile })
      await away.start()
      await away.typeAs('ZhangSan', '一')
      await away.typeAs('LiSi', '二')
      await away.stop()

      await open({ stateFile })

      await awaitUntil('both messages', () => bot.heard.length === 2)
      expect(bot.heard.map(({ body }) => body?.text)).toEqual([{ content: '一' }, { content: '二' }])
      await reopen(stateFile)
      await platform.typeAs('LiSi', '三')
      await awaitUntil('the third', () => bot.heard.length === 1)
    })

    it('P-09 keeps the newest 200 messages of each person', async () => {
      const stateFile = join(tempDir(), 'wecom.jsonl')
      await reopen(stateFile)
      for (let n = 1; n <= 230; n += 1) await platform.typeAs('ZhangSan', `第 ${n} 条`)

      await reopen(stateFile)

      expect(shown()).toHaveLength(200)
      expect(shown()[0]?.shown).toEqual({ form: 'text', text: '第 31 条' })
    })

    it('P-09 tells listeners whose conversation changed, until they leave', async () => {
      const changed: string[] = []
      const leave = platform.onChange((userId) => changed.push(userId))
      await platform.typeAs('zhangsan', '一')
      await bot.ask('aibot_send_msg', cardTo('lisi', { task_id: 'n1' }))
      await platform.pressAs('LiSi', shown('LiSi')[0]?.id ?? '', 'take')
      const event = await awaitUntil('the press', () => bot.heard[1])
      const update = { response_type: 'update_template_card', template_card: card({ task_id: 'n1' }) }
      await bot.ask('aibot_respond_update_msg', update, event.headers?.req_id)
      leave()
      await platform.typeAs('ZhangSan', '二')

      expect(changed).toEqual(['ZhangSan', 'LiSi', 'LiSi'])
    })
  })
})
