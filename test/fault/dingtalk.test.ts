import { DWClient } from 'dingtalk-stream'

import { usualTimings } from '../../adapters/dingtalk/config'
import type { DeliveryOutcome } from '../../contract/ports/chat'
import { awaitUntil } from '../support/await-until'
import { app, botFor, dingtalkWorld, FakeHub, leadCard, takenCard } from '../support/dingtalk-world'
import { to, words } from '../support/dingtalk-world'
import type { DingtalkWorld } from '../support/dingtalk-world'

/** 15 s at the pace of these tests, and as much again for a busy machine. */
const fifteenSeconds = 2 * (15_000 / 25)

let world: DingtalkWorld
const stray: unknown[] = []
const note = (reason: unknown): void => void stray.push(reason)

const open = async (...args: Parameters<typeof dingtalkWorld>): Promise<DingtalkWorld> => {
  world = await dingtalkWorld(...args)
  return world
}

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

/** Types until the hub hears: what was typed while nobody was connected is lost, as on the real platform. */
const heardAgain = async ({ platform, hub }: DingtalkWorld): Promise<void> => {
  const before = hub.texts.length
  await awaitUntil('a message to be heard', async () => {
    if (platform.counters().liveConnections > 0) await platform.typeAs('zhangsan', '还在吗')
    return hub.texts.length > before
  })
}

beforeAll(() => process.on('unhandledRejection', note))
afterAll(() => process.off('unhandledRejection', note))
afterEach(async () => {
  await world.close()
  expect(world.platform.violations()).toEqual([])
  expect(stray).toEqual([])
})

/** What six attempts must take at the least: half of every wait is fixed, and the waits double up to a cap. */
const sixAttempts = [20, 40, 80, 160, 320].reduce((sum, wait) => sum + wait / 2, 0)

describe('a gateway that cannot be connected to', () => {
  it.each(['refused handshakes', 'failing registrations', 'busy registrations'])(
    'P-11 is not flooded: %s',
    async (how) => {
      const { platform, connected, bot } = await open()
      if (how === 'refused handshakes') platform.faults.refuseUpgrades(true)
      else platform.faults.failOpens(how === 'failing registrations' ? 500 : 503)
      const { opens } = platform.counters()
      const began = performance.now()
      platform.faults.dropConnections()

      await awaitUntil('six attempts', () => platform.counters().opens >= opens + 6)
      expect(performance.now() - began).toBeGreaterThanOrEqual(sixAttempts - 20)
      expect(bot.health()).toMatchObject({ state: 'down', detail: expect.stringContaining('连不上钉钉') })

      platform.faults.refuseUpgrades(false)
      platform.faults.failOpens(null)
      await connected()
      await heardAgain(world)
      expect(platform.counters().maxLive).toBe(1)
    },
  )

  it.each(['handshake', 'registration'])(
    'P-11 gives a %s up that hangs, and comes back when it hangs no more',
    async (what) => {
      const { platform, connected, logged } = await open()
      const hang = (on: boolean): void =>
        what === 'handshake' ? platform.faults.hangHandshakes(on) : platform.faults.hangOpens(on)
      const failed = () => logged.filter(({ message }) => message.includes('could not be connected')).length
      hang(true)
      platform.faults.dropConnections()
      await awaitUntil('a second attempt that is given up', () => failed() >= 2)

      hang(false)

      await connected()
      await heardAgain(world)
      await awaitUntil('one socket', () => platform.counters().liveConnections === 1)
    },
  )

  it('P-11 is left alone for long when it does not take the credentials, and the admin is told', async () => {
    const { platform } = await open()
    const wrong = botFor(platform, { clientSecret: 'not-the-secret' })
    const { opens } = platform.counters()

    await wrong.bot.start(new FakeHub())
    await heardAgain(world)

    expect(platform.counters().opens).toBe(opens + 1)
    expect(wrong.bot.health()).toMatchObject({
      state: 'down',
      detail: expect.stringContaining('Client Secret'),
    })
    expect(wrong.logged.filter(({ level }) => level === 'error')).toMatchObject([
      { detail: { retryInMs: 1_500 } },
    ])
    expect(JSON.stringify(wrong.logged)).not.toContain('not-the-secret')
    await wrong.bot.stop()
  })

  it('P-11 is connected to within 15 s of its return, at the usual timings, and no notice is lost', async () => {
    const { platform, bot, connected } = await open({}, { timings: usualTimings })
    await platform.faults.goAway()
    const sends = ['n1', 'n2', 'n3'].map((reference) => ({ reference, outcome: 'waiting' }))
    const sendAll = async (): Promise<boolean> => {
      for (const one of sends) one.outcome = (await bot.send(leadCard(), to('zhangsan'), one.reference)).kind
      return sends.every(({ outcome }) => outcome === 'sent')
    }
    await sendAll()
    expect(sends.map(({ outcome }) => outcome)).toEqual(['try-later', 'try-later', 'try-later'])
    await awaitUntil('the third failed attempt', () => bot.health().state === 'down', 15_000)

    await platform.faults.comeBack()
    const back = performance.now()
    await connected()
    await heardAgain(world)

    expect(performance.now() - back).toBeLessThan(15_000)
    await awaitUntil('every notice', sendAll, 15_000)
    expect(platform.conversation('zhangsan').filter(({ shown }) => shown.form === 'card')).toHaveLength(3)
  })

  it('P-11 is connected to within the bound however long it was away', async () => {
    const { platform, bot, logged } = await open()
    await platform.faults.goAway()
    const failed = () => logged.filter(({ message }) => message.includes('could not be connected')).length
    await awaitUntil('eight failed attempts', () => failed() >= 8)
    expect(bot.health().state).toBe('down')

    await platform.faults.comeBack()
    const back = performance.now()
    await heardAgain(world)

    expect(performance.now() - back).toBeLessThan(fifteenSeconds)
  })
})

describe('a connection that goes wrong', () => {
  it.each([
    'not json',
    'null',
    '[]',
    '{}',
    '{"type":"SYSTEM"}',
    '{"type":"CALLBACK","headers":{},"data":"{}"}',
    '',
  ])('P-11 hears on after the frame %j', async (garbage) => {
    const { platform, bot } = await open()
    platform.faults.sendGarbage(garbage)

    await heardAgain(world)

    expect(bot.health().connectionsOpened).toBe(1)
  })

  it('P-11 hears on when the hub throws, at once or later, and nothing escapes', async () => {
    const { platform, hub, bot } = await open()
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    hub.answer = () => {
      throw new Error('at once')
    }
    hub.react = () => Promise.reject(new Error('later'))
    await platform.typeAs('zhangsan', '一')
    await platform.pressAs('zhangsan', 'm1', 'take')
    await awaitUntil('the failure', () => hub.texts.length === 1)
    hub.answer = () => words('好了')
    hub.react = () => takenCard()

    await heardAgain(world)
    await platform.pressAs('zhangsan', 'm1', 'take')

    expect(hub.pressed).toHaveLength(2)
    expect(bot.health().connectionsOpened).toBe(1)
  })

  it('P-11 answers the pings of the gateway', async () => {
    const { platform } = await open({ pace: { systemPing: 20 } })

    await awaitUntil('three pongs', () => platform.counters().pongs >= 3)
  })

  it('P-11 notices within 15 s that the other end has vanished without a word', async () => {
    const { platform, hub } = await open({ pace: { redeliver: 150, redeliveries: 20, systemPing: 200 } })
    platform.faults.freeze()
    const frozen = performance.now()
    await platform.typeAs('zhangsan', '说给断线听')

    await awaitUntil('the message', () => hub.texts.length === 1)

    expect(performance.now() - frozen).toBeLessThan(fifteenSeconds)
    expect(hub.texts).toEqual(['说给断线听'])
    await awaitUntil('one connection', () => platform.counters().liveConnections === 1)
  })

  it('P-11 replaces a connection without a gap that pongs and brings nothing', async () => {
    const { platform, bot } = await open({}, { timings: { frameSilence: 250 } })

    await awaitUntil('a second connection', () => bot.health().connectionsOpened === 2)
    await heardAgain(world)

    expect(platform.counters().maxLive).toBeLessThanOrEqual(2)
    expect(bot.health().state).toBe('connected')
  })

  it('P-11 opens a new connection the moment the old one is announced to end, and drains the old', async () => {
    const { platform, bot, hub } = await open({ pace: { redeliver: 5_000 } }, { timings: { stableAfter: 0 } })
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    let finish: () => void = () => undefined
    hub.react = () => new Promise((resolve) => (finish = () => resolve(takenCard())))
    const pressing = platform.pressAs('zhangsan', 'm1', 'take')
    await awaitUntil('the press', () => hub.pressed.length === 1)

    platform.faults.announceDisconnect()
    const announced = performance.now()
    await awaitUntil('the new connection', () => bot.health().connectionsOpened === 2)
    const took = performance.now() - announced
    finish()
    await pressing
    await heardAgain(world)

    expect(took).toBeLessThan(250)
    expect(platform.conversation('zhangsan')[0]?.shown).toMatchObject({ buttons: [] })
    await awaitUntil('the old one to be gone', () => platform.counters().liveConnections === 1)
    expect(platform.counters()).toMatchObject({ maxLive: 2, opens: 2 })
  })

  it('P-11 does not chase a gateway that announces the end of every connection it gives', async () => {
    const { platform, bot } = await open()
    const began = performance.now()
    for (let n = 1; n <= 6; n += 1) {
      await awaitUntil('the next connection', () => bot.health().connectionsOpened >= n)
      platform.faults.announceDisconnect()
    }
    await awaitUntil('the seventh connection', () => bot.health().connectionsOpened >= 7)

    expect(performance.now() - began).toBeGreaterThanOrEqual(sixAttempts - 20)
    expect(platform.counters()).toMatchObject({ opens: 7 })
    expect(platform.counters().maxLive).toBeLessThanOrEqual(2)
  })

  it('P-12 sends an answer through the socket its question came by, or not at all', async () => {
    const { platform, hub, connected } = await open(
      { pace: { redeliver: 400 } },
      { timings: { ackMessage: 5_000 } },
    )
    let finish: () => void = () => undefined
    hub.answer = () => new Promise((resolve) => (finish = () => resolve(words('好'))))
    await platform.typeAs('zhangsan', '一句话')
    await awaitUntil('the message', () => hub.texts.length === 1)
    platform.faults.dropConnections()
    await awaitUntil('the loss', () => platform.counters().liveConnections === 0)
    await connected()

    finish()

    await awaitUntil('the answer', () => platform.conversation('zhangsan').length === 2)
    expect(hub.texts).toEqual(['一句话'])
  })

  it('P-12 asks the hub again for what it acknowledged before the hub failed: nobody else will', async () => {
    const { platform, hub } = await open({}, { timings: { ackMessage: 20 } })
    hub.answer = async () => {
      if (hub.texts.length > 1) return words('好')
      await awaitUntil('the acknowledgement', () => platform.counters().underWay === 0)
      throw new Error('too late for a redelivery')
    }
    await platform.typeAs('zhangsan', '一句话')

    await awaitUntil('the answer', () => platform.conversation('zhangsan').length === 2)

    expect(hub.texts).toEqual(['一句话', '一句话'])
  })

  it('P-11 has as many timers and sockets after two hundred forced reconnects as before', async () => {
    const { platform, bot } = await open(
      { pace: { disconnectGrace: 30 } },
      { timings: { stableAfter: 0, retryFirst: 2, drain: 20 } },
    )
    await heardAgain(world)
    const before = { timers: timers(), sockets: platform.counters().sockets }

    for (let n = 2; n <= 201; n += 1) {
      if (n % 2 === 0) platform.faults.dropConnections()
      else platform.faults.announceDisconnect()
      await awaitUntil('a reconnect', () => bot.health().connectionsOpened === n)
      if (n % 50 !== 1) continue
      await heardAgain(world)
      await awaitUntil('the drained to be gone', () => platform.counters().liveConnections === 1)
      await awaitUntil('the timers of before', () => timers() <= before.timers)
      expect(platform.counters().sockets).toBeLessThanOrEqual(before.sockets + 1)
    }

    expect(platform.counters()).toMatchObject({ opens: 201, liveConnections: 1 })
    expect(platform.counters().maxLive).toBeLessThanOrEqual(2)
  })
})

describe('stopping', () => {
  it('P-11 stays stopped when it is stopped between two attempts', async () => {
    const { platform, bot, hub } = await open()
    await platform.faults.goAway()
    await awaitUntil('the loss', () => bot.health().state !== 'connected')

    await bot.stop()
    await platform.faults.comeBack()
    const { opens } = platform.counters()
    const other = botFor(platform).bot
    await other.start(hub)
    await awaitUntil('the other bot', () => other.health().state === 'connected')
    await other.stop()

    expect(platform.counters()).toMatchObject({ opens: opens + 1 })
    await awaitUntil('nobody', () => platform.counters().liveConnections === 0)
    expect(bot.health()).toMatchObject({ state: 'down' })
  })

  it('P-11 stops in the middle of a handshake that hangs, and can be started again', async () => {
    const { platform, bot, hub, connected } = await open({}, { timings: { attempt: 20_000 } })
    platform.faults.hangHandshakes(true)
    const { opens } = platform.counters()
    platform.faults.dropConnections()
    await awaitUntil('the attempt', () => platform.counters().opens === opens + 1)

    await bot.stop()
    platform.faults.hangHandshakes(false)
    await bot.start(hub)

    await connected()
    await heardAgain(world)
    expect(platform.counters().liveConnections).toBe(1)
  })
})

describe('the SDK underneath', () => {
  const frame = (type: string, topic: string, messageId: string): string =>
    JSON.stringify({
      ...{ specVersion: '1.0', type, data: '{}' },
      headers: {
        appId: 'a',
        connectionId: 'c',
        contentType: 'application/json',
        messageId,
        time: '1',
        topic,
      },
    })

  it('P-12 acknowledges no event unread: one that comes all the same is told to come later', async () => {
    const { platform } = await open()
    platform.faults.sendGarbage(frame('EVENT', '*', 'event-1'))

    const [answer] = await awaitUntil('the answer', () => {
      const answers = platform.faults.answersTo('event-1')
      return answers.length > 0 && answers
    })

    expect(answer).toMatchObject({ data: expect.stringContaining('LATER') })
  })

  it('P-11 hears on after a callback of a topic that nobody asked for, and leaves it unacknowledged', async () => {
    const { platform } = await open()
    platform.faults.sendGarbage(frame('CALLBACK', '/v1.0/graph/api/invoke', 'call-1'))

    await heardAgain(world)

    expect(platform.faults.answersTo('call-1')).toEqual([])
  })

  it('shares no list of subscriptions with other clients, and subscribes to no event', async () => {
    const { platform } = await open()

    expect(platform.faults.push('EVENT', '*', {})).toBe(false)
    expect(new DWClient(app).getConfig().subscriptions).toEqual([{ type: 'EVENT', topic: '*' }])
  })
})

it('P-12 shows every notice once through lost answers, dropped sockets, dead tokens and overload', async () => {
  const { platform, bot } = await open({ pace: { callsPerSecond: 60 } }, { callsPerSecond: 400 })
  const wanted = Array.from({ length: 120 }, (_, n) => `n${n}`)
  const faults = [
    () => platform.faults.loseAnswers(3),
    () => platform.faults.dropConnections(),
    () => platform.faults.invalidateTokens(),
    () =>
      platform.faults.refuseNext(1, '/v1.0/card/instances/createAndDeliver', 500, { code: 'system.busy' }),
    () => platform.faults.announceDisconnect(),
  ]
  const waiting = new Set(wanted)
  const tried = new Set<string>()
  const outcomes: DeliveryOutcome['kind'][] = []
  const sendOne = async (reference: string, n: number): Promise<void> => {
    if (n % 8 === 0 && !tried.has(reference)) faults[(n / 8) % faults.length]?.()
    tried.add(reference)
    const { kind } = await bot.send(leadCard(reference), to('lisi'), reference)
    outcomes.push(kind)
    if (kind === 'sent') waiting.delete(reference)
  }

  await awaitUntil(
    'all of them',
    async () => {
      await Promise.all([...waiting].slice(0, 40).map(sendOne))
      return waiting.size === 0
    },
    20_000,
  )

  const titles = platform.conversation('lisi').map(({ shown }) => ('title' in shown ? shown.title : ''))
  expect(titles.sort()).toEqual([...wanted].sort())
  expect(outcomes).toContain('try-later')
})
