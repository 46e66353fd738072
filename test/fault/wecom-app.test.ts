import { setTimeout as wait } from 'node:timers/promises'

import fc from 'fast-check'

import { ProcessMemory } from '../../adapters/wecom/app/process-memory'
import type { Door, DoorAnswer } from '../../contract/ports/door'
import { hours, minutes, seconds } from '../../contract/quantities'
import { awaitUntil } from '../support/await-until'
import { FakeHub, leadCard, markdown, to } from '../support/wecom-world'
import { serve, wecomAppWorld } from '../support/wecom-app-world'
import type { WecomAppWorld, WorldOptions } from '../support/wecom-app-world'

const send = '/cgi-bin/message/send'

/** What a network, a platform and a dying process do to the app, and that nothing is lost or done twice by it. */
describe('WeCom app under faults', () => {
  let world: WecomAppWorld
  const open = async (options?: WorldOptions) => {
    world = await wecomAppWorld(options)
  }
  afterEach(() => world.close())

  const faults = () => world.platform.faults
  const counters = () => faults().counters()
  const conversation = () => world.platform.conversation('ZhangSan')
  const sendCard = (reference: string) => world.app.send(leadCard(), to('ZhangSan'), reference)
  const errors = () => world.logged.filter(({ level }) => level === 'error')

  describe('tokens', () => {
    beforeEach(() => open())

    it('P-12 goes on with a new token where WeCom ended the old one early', async () => {
      await sendCard('n1')
      faults().endTokens()

      const outcomes = await Promise.all(['n2', 'n3', 'n4', 'n5'].map(sendCard))

      expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('sent'))
      expect(counters().tokensGranted).toBe(2)
      expect(conversation()).toHaveLength(5)
    })

    it.each([40014, 42001, 40001])(
      'P-12 tries once more after %i, and no more than once',
      async (errcode) => {
        faults().plan({ path: send, times: 1, answer: { errcode } })
        expect((await sendCard('n1')).kind).toBe('sent')
        faults().plan({ path: send, times: 2, answer: { errcode } })

        expect(await sendCard('n2')).toEqual({
          kind: 'try-later',
          after: minutes(1),
          code: 'token-not-accepted',
        })
        expect(counters().calls[send]).toBe(4)
      },
    )

    it('does not hammer with a secret that is refused, and says whose it is', async () => {
      faults().endTokens()
      world.clock.advance(hours(3))
      faults().plan({ path: '/cgi-bin/gettoken', times: 100, answer: { errcode: 40001 } })
      const before = counters().calls['/cgi-bin/gettoken'] ?? 0

      for (let n = 0; n < 20; n += 1) {
        expect(await sendCard(`n${n}`)).toEqual({ kind: 'try-later', after: minutes(5), code: 'wecom-40001' })
      }

      expect((counters().calls['/cgi-bin/gettoken'] ?? 0) - before).toBe(1)
      expect(world.app.health()).toMatchObject({
        state: 'down',
        detail: expect.stringContaining('WECOM_APP_SECRET'),
      })
    })

    it('names the address that is not trusted', async () => {
      faults().plan({
        path: send,
        times: 1,
        answer: { errcode: 60020, errmsg: 'not allow, from ip: 203.0.113.9' },
      })

      expect(await sendCard('n1')).toMatchObject({
        kind: 'refused',
        advice: expect.stringContaining('203.0.113.9'),
      })
      expect(errors()).toHaveLength(1)
    })

    it('never writes a token, a secret or what people say into the log', async () => {
      world.hub.answer = () => markdown('商业机密的回答')
      await world.platform.typeAs('ZhangSan', '商业机密的问题')
      await awaitUntil('the answer', () => conversation().length === 2)
      for (const answer of ['lost', { raw: '<html>' }, { errcode: 40058 }, { errcode: 48002 }] as const) {
        faults().plan({ path: send, times: 1, answer })
        await sendCard('n1')
      }
      await faults().forged('<xml><商业机密/></xml>', { receiveId: 'ww1' })
      await faults().goAway()
      await sendCard('n2')

      const log = JSON.stringify(world.logged)
      expect(world.logged.length).toBeGreaterThan(3)
      expect(log).not.toMatch(/access_token|corpsecret|app-secret|机密|[0-9a-f]{64}/)
    })
  })

  describe('sending', () => {
    beforeEach(() => open())

    it('P-13 rests after 45009 without a call, then goes on', async () => {
      faults().plan({ path: send, times: 1, answer: { errcode: 45009 } })
      expect(await sendCard('n1')).toEqual({ kind: 'try-later', after: minutes(1), code: 'wecom-45009' })
      world.clock.advance(seconds(20))
      expect(await sendCard('n1')).toEqual({ kind: 'try-later', after: seconds(40), code: 'wecom-45009' })
      expect(counters().calls[send]).toBe(1)
      world.clock.advance(seconds(40))

      expect((await sendCard('n1')).kind).toBe('sent')
    })

    it.each([
      ['a card', leadCard()],
      ['Markdown', markdown('两条新线索')],
    ])('P-12 shows %s once though its acknowledgement was lost', async (_, message) => {
      faults().plan({ path: send, times: 1, answer: 'lost' })
      expect(await world.app.send(message, to('ZhangSan'), 'n1')).toEqual({
        kind: 'try-later',
        after: seconds(2),
        code: 'no-answer',
      })
      world.clock.advance(seconds(2))

      expect((await world.app.send(message, to('ZhangSan'), 'n1')).kind).toBe('sent')
      expect(conversation()).toHaveLength(1)
    })

    it('P-12 shows the same words twice where they are two messages', async () => {
      for (const reference of ['n1', 'n2', 'n1']) {
        expect((await world.app.send(markdown('两条新线索'), to('ZhangSan'), reference)).kind).toBe('sent')
      }
      expect(conversation()).toHaveLength(2)
    })

    it.each([
      ['{"errcode":-1}', 'try-later', 'wecom--1'],
      ['{"errcode":6000}', 'try-later', 'wecom-6000'],
      ['{"errcode":45033}', 'try-later', 'wecom-45033'],
      ['{"errcode":60111}', 'skipped', undefined],
      ['{"errcode":81013}', 'skipped', undefined],
      ['{"errcode":0,"errmsg":"ok","invaliduser":"zhangsan","msgid":"m"}', 'skipped', undefined],
      ['{"errcode":0,"errmsg":"ok","unlicenseduser":"zhangsan","msgid":"m"}', 'refused', 'wecom-unlicensed'],
      ['{"errcode":42045}', 'refused', 'wecom-42045'],
      ['{"errcode":"0"}', 'refused', 'wecom-unreadable'],
      ['{}', 'refused', 'wecom-unreadable'],
      ['[]', 'refused', 'wecom-unreadable'],
      ['<html>login</html>', 'refused', 'wecom-unreadable'],
      ['', 'refused', 'wecom-unreadable'],
    ])('P-12 takes the answer %s for what it is', async (raw, kind, code) => {
      faults().plan({ path: send, times: 1, answer: { raw } })

      expect(await sendCard('n1')).toMatchObject({ kind, ...(code === undefined ? {} : { code }) })
    })

    it('P-12 does with any answer at all something that the outbox understands', async () => {
      const answer = fc.oneof(
        fc.json(),
        fc.string(),
        fc.integer().map((errcode) => JSON.stringify({ errcode })),
      )
      const kinds: unknown[] = ['sent', 'skipped', 'refused', 'try-later']
      let n = 0
      await fc.assert(
        fc.asyncProperty(answer, async (raw) => {
          faults().plan({ path: send, times: 1, answer: { raw } })
          const outcome = await sendCard(`n${(n += 1)}`)
          expect(kinds).toContain(outcome.kind)
          world.clock.advance(hours(2))
        }),
        { numRuns: 60 },
      )
    })

    it('P-03 keeps the code of a change that found nobody at home', async () => {
      await sendCard('n1')
      const sent = { platform: 'wecom' as const, userId: 'ZhangSan', reference: 'n1' }
      await faults().goAway()
      expect(await world.app.replace(leadCard('新'), sent)).toMatchObject({ kind: 'try-later' })
      await faults().comeBack()

      await awaitUntil(
        'the change',
        async () => (await world.app.replace(leadCard('新'), sent)).kind === 'sent',
      )
      expect(conversation().map(({ shown }) => 'title' in shown && shown.title)).toEqual(['新'])
    })

    it('P-03 changes a card under a new task_id where WeCom wants one', async () => {
      await sendCard('n1')
      faults().plan({ path: '/cgi-bin/message/update_template_card', times: 1, answer: { errcode: 42014 } })
      const sent = { platform: 'wecom' as const, userId: 'ZhangSan', reference: 'n1' }

      expect((await world.app.replace(leadCard('新'), sent)).kind).toBe('sent')
      expect(conversation().map(({ shown }) => 'title' in shown && shown.title)).toEqual(['新'])
      await world.platform.pressAs('ZhangSan', conversation()[0]?.id ?? '', 'take')
      await awaitUntil('the press', () => world.hub.pressed[0]?.reference === 'n1')
    })

    it('P-13 drops no answer in silence, however fast somebody asks', async () => {
      world.hub.answer = ({ text }) => markdown(text)
      for (let n = 0; n < 40; n += 1) await world.platform.typeAs('ZhangSan', `${n}`)

      await awaitUntil('the last one to be given up', () => errors().length === 11)
      expect(counters()).toMatchObject({ shown: 29, dropped: 0 })
    })

    it('P-01 uploads a picture again whose media_id WeCom has forgotten', async () => {
      const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
      const picture = { png, width: 1, height: 1, alt: '' }
      const message = { ...markdown('图'), form: 'picture' as const, wordsForm: 'markdown' as const, picture }
      await world.app.send(message, to('ZhangSan'), 'n1')
      faults().plan({ path: send, times: 1, answer: { errcode: 40007 } })

      await world.app.send(message, to('ZhangSan'), 'n2')

      expect(counters().calls['/cgi-bin/media/upload']).toBe(2)
      expect(conversation()).toHaveLength(4)
    })
  })

  describe('callbacks', () => {
    it('P-12 does once what comes four times, at the same time and after', async () => {
      await open()
      faults().repeatCallbacks(3)
      await sendCard('n1')
      await Promise.all([
        world.platform.typeAs('ZhangSan', '帮助'),
        world.platform.pressAs('ZhangSan', conversation()[0]?.id ?? '', 'take'),
      ])
      await faults().repeatNewest()

      expect(counters().callbacks).toMatchObject({ delivered: 9, retried: 0, lost: 0 })
      expect([world.hub.texts, world.hub.pressed.map(({ key }) => key)]).toEqual([['帮助'], ['take']])
    })

    it('P-12 takes two buttons in the same second for two presses', async () => {
      await open()
      await sendCard('n1')
      const id = conversation()[0]?.id ?? ''
      for (const key of ['take', 'snooze', 'take']) await world.platform.pressAs('ZhangSan', id, key)

      await awaitUntil('the presses', () => world.hub.pressed.length === 2)
      expect(world.hub.pressed.map(({ key }) => key)).toEqual(['take', 'snooze'])
    })

    it('P-12 takes two answers to one question in the same second for two', async () => {
      await open()
      const card = {
        card_type: 'vote_interaction',
        main_title: { title: '票' },
        checkbox: { question_key: 'q', option_list: [{ id: '1', text: '价' }, { id: '2', text: '时' }] },
        submit_button: { text: '交', key: 's' },
      } // prettier-ignore
      await world.app.send({ ...leadCard(), body: card }, to('ZhangSan'), 'n1')
      const id = conversation()[0]?.id ?? ''
      for (const q of ['1', '2', '1']) await world.platform.pressAs('ZhangSan', id, 's', { q: [q] })

      await awaitUntil('the presses', () => world.hub.pressed.length === 2)
    })

    it('P-12 acknowledges long before the hub has answered', async () => {
      await open()
      let answer: (() => void) | undefined
      world.hub.react = () => new Promise((resolve) => (answer = () => resolve(leadCard('慢'))))
      await sendCard('n1')

      await world.platform.pressAs('ZhangSan', conversation()[0]?.id ?? '', 'take')

      expect(counters().callbacks).toMatchObject({ delivered: 1, retried: 0 })
      expect(conversation()[0]?.changedAt).toBeNull()
      await awaitUntil('the press', () => answer !== undefined)
      answer?.()
      await awaitUntil('the change', () => conversation()[0]?.changedAt !== null)
    })

    it('P-12 loses none and does none twice of 60 that meet late, failing and hanging doors', async () => {
      let n = 0
      const unruly = (door: Door): Door => ({
        ...door,
        handle: async (request): Promise<DoorAnswer> => {
          const turn = (n += 1) % 7
          if (request.method === 'GET') return door.handle(request)
          if (turn === 1) return { status: 503 }
          if (turn === 2) return { status: 0, hangUp: true }
          const answer = await door.handle(request)
          if (turn === 3) return { status: 500 }
          if (turn === 4) await wait(40)
          return answer
        },
      })
      await open({ door: unruly, platform: { pace: { answerWithin: 25, beforeRetry: 1 } } })
      const texts = Array.from({ length: 60 }, (_, i) => `第 ${i}`)

      for (const text of texts) await world.platform.typeAs('ZhangSan', text)

      await awaitUntil('everything', () => world.hub.texts.length >= texts.length)
      expect(counters().callbacks.retried).toBeGreaterThan(30)
      expect(world.hub.texts).toEqual(texts)
    })

    it('P-12 lets WeCom come again where the callback could not be kept', async () => {
      class Forgetful extends ProcessMemory {
        left = 2
        override hear(...heard: Parameters<ProcessMemory['hear']>): Promise<boolean> {
          this.left -= 1
          return this.left >= 0 ? Promise.reject(new Error('no store')) : super.hear(...heard)
        }
      }
      await open({ deps: { memory: new Forgetful() } })

      await world.platform.typeAs('ZhangSan', '帮助')

      expect(counters().callbacks).toMatchObject({ delivered: 1, retried: 2, lost: 0 })
      await awaitUntil('the message', () => world.hub.texts.length === 1)
    })

    it('P-12 does what a process had acknowledged and not done when it died', async () => {
      const memory = new ProcessMemory()
      await open({ deps: { memory } })
      world.hub.react = () => new Promise(() => undefined)
      await sendCard('n1')
      await world.platform.pressAs('ZhangSan', conversation()[0]?.id ?? '', 'take')
      await awaitUntil('the press to begin', () => world.hub.pressed.length === 1)
      world.clock.advance(minutes(2))

      const second = new FakeHub()
      second.react = () => leadCard('补上了')
      const another = world.another()
      await another.start(second)

      await awaitUntil('the change', () => conversation()[0]?.changedAt !== null)
      expect(second.pressed).toEqual(world.hub.pressed)
      await another.stop()
    })

    it('P-12 answers in a process that hears and does not speak', async () => {
      await open()
      const second = new FakeHub()
      second.answer = () => markdown('听到了')
      const standingBy = world.another()
      standingBy.listenFor(second)
      const server = serve(standingBy.door)
      const port = await server.listen(0, '127.0.0.1')
      await world.platform.setCallback(`http://127.0.0.1:${port}/wecom/callback`)

      await world.platform.typeAs('ZhangSan', '在吗')

      await awaitUntil('the answer', () => conversation().length === 2)
      expect([world.hub.texts, second.texts]).toEqual([[], ['在吗']])
      await server.close(100)
    })

    it('P-12 gives up after ten minutes what the hub cannot answer', async () => {
      const memory = new ProcessMemory()
      await open({ deps: { memory } })
      world.hub.answer = () => {
        throw new Error('not today')
      }
      await world.platform.typeAs('ZhangSan', '帮助')
      await awaitUntil('the first try', () => world.hub.texts.length === 1)
      world.clock.advance(minutes(2))
      await awaitUntil('another try', () => world.hub.texts.length === 2)
      world.clock.advance(minutes(9))

      await awaitUntil(
        'nothing to be left',
        async () => (await memory.undone(world.clock.now(), 1)).length === 0,
      )
      expect(world.hub.texts.length).toBeLessThan(100)
    })

    it('answers a person again a moment later where sending failed', async () => {
      await open()
      world.hub.answer = () => markdown('好')
      faults().plan({ path: send, times: 2, answer: { errcode: -1 } })

      await world.platform.typeAs('ZhangSan', '帮助')

      await awaitUntil('the answer', () => conversation().length === 2)
    })
  })

  describe('forgeries', () => {
    const text =
      '<xml><FromUserName>ZhangSan</FromUserName><MsgType>text</MsgType><Content>hi</Content><MsgId>1</MsgId></xml>'
    const stamp = (offset: number) => ({
      timestamp: String(Math.floor((world.clock.now() + offset) / 1_000)),
    })
    beforeEach(() => open())

    it('P-12 hears what is signed and no older than ten minutes', async () => {
      expect(await faults().forged(text, stamp(-599_000))).toBe(200)
      await awaitUntil('the message', () => world.hub.texts.length === 1)
    })

    it.each([
      ['another token', () => ({ token: 'wrong' })],
      ['another key', () => ({ aesKey: '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt' })],
      ['another receiver', () => ({ receiveId: 'ww999' })],
      ['a time eleven minutes ago', () => stamp(-660_000)],
      ['a time eleven minutes ahead', () => stamp(660_000)],
      ['no time', () => ({ timestamp: '' })],
      ['a time that is none', () => ({ timestamp: '1e9' })],
    ])('P-12 hears nothing with %s', async (_, by) => {
      expect(await faults().forged(text, by())).toBe(401)
      expect(world.hub.texts).toEqual([])
    })

    it('says whose clock or key is wrong, but only to a callback that was signed', async () => {
      await faults().forged(text, { token: 'wrong' })
      expect(world.logged.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([])
      await faults().forged(text, stamp(-660_000))
      await faults().forged(text, { receiveId: 'ww999' })

      expect(world.logged.map(({ message }) => message)).toEqual(
        expect.arrayContaining([
          'a signed wecom callback is too old or too new',
          'a wecom callback cannot be opened',
        ]),
      )
    })

    it.each([
      '',
      'null',
      '{"encrypt":"x"}',
      '<xml>',
      '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>',
    ])('P-12 refuses the body %p', async (body) => {
      expect(await faults().raw(body, { msg_signature: 'x', timestamp: '1', nonce: '2' })).toBe(400)
    })

    it.each([
      'no XML',
      '<xml><FromUserName>ZhangSan</FromUserName></xml>',
      '<xml><FromUserName/><MsgType>text</MsgType></xml>',
      '<xml><FromUserName>ZhangSan</FromUserName><MsgType>text</MsgType><Content>x</Content><MsgId>x</MsgId></xml>',
      '<xml><FromUserName>ZhangSan</FromUserName><MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId><AgentID>7</AgentID></xml>',
      '<xml><FromUserName>ZhangSan</FromUserName><MsgType>event</MsgType><Event>template_card_event</Event></xml>',
    ])('P-12 acknowledges the signed nonsense %p, so that it does not come again', async (nonsense) => {
      expect(await faults().forged(nonsense, {})).toBe(200)
      expect([world.hub.heard, world.hub.pressed]).toEqual([[], []])
    })

    it('takes nothing over a megabyte', async () => {
      expect(await faults().raw('x'.repeat((1 << 20) + 1), {})).toBe(413)
    })
  })
})
