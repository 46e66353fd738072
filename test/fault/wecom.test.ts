import { awaitUntil } from '../support/await-until'
import { botFor, FakeHub, leadCard, markdown, quickPace, to, wecomWorld } from '../support/wecom-world'
import type { WecomWorld } from '../support/wecom-world'

/** What a network and a gateway do to the bot, and that nothing is lost or shown twice by it. */
describe('WeCom bot under faults', () => {
  let world: WecomWorld

  beforeEach(async () => {
    world = await wecomWorld()
    world.hub.answer = ({ text }) => markdown(`答 ${text}`)
  })
  afterEach(async () => {
    await world.bot.stop()
    await awaitUntil('every socket to close', () => counters().liveConnections === 0)
    await world.close()
  })

  const counters = () => world.platform.faults.counters()
  const conversation = () => world.platform.conversation('ZhangSan')
  const faults = () => world.platform.faults
  const send = (reference: string) => world.bot.send(leadCard(), to('ZhangSan'), reference)
  const disconnected = () =>
    awaitUntil('the loss to be noticed', () => world.bot.health().state !== 'connected')

  /** A message and its answer go through, over one connection, and never were there two. */
  const expectFlow = async (text: string) => {
    await world.platform.typeAs('ZhangSan', text)
    await awaitUntil('the answer', () =>
      conversation().some(({ shown }) => shown.form === 'markdown' && shown.text === `答 ${text}`),
    )
    await awaitUntil('one live connection', () => counters().liveConnections === 1)
    expect(counters().mostLiveAtOnce).toBe(1)
  }

  it('P-11 comes back after every connection was cut', async () => {
    for (const text of ['一', '二', '三']) {
      faults().dropConnections()
      await disconnected()
      await world.connected()
      await expectFlow(text)
    }
    expect(counters().connectionsOpened).toBe(4)
  })

  it('P-11 keeps a notice while the gateway is gone and shows it on its return', async () => {
    await faults().goAway()
    await disconnected()
    const during = await send('n1')
    await world.platform.typeAs('ZhangSan', '在吗')
    await awaitUntil('the advice to look at the network', () => world.bot.health().detail.includes('防火墙'))

    await faults().comeBack()
    await world.connected()

    expect(during).toMatchObject({ kind: 'try-later', code: 'not-connected' })
    expect((await send('n1')).kind).toBe('sent')
    await expectFlow('还在吗')
    expect(world.hub.texts).toEqual(['在吗', '还在吗'])
  })

  it('P-11 knocks ever more slowly at a gateway that refuses', async () => {
    const started = performance.now()
    faults().refuse()
    await awaitUntil('eight more attempts', () => counters().attempts >= 9)
    const took = performance.now() - started

    // 20, 40, 80, 160 and then 200 ms, each at most a fifth shorter.
    expect(took).toBeGreaterThan(0.8 * (20 + 40 + 80 + 160 + 4 * 200) - 20)
    faults().accept()
    await world.connected()
    await expectFlow('一')
  })

  it('P-11 notices a connection that went silent and takes a new one', async () => {
    faults().freeze()
    faults().thaw()
    await world.platform.typeAs('ZhangSan', '听得到吗')

    await disconnected()
    await world.connected()

    await expectFlow('一')
    expect(world.hub.texts).toEqual(['听得到吗', '一'])
  })

  it('P-11 does not wait for ever for a gateway that never answers the subscribe', async () => {
    faults().freeze()
    faults().dropConnections()
    await awaitUntil('several vain attempts', () => counters().connectionsOpened >= 4)

    faults().thaw()
    await world.connected()

    await expectFlow('一')
  })

  it('P-11 does not wait for ever for a handshake', async () => {
    faults().hangHandshakes(true)
    faults().dropConnections()
    await awaitUntil('several vain attempts', () => counters().attempts >= 4)

    faults().hangHandshakes(false)
    await world.connected()

    await expectFlow('一')
  })

  it('P-11 does not hurry when every connection is cut as soon as it is accepted', async () => {
    const started = performance.now()
    for (let cut = 0; cut < 6; cut += 1) {
      faults().dropConnections()
      await disconnected()
      await world.connected()
    }

    expect(performance.now() - started).toBeGreaterThan(0.8 * (20 + 40 + 80 + 160 + 200 + 200) - 20)
  })

  it('P-11 takes a new connection when the gateway has forgotten this one', async () => {
    faults().forgetSubscription()

    expect(await send('n1')).toMatchObject({ kind: 'try-later', code: 'wecom-846609' })
    await awaitUntil('the second connection', () => counters().connectionsOpened === 2)
    await world.connected()

    expect((await send('n1')).kind).toBe('sent')
    await expectFlow('一')
  })

  it('P-11 survives broken frames without losing the connection', async () => {
    faults().sendGarbage()
    await expectFlow('一')

    expect(counters().connectionsOpened).toBe(1)
    expect(world.hub.pressed).toHaveLength(0)
  })

  it('P-11 drops a connection over which far too much arrives at once, and lives on', async () => {
    faults().sendGarbage(`"${'x'.repeat(2 * 1024 * 1024)}"`)
    await disconnected()
    await world.connected()

    await expectFlow('一')
  })

  it('P-12 shows a card once although its acknowledgement was lost', async () => {
    faults().loseAcks(1)

    expect(await send('n1')).toMatchObject({ kind: 'try-later', code: 'no-answer' })
    expect((await send('n1')).kind).toBe('sent')
    expect(conversation()).toHaveLength(1)
  })

  it('P-12 shows a card once although the platform is slow to acknowledge', async () => {
    faults().slowAcks(400)
    expect((await send('n1')).kind).toBe('try-later')
    expect((await send('n1')).kind).toBe('try-later')

    faults().slowAcks(0)

    expect((await send('n1')).kind).toBe('sent')
    expect(conversation()).toHaveLength(1)
  })

  it('P-01 knows a refusal that does not name the card it is about', async () => {
    faults().refuseNamelessly(true)

    const outcome = await world.bot.send(leadCard('x', { colour: 'red' }), to('ZhangSan'), 'n1')

    expect(outcome).toMatchObject({ kind: 'refused', code: 'wecom-40058' })
  })

  it('P-12 answers over the next connection when the one that asked is gone', async () => {
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    world.hub.message = async (message) => {
      world.hub.heard.push(message)
      await released
      return markdown('久等了')
    }
    await world.platform.typeAs('ZhangSan', '今日热客')
    await awaitUntil('the question', () => world.hub.heard.length === 1)

    faults().dropConnections()
    await disconnected()
    release()

    await awaitUntil('the answer', () => conversation().length === 2)
    expect(conversation()[1]?.shown).toEqual({ form: 'markdown', text: '久等了' })
  })

  it('P-10 knocks slowly with a wrong secret, says what to do, and comes back when it is accepted', async () => {
    faults().refuseSubscribes(true)
    faults().dropConnections()
    await awaitUntil('the bot to give up hurrying', () => world.bot.health().state === 'down')
    const knocked = counters().connectionsOpened
    const refusedAt = performance.now()

    expect(knocked).toBe(1 + (quickPace.quickAuthTries ?? 0))
    expect(world.bot.health().detail).toMatch('Secret')
    expect(await send('n1')).toMatchObject({ kind: 'try-later', code: 'credentials-refused' })
    expect(world.logged.filter(({ level }) => level === 'error').length).toBeGreaterThan(0)
    faults().refuseSubscribes(false)
    await world.connected()
    expect(performance.now() - refusedAt).toBeGreaterThan((quickPace.authRetry ?? 0) - 100)
    await expectFlow('一')
  })

  it('P-12 never logs the secret nor what people say', async () => {
    await world.platform.typeAs('ZhangSan', '客户手机 13800000000')
    await send('n1')
    faults().dropConnections()
    await disconnected()
    await world.connected()

    const everything = JSON.stringify(world.logged)
    expect(everything).not.toContain('secret-1')
    expect(everything).not.toContain('13800000000')
    expect(everything).not.toContain('华东机电')
  })

  it('P-09 gives a wrong address time and says what to look at', async () => {
    const { bot } = botFor(world.platform, { wsUrl: 'not an address' })
    await bot.start(new FakeHub())

    await awaitUntil('the advice', () => bot.health().detail.includes('防火墙'))
    await bot.stop()
    expect(bot.health()).toMatchObject({ state: 'down', connectionsOpened: 0 })
  })
})

describe('WeCom bot, many faults at once', () => {
  it('P-12 shows each of 180 cards exactly once, whatever happens on the way', async () => {
    const members = Array.from({ length: 30 }, (_, n) => ({ userId: `member${n}`, name: `成员${n}` }))
    const world = await wecomWorld({ members }, { pace: { ...quickPace, reconnectCap: 60, ackWithin: 120 } })
    const { faults } = world.platform
    const trouble = [
      () => faults.dropConnections(),
      () => faults.loseAcks(2),
      () => faults.sendGarbage(),
      () => (faults.freeze(), faults.thaw()),
      () => faults.loseAcks(1),
      () => (faults.refuse(), setTimeout(() => faults.accept(), 60)),
    ]
    const deliver = async (n: number) => {
      const send = () => world.bot.send(leadCard(`第 ${n} 条`), to(`member${n % 30}`), `n${n}`)
      await awaitUntil(`card ${n}`, async () => (await send()).kind === 'sent', 20_000)
    }
    for (let batch = 0; batch < 18; batch += 1) {
      trouble[batch % trouble.length]?.()
      await Promise.all(Array.from({ length: 10 }, (_, k) => deliver(batch * 10 + k)))
    }

    const shown = members.flatMap(({ userId }) => world.platform.conversation(userId))
    expect(shown).toHaveLength(180)
    expect(new Set(shown.map(({ shown }) => shown.form === 'card' && shown.title)).size).toBe(180)
    expect(faults.counters()).toMatchObject({ mostLiveAtOnce: 1, dropped: 0 })
    await world.close()
  })
})
