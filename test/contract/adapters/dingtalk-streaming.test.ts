import type { DeliveryOutcome } from '../../../contract/ports/chat'
import { awaitUntil } from '../../support/await-until'
import { dingtalkWorld, leadCard, to } from '../../support/dingtalk-world'
import type { DingtalkWorld } from '../../support/dingtalk-world'

let world: DingtalkWorld
const open = async (...args: Parameters<typeof dingtalkWorld>): Promise<DingtalkWorld> => {
  world = await dingtalkWorld(...args)
  await world.bot.send(leadCard('周报', { flowStatus: '1', markdown: '' }), to('zhangsan'), 'n1')
  return world
}

afterEach(async () => {
  await world.close()
  expect(world.platform.violations()).toEqual([])
})

const card = { platform: 'dingtalk', userId: 'zhangsan', reference: 'n1' } as const
const path = '/v1.0/card/streaming'
const say = (text: string, final = false, key = 'markdown'): Promise<DeliveryOutcome> =>
  world.bot.stream(card, { key, text, final })
const calls = (): number => world.platform.counters().calls[path] ?? 0
const shown = (): string => world.card().shown.text

describe('a text that grows in a card', () => {
  it('P-02 is shown as it grows and ends whole', async () => {
    await open()

    await say('一')
    expect(shown()).toBe('一')
    await say('一二')
    expect(shown()).toBe('一二')
    expect(await say('一二三', true)).toEqual({ kind: 'sent', message: card })
    expect(shown()).toBe('一二三')
  })

  it('P-02 goes out with its newest words where they come quicker than the gap', async () => {
    await open({}, { timings: { streamGap: 400 } })

    const first = say('1')
    await first
    const outcomes = Promise.all([say('12'), say('123'), say('1234')])
    await outcomes
    expect(calls()).toBe(2)
    expect(shown()).toBe('1234')
    await say('12345', true)

    expect(calls()).toBe(3)
    expect((await outcomes).map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent'])
  })

  it('P-02 ends without waiting for the gap', async () => {
    await open({}, { timings: { streamGap: 60_000 } })
    await say('1')
    const between = say('12')

    await say('123', true)

    expect(await between).toMatchObject({ kind: 'sent' })
    expect(calls()).toBe(2)
    expect(shown()).toBe('123')
  })

  it('P-02 ends whatever it takes: too many calls, a dead token', async () => {
    const { platform } = await open()
    await say('1')
    platform.faults.refuseNext(1, path, 403, { code: 'Forbidden.AccessDenied.QpsLimitForApi' })
    platform.faults.invalidateTokens()

    expect(await say('12', true)).toMatchObject({ kind: 'sent' })

    expect(shown()).toBe('12')
  })

  it('P-02 drops a text in between that DingTalk has no room for, and says so', async () => {
    const { platform } = await open()
    platform.faults.refuseNext(1, path, 500, { code: 'system.error' })

    expect(await say('1')).toMatchObject({ kind: 'try-later' })
    expect(await say('12', true)).toMatchObject({ kind: 'sent' })
  })

  it('P-02 takes nothing after its end', async () => {
    await open()
    await say('1', true)

    expect(await say('12')).toMatchObject({ kind: 'refused', code: 'stream-ended' })
    expect(calls()).toBe(1)
  })

  it.each([
    ['a variable that the template does not have', 'nothing'],
    ['a variable that is no Markdown', 'btns'],
  ])('P-02 is refused once and for all in %s', async (_, key) => {
    await open()

    expect(await say('1', false, key)).toMatchObject({
      kind: 'refused',
      code: 'unknownError',
      advice: expect.stringContaining('DINGTALK_CARD_TEMPLATE_ID'),
    })
    expect(calls()).toBe(1)
  })

  it('P-02 is refused in a card that was done from the start', async () => {
    const { bot } = await open()
    await bot.send(leadCard('线索'), to('lisi'), 'n2')

    const outcome = await bot.stream(
      { ...card, userId: 'lisi', reference: 'n2' },
      { key: 'markdown', text: '1', final: false },
    )

    expect(outcome).toMatchObject({ kind: 'refused' })
  })

  it('P-11 leaves nothing behind when the bot is stopped in the middle', async () => {
    const { bot, hub } = await open({}, { timings: { streamGap: 60_000 } })
    await say('1')
    const waiting = say('12')

    await bot.stop()

    expect((await waiting).kind).toBe('sent')
    await bot.start(hub)
    await awaitUntil('the connection', () => bot.health().state === 'connected')
    expect(await say('123', true)).toMatchObject({ kind: 'sent' })
  })
})
