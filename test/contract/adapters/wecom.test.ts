import { createSimulatedWecom } from '../../../adapters/simulator/wecom'
import { awaitUntil } from '../../support/await-until'
import { botFor, FakeHub, leadCard, markdown, members, to, wecomWorld } from '../../support/wecom-world'
import type { WecomWorld } from '../../support/wecom-world'

/** The adapter and the official SDK against the simulated gateway. */
describe('WeCom bot over the long connection', () => {
  let world: WecomWorld

  beforeEach(async () => {
    world = await wecomWorld()
  })
  afterEach(() => world.close())

  const conversation = (userId = 'ZhangSan') => world.platform.conversation(userId)
  const newest = (userId = 'ZhangSan') => conversation(userId).at(-1)
  const sendCard = async (reference = 'n1', userId = 'ZhangSan') => {
    await world.bot.send(leadCard(), to(userId), reference)
    return newest(userId)?.id ?? ''
  }

  describe('sending', () => {
    it('P-01 shows a card with its facts and buttons under the reference', async () => {
      const outcome = await world.bot.send(leadCard(), to('ZhangSan'), 'n1')

      expect(outcome).toEqual({
        kind: 'sent',
        message: { platform: 'wecom', userId: 'ZhangSan', reference: 'n1' },
      })
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

    it('P-01 shows Markdown with its title once', async () => {
      await world.bot.send(markdown('两条新线索', '今日晨报'), to('ZhangSan'), 'n1')
      await world.bot.send(markdown('今日晨报：两条新线索', '今日晨报'), to('ZhangSan'), 'n2')

      expect(conversation().map(({ shown }) => shown)).toEqual([
        { form: 'markdown', text: '**今日晨报**\n两条新线索' },
        { form: 'markdown', text: '今日晨报：两条新线索' },
      ])
    })

    it('P-01 finds people whatever the case of their user id', async () => {
      await world.bot.send(leadCard(), to('zhangsan'), 'n1')

      expect(conversation('ZhangSan')).toHaveLength(1)
    })

    describe('pictures', () => {
      const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
      const picture = (bytes: Buffer = png) => ({
        ...markdown('热力图'),
        form: 'picture' as const,
        wordsForm: 'markdown' as const,
        picture: { png: bytes, width: 1, height: 1, alt: '热力图' },
      })
      const texts = () => conversation().map(({ shown }) => 'text' in shown && shown.text)

      it('P-01 shows a picture before its words, once', async () => {
        for (const reference of ['n1', 'n1', 'n2']) {
          expect((await world.bot.send(picture(), to('ZhangSan'), reference)).kind).toBe('sent')
        }
        expect(texts()).toEqual(['[image]', '热力图', '[image]', '热力图'])
      })

      it('P-01 keeps a card a card beneath its picture', async () => {
        await world.bot.send(
          { ...picture(), ...leadCard(), form: 'picture', wordsForm: 'card' },
          to('ZhangSan'),
          'n1',
        )

        expect(conversation().map(({ shown }) => shown.form)).toEqual(['text', 'card'])
      })

      it('P-01 answers a question with a picture before its words', async () => {
        world.hub.answer = () => picture()
        await world.platform.typeAs('ZhangSan', '热力图')

        await awaitUntil('the answer', () => conversation().length === 3)
        expect(texts()).toEqual(['热力图', '[image]', '热力图'])
      })

      it('P-01 lets the words go where the platform does not take the picture', async () => {
        expect((await world.bot.send(picture(Buffer.from('1234')), to('ZhangSan'), 'n1')).kind).toBe('sent')
        expect(texts()).toEqual(['热力图'])
      })
    })

    it.each([
      ['a card with a wrong field', leadCard('x', { colour: 'red' }), 'n1', 'wecom-40058'],
      ['a card with seven facts', leadCard('x', { horizontal_content_list: Array(7).fill({ keyname: 'k' }) }), 'n1', 'wecom-42035'],
      ['a body that is no card', { ...leadCard(), body: { text: 'x' } }, 'n1', 'not-a-card'],
      ['Markdown without words', markdown(' '), 'n1', 'no-text'],
      ['a reference that no task_id can hold', leadCard(), 'n1@2', 'bad-reference'],
    ])('P-01 refuses %s and says what to do', async (_, message, reference, code) => {
      const outcome = await world.bot.send(message, to('ZhangSan'), reference)

      expect(outcome).toMatchObject({ kind: 'refused', code, advice: expect.stringMatching(/。$/) })
      expect(conversation()).toHaveLength(0)
    }) // prettier-ignore

    it('P-12 answers `sent` to the same reference again and shows it once', async () => {
      await world.bot.send(leadCard(), to('ZhangSan'), 'n1')
      const again = await world.bot.send(leadCard(), to('ZhangSan'), 'n1')

      expect(again.kind).toBe('sent')
      expect(conversation()).toHaveLength(1)
    })

    it('P-12 answers `sent` for a card that an earlier process had shown', async () => {
      await world.bot.send(leadCard(), to('ZhangSan'), 'n1')
      await world.bot.stop()
      const { bot } = botFor(world.platform)
      await bot.start(world.hub)
      await awaitUntil('the new process to connect', () => bot.health().state === 'connected')

      const outcome = await bot.send(leadCard(), to('ZhangSan'), 'n1')

      expect(outcome.kind).toBe('sent')
      expect(conversation()).toHaveLength(1)
      await bot.stop()
    })

    it('P-01 keeps a fresh installation apart from the cards of an old one by its task space', async () => {
      await world.bot.send(leadCard('旧'), to('ZhangSan'), 'n1')
      await world.bot.stop()
      const { bot } = botFor(world.platform, { taskSpace: 'hub2' })
      await bot.start(world.hub)
      await awaitUntil('the new process to connect', () => bot.health().state === 'connected')

      await bot.send(leadCard('新'), to('ZhangSan'), 'n1')
      await world.platform.pressAs('ZhangSan', newest()?.id ?? '', 'take')

      expect(conversation()).toHaveLength(2)
      await awaitUntil('the press', () => world.hub.pressed.length === 1)
      expect(world.hub.pressed[0]?.reference).toBe('n1')
      await bot.stop()
    })

    it('P-01 has no way to change a card later, and says so', async () => {
      const sent = { platform: 'wecom' as const, userId: 'ZhangSan', reference: 'n1' }

      expect(await world.bot.replace(leadCard(), sent)).toMatchObject({
        kind: 'refused',
        code: 'no-way-to-update',
      })
    })

    it('P-13 holds pushes back before the platform drops them, and nothing is dropped in a burst', async () => {
      const outcomes = []
      for (let n = 1; n <= 300; n += 1) {
        outcomes.push(await world.bot.send(leadCard(), to('ZhangSan'), `n${n}`))
      }

      const later = outcomes.filter((outcome) => outcome.kind === 'try-later')
      expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(conversation().length)
      expect(later).toHaveLength(300 - conversation().length)
      expect(later[0]).toMatchObject({ code: 'conversation-budget' })
      expect(world.platform.faults.counters().dropped).toBe(0)
    })

    it('P-13 leaves room for answers when pushes have used up theirs', async () => {
      world.hub.answer = () => markdown('在')
      for (let n = 1; n <= 30; n += 1) await world.bot.send(leadCard(), to('ZhangSan'), `n${n}`)
      for (let n = 1; n <= 5; n += 1) await world.platform.typeAs('ZhangSan', `今日热客 ${n}`)

      await awaitUntil(
        'five answers',
        () => conversation().filter(({ shown }) => shown.form === 'markdown').length === 5,
      )
      expect(world.platform.faults.counters().dropped).toBe(0)
    })
  })

  describe('presses', () => {
    it('P-03 turns a press into the card that the hub answers with', async () => {
      world.hub.react = () =>
        leadCard('已由张三接手 14:02', { button_list: [{ text: '已接手', key: 'done' }] })
      const id = await sendCard()

      await world.platform.pressAs('ZhangSan', id, 'take')

      await awaitUntil('the changed card', () => newest()?.changedAt)
      expect(world.hub.pressed).toEqual([
        {
          from: { platform: 'wecom', userId: 'ZhangSan' },
          pressId: expect.any(String),
          reference: 'n1',
          key: 'take',
          at: expect.any(Number),
        },
      ])
      expect(newest()).toMatchObject({ id, shown: { reference: 'n1', title: '已由张三接手 14:02' } })
    })

    it('P-03 hands both presses of a double tap on, in order, each with an id of its own', async () => {
      const id = await sendCard()

      await world.platform.pressAs('ZhangSan', id, 'take')
      await world.platform.pressAs('ZhangSan', id, 'snooze')

      await awaitUntil('both presses', () => world.hub.pressed.length === 2)
      expect(world.hub.pressed.map(({ key }) => key)).toEqual(['take', 'snooze'])
      expect(new Set(world.hub.pressed.map(({ pressId }) => pressId)).size).toBe(2)
    })

    it('P-12 handles a press once when the platform repeats it', async () => {
      world.hub.react = () => leadCard('已接手')
      const id = await sendCard()
      await world.platform.pressAs('ZhangSan', id, 'take')
      await awaitUntil('the changed card', () => newest()?.changedAt)

      world.platform.faults.repeatNewest()
      await sendCard('n2')

      expect(world.hub.pressed).toHaveLength(1)
    })

    it('P-03 handles a repeated press again when its answer had failed', async () => {
      world.hub.react = () => Promise.reject(new Error('the store is away'))
      const id = await sendCard()
      await world.platform.pressAs('ZhangSan', id, 'take')
      await awaitUntil('the failure', () => world.logged.some(({ level }) => level === 'warn'))

      world.hub.react = () => leadCard('已接手')
      world.platform.faults.repeatNewest()

      await awaitUntil('the changed card', () => newest()?.changedAt)
    })

    it('P-03 says words as a new message, since only a card can take the place of a card', async () => {
      world.hub.react = () => markdown('这条线索由李四负责')
      const id = await sendCard()

      await world.platform.pressAs('ZhangSan', id, 'take')

      await awaitUntil('the words', () => newest()?.shown.form === 'markdown')
    })
  })

  describe('messages', () => {
    it('P-05 answers a message with Markdown', async () => {
      world.hub.answer = ({ text }) => markdown(`查到 3 位：${text}`)

      await world.platform.typeAs('ZhangSan', ' 今日热客 华东 ')

      await awaitUntil('the answer', () => newest()?.from === 'bot')
      expect(world.hub.heard[0]).toMatchObject({
        from: { platform: 'wecom', userId: 'ZhangSan' },
        group: null,
        text: '今日热客 华东',
      })
      expect(newest()?.shown).toEqual({ form: 'markdown', text: '查到 3 位：今日热客 华东' })
    })

    it('P-05 answers the same question twice with the same card, which leads to the same notice', async () => {
      world.hub.answer = () => leadCard('待办', { task_id: 'n7' })
      await world.bot.send(leadCard(), to('ZhangSan'), 'n7')

      await world.platform.typeAs('ZhangSan', '待办')
      await world.platform.typeAs('ZhangSan', '待办')
      await awaitUntil('both answers', () => conversation().length === 5)
      await world.platform.pressAs('ZhangSan', newest()?.id ?? '', 'take')

      await awaitUntil('the press', () => world.hub.pressed.length === 1)
      expect(world.hub.pressed[0]?.reference).toBe('n7')
    })

    it('P-05 hears the transcript of a voice message', async () => {
      await world.platform.speakAs('ZhangSan', '确认')

      await awaitUntil('the words', () => world.hub.texts.length === 1)
      expect(world.hub.texts).toEqual(['确认'])
    })

    it('P-07 says which group a message came from, without the mention, and answers there', async () => {
      world.hub.answer = () => markdown('三位')

      await world.platform.typeInGroupAs('ZhangSan', 'east', '@中枢 今日热客')

      await awaitUntil('the answer', () => conversation('east').length === 2)
      expect(world.hub.heard[0]).toMatchObject({ group: 'east', text: '今日热客' })
      expect(conversation('ZhangSan')).toHaveLength(0)
    })

    it('P-05 takes a bare mention for a call for help', async () => {
      await world.platform.typeInGroupAs('ZhangSan', 'east', '@中枢')

      await awaitUntil('the words', () => world.hub.texts.length === 1)
      expect(world.hub.texts).toEqual(['帮助'])
    })

    it('P-05 welcomes whoever opens the conversation with the words of help', async () => {
      world.hub.answer = () => markdown('可以问：今日热客、为什么 D3')

      await world.platform.openAs('ZhangSan')

      await awaitUntil('the welcome', () => newest()?.from === 'bot')
      expect(world.hub.texts).toEqual(['帮助'])
      expect(newest()?.shown).toEqual({ form: 'text', text: '可以问：今日热客、为什么 D3' })
    })

    it('P-12 handles a message once when the platform repeats it', async () => {
      world.hub.answer = () => markdown('在')
      await world.platform.typeAs('ZhangSan', '在吗')
      await awaitUntil('the answer', () => newest()?.from === 'bot')

      world.platform.faults.repeatNewest()
      await world.platform.typeAs('ZhangSan', '还在吗')
      await awaitUntil('the second answer', () => conversation().length === 4)

      expect(world.hub.texts).toEqual(['在吗', '还在吗'])
    })

    it('P-05 answers what one person says in the order it was said', async () => {
      const slowFirst = [30, 0, 0]
      world.hub.message = async (message) => {
        await new Promise((resolve) => setTimeout(resolve, slowFirst.shift()))
        return markdown(`答 ${message.text}`)
      }

      for (const text of ['一', '二', '三']) await world.platform.typeAs('ZhangSan', text)

      await awaitUntil('three answers', () => conversation().length === 6)
      const answers = conversation().filter(({ from }) => from === 'bot')
      expect(answers.map(({ shown }) => shown.form !== 'card' && shown.text)).toEqual([
        '答 一',
        '答 二',
        '答 三',
      ])
    })
  })

  describe('P-10 one connection per bot', () => {
    it('P-10 stays quiet once another connection took over, and says what to do', async () => {
      const before = world.platform.faults.counters().attempts
      world.platform.faults.kick()
      await awaitUntil('the bot to notice', () => world.bot.health().state === 'down')

      const other = botFor(world.platform).bot
      await other.start(new FakeHub())
      await awaitUntil('the other to connect', () => other.health().state === 'connected')
      const beats = world.platform.faults.counters().heartbeats
      await awaitUntil('three heartbeats', () => world.platform.faults.counters().heartbeats >= beats + 3)

      expect(world.platform.faults.counters().attempts).toBe(before + 1)
      expect(other.health()).toMatchObject({ state: 'connected', connectionsOpened: 1 })
      expect(world.bot.health().detail).toMatch('别处建立了新连接')
      expect(await world.bot.send(leadCard(), to('LiSi'), 'n99')).toMatchObject({
        kind: 'try-later',
        code: 'taken-over',
      })
      await other.stop()
    })

    it('P-10 takes the bot back when it is started again', async () => {
      world.platform.faults.kick()
      await awaitUntil('the bot to notice', () => world.bot.health().state === 'down')

      await world.bot.start(world.hub)

      await world.connected()
      expect(world.bot.health().connectionsOpened).toBe(2)
    })
  })

  it('P-09 needs no more than the settings of the gateway', () => {
    expect(Object.keys(world.platform.settings())).toEqual([
      'WECOM_BOT_ID',
      'WECOM_BOT_SECRET',
      'WECOM_BOT_WS_URL',
    ])
  })

  it('P-01 skips people who have never talked to the bot', async () => {
    const strict = createSimulatedWecom({ botId: 'b', secret: 's', members, everyoneHasTalked: false })
    await strict.start()
    const { bot } = botFor(strict)
    await bot.start(new FakeHub())
    await awaitUntil('the bot to connect', () => bot.health().state === 'connected')

    const before = await bot.send(leadCard(), to('LiSi'), 'n1')
    await strict.typeAs('LiSi', '你好')
    const after = await bot.send(leadCard(), to('LiSi'), 'n1')

    expect(before).toEqual({ kind: 'skipped', because: 'never-talked-to-bot' })
    expect(after.kind).toBe('sent')
    await bot.stop()
    await strict.stop()
  })
})
