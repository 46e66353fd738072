import type { AppContent } from '../../../adapters/wecom/app'
import type { PictureMessage } from '../../../contract/ports/chat'
import { hours, minutes } from '../../../contract/quantities'
import { awaitUntil } from '../../support/await-until'
import { leadCard, markdown, to } from '../../support/wecom-world'
import { onePixel, wecomAppWorld } from '../../support/wecom-app-world'
import type { WecomAppWorld } from '../../support/wecom-app-world'

/** The app behind a real HTTP server against the simulated REST interface, through axios both ways. */
describe('WeCom self-built app', () => {
  let world: WecomAppWorld

  beforeEach(async () => {
    world = await wecomAppWorld()
  })
  afterEach(() => world.close())

  const conversation = (userId = 'ZhangSan') => world.platform.conversation(userId)
  const newest = (userId = 'ZhangSan') => conversation(userId).at(-1)
  const counters = () => world.platform.faults.counters()
  const sent = (reference: string, userId = 'ZhangSan') => ({ platform: 'wecom' as const, userId, reference })
  const settled = leadCard('已接手：华东机电', { button_list: [{ text: '已接手', style: 4, key: 'done' }] })

  describe('sending', () => {
    it('P-01 shows a card with its facts and buttons in the colours of an app', async () => {
      const outcome = await world.app.send(leadCard(), to('ZhangSan'), 'n1')

      expect(outcome).toEqual({ kind: 'sent', message: sent('n1') })
      expect(conversation().map(({ shown }) => shown)).toEqual([
        {
          form: 'card',
          reference: 'n1',
          source: '中枢',
          title: '热线索：华东机电',
          subtitle: '意向强度 87.0',
          facts: [{ name: '负责人', value: '张三' }],
          text: '三天内四次打开报价页',
          buttons: [
            { key: 'take', text: '接手', style: 'primary' },
            { key: 'snooze', text: '稍后', style: 'normal' },
            { key: 'wrong', text: '判断有误', style: 'danger' },
          ],
        },
      ])
    })

    it('P-01 says what an app card cannot show and shows the rest', async () => {
      await world.app.send(leadCard('A', { feedback: { id: 'f1' } }), to('ZhangSan'), 'n1')

      expect(newest()?.shown).toMatchObject({ form: 'card', title: 'A' })
      expect(world.logged).toContainEqual({
        level: 'info',
        message: 'an app card cannot show this',
        detail: { leftOut: ['feedback'] },
      })
    })

    it('P-01 shows Markdown, cut between characters where it is over 2,048 bytes', async () => {
      await world.app.send(markdown('中'.repeat(2_000), '长'), to('ZhangSan'), 'n1')

      const shown = newest()?.shown
      expect(shown?.form).toBe('markdown')
      const text = shown?.form === 'markdown' ? shown.text : ''
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048)
      expect(text).toMatch(/^\*\*长\*\*\n中+…$/)
    })

    it('P-01 shows a picture and then its words, and uploads the same picture once in two days', async () => {
      const picture: PictureMessage = {
        ...markdown('热力图'),
        form: 'picture',
        wordsForm: 'markdown',
        picture: { png: onePixel, width: 1, height: 1, alt: '热力图' },
      }
      await world.app.send(picture, to('ZhangSan'), 'n1')
      await world.app.send(picture, to('LiSi'), 'n2')
      expect(conversation().map(({ shown }) => 'text' in shown && shown.text)).toEqual(['[image]', '热力图'])
      expect(counters().calls['/cgi-bin/media/upload']).toBe(1)
      world.clock.advance(hours(49))

      await world.app.send(picture, to('LiSi'), 'n3')

      expect(counters().calls['/cgi-bin/media/upload']).toBe(2)
    })

    it('P-01 lets the words of a picture go where WeCom does not take the picture', async () => {
      const broken: PictureMessage = {
        ...markdown('热力图'),
        form: 'picture',
        wordsForm: 'markdown',
        picture: { png: Buffer.from('no picture at all'), width: 1, height: 1, alt: '' },
      }

      expect((await world.app.send(broken, to('ZhangSan'), 'n1')).kind).toBe('sent')
      expect(conversation().map(({ shown }) => 'text' in shown && shown.text)).toEqual(['热力图'])
    })

    it.each([
      ['a card with a wrong field', leadCard('x', { colour: 'red' }), 'n1', 'wecom-40058'],
      ['a card with seven facts', leadCard('x', { horizontal_content_list: Array(7).fill({ keyname: 'k' }) }), 'n1', 'wecom-42035'],
      ['a body that is no card', { ...leadCard(), body: { text: 'x' } }, 'n1', 'not-a-card'],
      ['Markdown without words', markdown(' '), 'n1', 'no-text'],
      ['a reference that no task_id can hold', leadCard(), 'n1@2', 'bad-reference'],
    ])('P-01 refuses %s and says what to do', async (_, message, reference, code) => {
      const outcome = await world.app.send(message, to('ZhangSan'), reference)

      expect(outcome).toMatchObject({ kind: 'refused', code, advice: expect.stringMatching(/。$/) })
      expect(conversation()).toHaveLength(0)
    }) // prettier-ignore

    it('P-01 skips whom the app may not see', async () => {
      expect(await world.app.send(leadCard(), to('Nobody'), 'n1')).toEqual({
        kind: 'skipped',
        because: 'outside-visible-range',
      })
    })

    it('P-12 shows the same reference once, also from another process that remembers nothing', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')
      expect((await world.app.send(leadCard(), to('ZhangSan'), 'n1')).kind).toBe('sent')
      expect((await world.another().send(leadCard(), to('ZhangSan'), 'n1')).kind).toBe('sent')
      expect(conversation()).toHaveLength(1)
    })

    it('P-13 never reaches the rate at which WeCom drops in silence, ten times over', async () => {
      const outcomes = []
      for (let n = 0; n < 300; n += 1) {
        outcomes.push(await world.app.send(leadCard(), to('ZhangSan'), `n${n}`))
      }

      expect(counters().dropped).toBe(0)
      expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(24)
      expect(outcomes.at(-1)).toEqual({ kind: 'try-later', after: minutes(1), code: 'conversation-budget' })
    })
  })

  describe('every kind of message', () => {
    const link = { type: 1, url: 'https://hub.example.com/' }
    const form = { question_key: 'q', title: '下一步', option_list: [{ id: '1', text: '电话' }] }
    const kinds: [string, AppContent][] = [
      ['text', { kind: 'text', text: '你好' }],
      ['markdown', { kind: 'markdown', text: '**你好**' }],
      ['news', { kind: 'news', articles: [{ title: '日报', description: '三条', url: link.url, pictureUrl: `${link.url}p.png` }] }],
      ['text_notice', { kind: 'card', card: { card_type: 'text_notice', main_title: { title: '通知' }, card_action: link } }],
      ['news_notice', { kind: 'card', card: { card_type: 'news_notice', main_title: { title: '图' }, card_action: link, card_image: { url: `${link.url}p.png` } } }],
      ['button_interaction', { kind: 'card', card: { card_type: 'button_interaction', task_id: 'b', main_title: { title: '钮' }, button_list: [{ text: '好', style: 1, key: 'ok' }, { type: 1, text: '看', url: link.url }] } }],
      ['vote_interaction', { kind: 'card', card: { card_type: 'vote_interaction', task_id: 'v', main_title: { title: '票' }, checkbox: { question_key: 'q', mode: 1, option_list: [{ id: '1', text: '价' }] }, submit_button: { text: '交', key: 's' } } }],
      ['multiple_interaction', { kind: 'card', card: { card_type: 'multiple_interaction', task_id: 'm', main_title: { title: '表' }, select_list: [form], submit_button: { text: '交', key: 's' } } }],
    ] // prettier-ignore

    it.each(kinds)('P-01 sends %s', async (_, content) => {
      const outcome = await world.app.messages.send(content, { users: ['ZhangSan'] })

      expect(outcome).toMatchObject({ kind: 'answered', value: { messageId: expect.any(String) } })
      expect(conversation()).toHaveLength(1)
    })

    it.each(['image', 'file'] as const)('P-01 sends an uploaded %s', async (kind) => {
      const upload = { type: kind, bytes: onePixel, name: 'picture.png', contentType: 'image/png' }
      const uploaded = await world.app.media.mediaIdOf(upload)
      const mediaId = uploaded.kind === 'answered' ? uploaded.value : ''

      const outcome = await world.app.messages.send({ kind, mediaId }, { users: ['ZhangSan'] })

      expect(outcome.kind).toBe('answered')
      expect(newest()?.shown).toMatchObject({ form: 'text', text: `[${kind}]` })
    })

    it('P-01 says who was missed of many', async () => {
      const outcome = await world.app.messages.send(
        { kind: 'text', text: '你好' },
        { users: ['ZhangSan', 'Ghost', 'LiSi', 'WangWu'] },
      )

      expect(outcome).toMatchObject({ kind: 'answered', value: { missed: { users: ['ghost', 'wangwu'] } } })
      expect([conversation('ZhangSan'), conversation('LiSi')].map((one) => one.length)).toEqual([1, 1])
    })

    it('P-01 greys the button of a card', async () => {
      const card = kinds.find(([kind]) => kind === 'button_interaction')?.[1] as AppContent
      const outcome = await world.app.messages.send(card, { users: ['ZhangSan'] })
      const responseCode = (outcome.kind === 'answered' && outcome.value.responseCode) || ''

      await world.app.messages.update({ responseCode, users: ['ZhangSan'], to: { button: '已处理' } })

      expect(newest()?.shown).toMatchObject({ buttons: [{ text: '已处理' }] })
    })

    it('P-01 takes a message back within a day, and not after', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')
      expect(await world.app.recall(sent('n1'))).toBe(true)
      expect(newest()?.shown).toEqual({ form: 'text', text: '[已撤回]' })
      await world.app.send(leadCard(), to('ZhangSan'), 'n2')
      world.clock.advance(hours(24))

      expect(await world.app.recall(sent('n2'))).toBe(false)
      expect(await world.app.recall(sent('n3'))).toBe(false)
    })
  })

  describe('changing a card', () => {
    it('P-03 changes it in place by the code of its sending', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')

      const outcome = await world.app.replace(settled, sent('n1'))

      expect(outcome).toEqual({ kind: 'sent', message: sent('n1') })
      expect(conversation()).toHaveLength(1)
      expect(newest()?.shown).toMatchObject({
        title: '已接手：华东机电',
        buttons: [{ key: 'done', style: 'normal' }],
      })
    })

    it('P-15 sends a fresh card after 72 hours, and its buttons are about the same notice', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')
      world.clock.advance(hours(72))

      expect(await world.app.replace(leadCard('新'), sent('n1'))).toEqual({
        kind: 'sent',
        message: sent('n1'),
      })
      expect(conversation()).toHaveLength(2)
      await world.platform.pressAs('ZhangSan', newest()?.id ?? '', 'take')

      await awaitUntil('the press', () => world.hub.pressed.length === 1)
      expect(world.hub.pressed[0]).toMatchObject({ reference: 'n1', key: 'take' })
    })

    it('P-15 sends a fresh card where WeCom no longer takes the code, and takes the old card back', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')
      world.platform.faults.loseCodes()

      await world.app.replace(settled, sent('n1'))

      expect(conversation().map(({ shown }) => ('title' in shown ? shown.title : shown.text))).toEqual([
        '[已撤回]',
        '已接手：华东机电',
      ])
    })

    it('P-15 sends a fresh card where a code was used, and changes that one the next time', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')
      for (const title of ['一', '二', '三']) await world.app.replace(leadCard(title), sent('n1'))

      expect(conversation().map(({ shown }) => 'title' in shown && shown.title)).toEqual([false, '三'])
    })

    it('P-15 shows a fresh card once, however often the change is asked for', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')
      world.platform.faults.loseCodes()
      world.platform.faults.plan({ path: '/cgi-bin/message/send', times: 1, answer: 'lost' })

      expect(await world.app.replace(settled, sent('n1'))).toMatchObject({
        kind: 'try-later',
        code: 'no-answer',
      })
      expect(await world.app.replace(settled, sent('n1'))).toMatchObject({ kind: 'sent' })

      expect(conversation()).toHaveLength(2)
    })

    it('P-15 has no way to change what this app never showed', async () => {
      expect(await world.app.replace(settled, sent('n1'))).toMatchObject({
        kind: 'refused',
        code: 'no-way-to-update',
      })
    })
  })

  describe('hearing', () => {
    it('P-03 hands a press on and shows the changed card to whoever pressed', async () => {
      world.hub.react = () => settled
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')

      await world.platform.pressAs('ZhangSan', newest()?.id ?? '', 'take')

      await awaitUntil('the change', () => newest()?.changedAt !== null)
      expect(world.hub.pressed).toEqual([
        {
          from: { platform: 'wecom', userId: 'ZhangSan' },
          pressId: expect.stringMatching(/^e:[0-9a-f]{40}$/),
          reference: 'n1',
          key: 'take',
          at: Math.floor(world.clock.now() / 1_000) * 1_000,
        },
      ])
      expect(conversation()).toHaveLength(1)
      expect(newest()?.shown).toMatchObject({ title: '已接手：华东机电' })
    })

    it('S1-27 says what is to be said besides in a message of its own, after the card', async () => {
      const also = { platform: 'wecom', form: 'markdown', body: { title: '链接', text: '链接 https://h/t/x' }, plain: '链接' } as const
      world.hub.react = () => ({ ...settled, also })
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')

      await world.platform.pressAs('ZhangSan', newest()?.id ?? '', 'take')

      await awaitUntil('the message', () => conversation().length === 2)
      expect(conversation()[0]?.shown).toMatchObject({ title: '已接手：华东机电' })
      expect(newest()?.shown).toMatchObject({ text: expect.stringContaining('https://h/t/x') as string })
    }) // prettier-ignore

    it('P-03 answers a press by a fresh card where its code came too late', async () => {
      world.hub.react = () => {
        world.platform.faults.loseCodes()
        return settled
      }
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')

      await world.platform.pressAs('ZhangSan', newest()?.id ?? '', 'take')

      await awaitUntil('the fresh card', () => conversation().length === 2)
      expect(newest()?.shown).toMatchObject({ title: '已接手：华东机电' })
    })

    it('P-03 keeps the code of a press that changed nothing for a later change', async () => {
      await world.app.send(leadCard(), to('ZhangSan'), 'n1')
      await world.app.replace(leadCard('二'), sent('n1'))
      await world.platform.pressAs('ZhangSan', newest()?.id ?? '', 'take')
      await awaitUntil('the press', () => world.hub.pressed.length === 1)
      await world.app.stop()

      await world.app.replace(leadCard('三'), sent('n1'))

      expect(conversation().map(({ shown }) => 'title' in shown && shown.title)).toEqual(['三'])
    })

    it('P-01 answers what somebody says, as often as he says it', async () => {
      world.hub.answer = ({ text }) => leadCard(`关于 ${text}`)
      for (const text of ['线索', '线索']) await world.platform.typeAs('ZhangSan', text)

      await awaitUntil('two answers', () => conversation().filter(({ from }) => from === 'bot').length === 2)
      expect(world.hub.texts).toEqual(['线索', '线索'])
    })

    it('P-01 takes an item of the menu for the command that is its key', async () => {
      await world.platform.chooseMenuAs('ZhangSan', '帮助')

      await awaitUntil('the command', () => world.hub.texts.length === 1)
      expect(world.hub.heard[0]).toMatchObject({ text: '帮助', group: null })
    })

    it('P-12 answers every callback with nothing, and events it does not know as well', async () => {
      for (const event of ['subscribe', 'enter_agent', 'LOCATION', 'something_new']) {
        await world.platform.happenTo('ZhangSan', event)
      }
      await world.platform.typeAs('ZhangSan', '帮助')

      expect(counters()).toMatchObject({ replies: [], callbacks: { delivered: 5, retried: 0, lost: 0 } })
      expect(world.hub.texts).toEqual(['帮助'])
    })

    it('tells the admin that WeCom is taking rights away', async () => {
      await world.platform.happenTo('sys', 'close_inactive_agent')

      await awaitUntil('the log', () => world.logged.some(({ level }) => level === 'error'))
      expect(world.logged.find(({ level }) => level === 'error')).toMatchObject({
        detail: { event: 'close_inactive_agent', advice: expect.stringContaining('重新启用') },
      })
    })
  })

  it('says how it is: connected when calls are answered, and why not when they are not', async () => {
    await awaitUntil('the first look', () => world.app.health().state === 'connected')
    await world.platform.faults.goAway()
    await world.app.send(leadCard(), to('ZhangSan'), 'n1')
    expect(world.app.health()).toMatchObject({ state: 'down', detail: expect.stringContaining('qyapi') })

    await world.platform.faults.comeBack()

    await awaitUntil(
      'the way back',
      () => world.app.health().state === 'connected' || world.clock.advance(minutes(1)),
    )
  })
})
