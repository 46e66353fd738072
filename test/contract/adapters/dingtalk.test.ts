import { join } from 'node:path'

import { createSimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import { cardForNotice, render } from '../../../bot'
import { context, leadAlert, outbound, strategyStep } from '../../builders/notices'
import { awaitUntil } from '../../support/await-until'
import { app, botFor, button, dingtalkWorld, FakeHub, leadCard, members } from '../../support/dingtalk-world'
import { takenCard, to, words } from '../../support/dingtalk-world'
import type { DingtalkWorld } from '../../support/dingtalk-world'
import { tempDir } from '../../support/temp-dir'

let world: DingtalkWorld
const open = async (...args: Parameters<typeof dingtalkWorld>): Promise<DingtalkWorld> => {
  world = await dingtalkWorld(...args)
  return world
}

afterEach(async () => {
  await world.close()
  expect(world.platform.violations()).toEqual([])
})

const create = '/v1.0/card/instances/createAndDeliver'
const update = '/v1.0/card/instances'
const batch = '/v1.0/robot/oToMessages/batchSend'

describe('cards', () => {
  it('P-02 delivers a card in STREAM mode that shows what the hub rendered', async () => {
    const { bot, card } = await open()

    const outcome = await bot.send(leadCard(), to('zhangsan'), 'n1')

    expect(outcome).toEqual({
      kind: 'sent',
      message: { platform: 'dingtalk', userId: 'zhangsan', reference: 'n1' },
    })
    expect(card().shown).toEqual({
      form: 'card',
      reference: 'n1',
      source: '中枢',
      title: '热线索：华东机电',
      subtitle: '意向强度 87.0',
      facts: [],
      text: '三天内四次打开 **报价页**',
      buttons: [
        { key: 'take', text: '接手', style: 'primary' },
        { key: 'snooze', text: '稍后', style: 'normal' },
        { key: 'wrong', text: '判断有误', style: 'danger' },
      ],
    })
  })

  it.each([
    ['lead-alert', leadAlert()],
    ['strategy-step', strategyStep()],
  ])('P-02 takes the %s card exactly as the bot renders it', async (_, notice) => {
    const { bot, card } = await open()
    const rendered = render(cardForNotice(outbound(notice), context), 'dingtalk', context)

    expect(await bot.send(rendered, to('zhangsan'), 'n1')).toMatchObject({ kind: 'sent' })

    expect(card().shown).toMatchObject({ form: 'card', title: rendered.body.title })
    expect(card().shown).toMatchObject({
      buttons: expect.arrayContaining([expect.objectContaining({ key: 'take' })]),
    })
  })

  it('P-02 shows a card once however often it is sent under one reference', async () => {
    const { bot, platform } = await open()

    await Promise.all([1, 2, 3].map(() => bot.send(leadCard(), to('zhangsan'), 'n1')))
    const again = await botFor(platform).bot.send(leadCard(), to('zhangsan'), 'n1')

    expect(again.kind).toBe('sent')
    expect(platform.counters().shown).toBe(1)
  })

  it('P-12 shows a card once when the answer to its delivery was lost', async () => {
    const { bot, platform } = await open()
    platform.faults.loseAnswers(1, create)

    const first = await bot.send(leadCard(), to('zhangsan'), 'n1')
    const second = await bot.send(leadCard(), to('zhangsan'), 'n1')

    expect([first.kind, second.kind]).toEqual(['try-later', 'sent'])
    expect(platform.counters().shown).toBe(1)
  })

  it('P-03 puts the new card into the answer of the press, without an API call', async () => {
    const { bot, hub, platform, card } = await open()
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    hub.react = () => takenCard()
    const began = Date.now()

    await platform.pressAs('zhangsan', card().id, 'take')

    expect(Date.now() - began).toBeLessThan(2_000)
    expect(hub.pressed).toMatchObject([
      {
        from: to('zhangsan'),
        reference: 'n1',
        key: 'take',
        pressId: expect.stringContaining('n1:zhangsan:take:'),
      },
    ])
    expect(card().shown).toMatchObject({
      facts: [{ name: '状态', value: '已确认 by 张三 14:02' }],
      buttons: [],
    })
    expect(card().changedAt).not.toBeNull()
    expect(platform.counters().calls[update]).toBeUndefined()
  })

  it('P-03 tells two taps apart, so that the hub can answer the second with what the first did', async () => {
    const { bot, hub, platform, card } = await open()
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    hub.react = () => takenCard()
    const { id } = card()

    await Promise.all([platform.pressAs('zhangsan', id, 'take'), platform.pressAs('zhangsan', id, 'take')])

    expect(new Set(hub.pressed.map(({ pressId }) => pressId)).size).toBe(2)
    expect(card().shown).toMatchObject({ buttons: [] })
  })

  it('P-03 updates the card of everybody else through the API', async () => {
    const { bot, platform, card } = await open()
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    const sent = await bot.send(leadCard(), to('lisi'), 'n2')
    if (sent.kind !== 'sent') throw new Error('not sent')

    expect((await bot.replace(takenCard(), sent.message)).kind).toBe('sent')

    expect(card('lisi').shown).toMatchObject({ title: '热线索：华东机电', buttons: [] })
    expect(card('zhangsan').changedAt).toBeNull()
    expect(platform.counters().calls[update]).toBe(1)
  })

  it('P-03 answers in time and shows the card later when the hub is slow', async () => {
    const { bot, hub, platform, card } = await open({}, { timings: { ackPress: 60 } })
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    let finish: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    hub.react = async () => {
      await slow
      return takenCard()
    }

    await platform.pressAs('zhangsan', card().id, 'take')
    expect(card().shown).toMatchObject({ buttons: [{}, {}, {}] })
    finish()

    await awaitUntil('the late card', () => card().changedAt !== null)
    expect(card().shown).toMatchObject({ buttons: [] })
  })

  it('P-03 leaves the card as it is when the hub fails, and it can be pressed again', async () => {
    const { bot, hub, platform, card } = await open()
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    hub.react = () => {
      throw new Error('the hub is ill')
    }
    await platform.pressAs('zhangsan', card().id, 'take')
    hub.react = () => takenCard()

    await platform.pressAs('zhangsan', card().id, 'take')

    expect(card().shown).toMatchObject({ buttons: [] })
  })

  it('says words instead of changing the card when that is the answer to a press', async () => {
    const { bot, hub, platform } = await open()
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    hub.react = () => words('因为三天内四次打开报价页')

    await platform.pressAs('zhangsan', 'm1', 'take')

    await awaitUntil('the words', () => platform.conversation('zhangsan').length === 2)
    expect(platform.conversation('zhangsan')[1]?.shown).toMatchObject({ text: '因为三天内四次打开报价页' })
  })

  it('keeps the cards of a new installation apart from its predecessor by the card space', async () => {
    const { bot, hub, platform } = await open()
    await bot.send(leadCard('旧的'), to('zhangsan'), 'n1')
    await bot.stop()
    const next = botFor(platform, { cardSpace: 'k7' })
    await next.bot.start(hub)
    hub.react = () => takenCard()

    await next.bot.send(leadCard('新的'), to('zhangsan'), 'n1')
    await platform.pressAs('zhangsan', 'm2', 'take')
    await platform.pressAs('zhangsan', 'm1', 'take')
    await next.bot.stop()

    expect(
      platform.conversation('zhangsan').map(({ shown }) => ('title' in shown ? shown.title : '')),
    ).toEqual(['旧的', '热线索：华东机电'])
    expect(hub.pressed.map(({ reference }) => reference)).toEqual(['n1'])
  })
})

describe('what DingTalk refuses', () => {
  const page = '<!DOCTYPE html><html>blocked</html>'
  const permission = {
    code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    message: 'no',
    accessdenieddetail: { requiredScopes: ['Card.Instance.Write'] },
  }
  it.each([
    [403, permission, { kind: 'refused', advice: expect.stringContaining('Card.Instance.Write') }],
    [403, { code: 'Forbidden.AccessDenied.QpsLimitForApi' }, { kind: 'try-later' }],
    [
      403,
      { code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' },
      { kind: 'refused', advice: expect.stringContaining('额度') },
    ],
    [400, { code: 'param.contentUnsafe' }, { kind: 'refused', code: 'param.contentUnsafe' }],
    [
      400,
      { code: 'param.templateUnpublished' },
      { kind: 'refused', advice: expect.stringContaining('模板') },
    ],
    [400, { code: 'param.userIdNotExist' }, { kind: 'skipped', because: 'left-the-company' }],
    [500, { code: 'system.busy' }, { kind: 'try-later', code: 'system.busy' }],
    [504, {}, { kind: 'try-later', code: 'http-504' }],
    [200, { status: 1111, wait: 5, source: 'x5', punish: 'deny' }, { kind: 'try-later', after: 300_000 }],
    [403, page, { kind: 'try-later', after: 300_000, code: 'ip-blocked' }],
  ])('P-20 %s %j', async (status, body, expected) => {
    const { bot, platform } = await open()
    platform.faults.refuseNext(1, create, status, body)

    expect(await bot.send(leadCard(), to('zhangsan'), 'n1')).toMatchObject(expected)
    expect(platform.counters().shown).toBe(0)
  })

  it('asks for nothing more for five minutes once its address is shut out', async () => {
    const { bot, platform } = await open()
    platform.faults.refuseNext(1, create, 403, page)
    await bot.send(leadCard(), to('zhangsan'), 'n1')

    expect(await bot.send(leadCard(), to('lisi'), 'n2')).toMatchObject({
      kind: 'try-later',
      code: 'ip-blocked',
    })
    expect(platform.counters().calls[create]).toBeUndefined()
  })

  it('says who cannot be reached, for cards and for words', async () => {
    const { bot } = await open()

    expect(await bot.send(leadCard(), to('nobody'), 'n1')).toEqual({
      kind: 'skipped',
      because: 'left-the-company',
    })
    expect(await bot.send(words('你好'), to('nobody'), 'n2')).toEqual({
      kind: 'skipped',
      because: 'outside-visible-range',
    })
  })

  it('delivers a card that was made but did not arrive, when it is sent again', async () => {
    const { bot, platform } = await open({}, { robotCode: 'dingother' })
    const failed = await bot.send(leadCard(), to('zhangsan'), 'n1')
    const again = await bot.send(leadCard(), to('zhangsan'), 'n1')

    expect(failed).toMatchObject({ kind: 'refused', code: 'deliver-failed' })
    expect(again).toMatchObject({ kind: 'refused', code: 'deliver-failed' })
    expect(platform.counters().calls['/v1.0/card/instances/deliver']).toBe(1)
  })

  it('comes later for those whose messages are flow-controlled', async () => {
    const { bot, platform } = await open()
    const body = { processQueryKey: 'q', invalidStaffIdList: [], flowControlledStaffIdList: ['zhangsan'] }
    platform.faults.refuseNext(1, batch, 200, body)

    expect(await bot.send(words('你好'), to('zhangsan'), 'n1')).toMatchObject({ kind: 'try-later' })
    expect(await bot.send(words('你好'), to('zhangsan'), 'n1')).toMatchObject({ kind: 'sent' })
  })

  it('renews a token that was taken away early, once for many calls at the same time', async () => {
    const { bot, platform } = await open()
    await bot.send(leadCard(), to('zhangsan'), 'n0')
    platform.faults.invalidateTokens()

    const outcomes = await Promise.all([1, 2, 3, 4].map((n) => bot.send(leadCard(), to('zhangsan'), `n${n}`)))

    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(platform.counters().tokens).toBe(2)
  })

  it('keeps notices, and the gateway unharmed, while the secret is wrong', async () => {
    const { bot, platform, logged } = await open()
    const wrong = botFor(platform, { clientSecret: 'not-it' })

    const outcomes = await Promise.all(
      [1, 2, 3].map((n) => wrong.bot.send(leadCard(), to('zhangsan'), `n${n}`)),
    )

    expect(outcomes).toMatchObject(Array(3).fill({ kind: 'try-later' }))
    expect(wrong.logged.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect(JSON.stringify([wrong.logged, logged])).not.toContain('not-it')
    expect(bot.health().state).toBe('connected')
  })

  it('stays under the calls a second that DingTalk allows and shows every card of a burst', async () => {
    const { bot, platform } = await open()

    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => bot.send(leadCard(), to('zhangsan'), `n${n}`)),
    )

    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true)
    expect(platform.counters().shown).toBe(30)
    expect(world.calls.made).toBe(30)
    expect(platform.counters().spent).toBe(30)
  })

  it('P-02 brings a card to each of 300 people in one burst, without one call too many', async () => {
    const reps = Array.from({ length: 300 }, (_, n) => ({ userId: `rep${n}`, name: `销售${n}` }))
    const { bot, platform } = await open(
      { members: reps, pace: { callsPerSecond: 400 } },
      { callsPerSecond: 300 },
    )

    const outcomes = await Promise.all(reps.map(({ userId }, n) => bot.send(leadCard(), to(userId), `n${n}`)))

    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true)
    expect(reps.every(({ userId }) => platform.conversation(userId).length === 1)).toBe(true)
    expect(platform.counters().spent).toBe(300)
  })

  it('says so when the calls of the month are used up, and nothing of what people see is lost', async () => {
    const { bot, platform, hub, card } = await open({ pace: { callsInAll: 1 } })
    hub.react = () => takenCard()
    await bot.send(leadCard(), to('zhangsan'), 'n1')

    expect(await bot.send(leadCard(), to('lisi'), 'n2')).toMatchObject({
      kind: 'refused',
      code: 'Forbidden.AccessDenied.ApiCountLimitForOrg',
      advice: expect.stringContaining('额度'),
    })
    await platform.pressAs('zhangsan', card().id, 'take')

    expect(card().shown).toMatchObject({ buttons: [] })
  })

  it('refuses what is not for DingTalk before asking it', async () => {
    const { bot, platform } = await open()
    const sent = { platform: 'dingtalk' as const, userId: 'zhangsan', reference: 'n1' }

    expect(await bot.send(leadCard('x', { flowStatus: 3 }), to('zhangsan'), 'n1')).toMatchObject({
      code: 'not-strings',
    })
    expect(await bot.send({ ...words('x'), body: {} }, to('zhangsan'), 'n1')).toMatchObject({
      code: 'not-text',
    })
    expect(await bot.send(leadCard(), to('zhangsan'), 'n 1')).toMatchObject({ code: 'bad-reference' })
    expect(await bot.send({ ...words('x'), platform: 'wecom' }, to('zhangsan'), 'n1')).toMatchObject({
      code: 'other-platform',
    })
    expect(await bot.replace(words('x'), sent)).toMatchObject({ kind: 'refused', code: 'no-way-to-update' })
    expect(await bot.replace(leadCard(), sent)).toMatchObject({ kind: 'refused', code: 'param.cardNotExist' })
    expect(platform.counters().shown).toBe(0)
  })
})

describe('what people say', () => {
  it('P-09 hears and answers over connections that only go out', async () => {
    const { hub, platform } = await open()
    hub.answer = ({ text }) => words(`收到：${text}`)

    await platform.typeAs('zhangsan', ' 热线索 ')

    await awaitUntil('the answer', () => platform.conversation('zhangsan').length === 2)
    expect(hub.heard).toMatchObject([{ from: to('zhangsan'), text: '热线索', group: null }])
    expect(platform.conversation('zhangsan')[1]?.shown).toEqual({ form: 'markdown', text: '收到：热线索' })
    expect(world.calls.made).toBe(0)
  })

  it('answers with a card in the single chat', async () => {
    const { hub, platform, card } = await open()
    hub.answer = () => leadCard()

    await platform.typeAs('zhangsan', '热线索')

    await awaitUntil('the card', () => card())
  })

  it('takes speech for text', async () => {
    const { hub, platform } = await open()

    await platform.speakAs('zhangsan', '确认三')

    await awaitUntil('the words', () => hub.texts.length === 1)
    expect(hub.texts).toEqual(['确认三'])
  })

  it('answers a group in the group with words, and with a card in the single chat', async () => {
    const { hub, platform, card } = await open()
    hub.answer = ({ text }) => (text === '卡片' ? leadCard() : words('在这里'))

    await platform.typeInGroupAs('zhangsan', '华东组', '文字')
    await platform.typeInGroupAs('zhangsan', '华东组', '卡片')

    await awaitUntil('the card', () => card())
    await awaitUntil('the words', () => platform.conversation('华东组').length === 3)
    expect(hub.heard).toMatchObject([{ text: '文字', group: 'cid华东组==' }, { text: '卡片' }])
    expect(platform.conversation('华东组').filter(({ from }) => from === 'bot')).toMatchObject([
      { shown: { text: '在这里' } },
    ])
  })

  it('falls back to a message of its own when the session webhook does not take the answer', async () => {
    const { hub, platform } = await open()
    hub.answer = () => words('还是回答了')
    platform.faults.refuseNext(1, '/robot/sendBySession', 200, { errcode: 300001, errmsg: 'session 不存在' })

    await platform.typeAs('zhangsan', '热线索')

    await awaitUntil('the answer', () => platform.conversation('zhangsan').length === 2)
    expect(platform.counters().calls[batch]).toBe(1)
  })

  it('P-12 hears a message once that is brought again because its acknowledgement was late', async () => {
    const { hub, platform } = await open({ pace: { redeliver: 50 } }, { timings: { ackMessage: 400 } })
    let finish: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    hub.answer = async () => {
      await slow
      return words('好')
    }

    await platform.typeAs('zhangsan', '热线索')
    await awaitUntil('the redelivery to be acknowledged', () => hub.texts.length === 1)
    finish()

    await awaitUntil('the answer', () => platform.conversation('zhangsan').length === 2)
    expect(hub.texts).toEqual(['热线索'])
    expect(platform.counters().shown).toBe(1)
  })

  it('P-12 has a message brought again that the hub could not take in', async () => {
    const { hub, platform } = await open({ pace: { redeliver: 50 } })
    hub.answer = () => {
      if (hub.texts.length === 1) throw new Error('the store is away')
      return words('现在好了')
    }

    await platform.typeAs('zhangsan', '热线索')

    await awaitUntil('the answer', () => platform.conversation('zhangsan').length === 2)
    expect(hub.texts).toEqual(['热线索', '热线索'])
  })

  it('keeps the order in which one person writes', async () => {
    const { hub, platform } = await open()
    for (const n of [1, 2, 3, 4, 5]) await platform.typeAs('zhangsan', `第${n}句`)

    await awaitUntil('all of it', () => hub.texts.length === 5)
    expect(hub.texts).toEqual(['第1句', '第2句', '第3句', '第4句', '第5句'])
  })

  it('passes over what it cannot read, and goes on', async () => {
    const { hub, platform, logged } = await open()
    platform.faults.push('CALLBACK', '/v1.0/im/bot/messages/get', {
      msgId: 'x',
      text: { content: '没有员工号' },
    })
    platform.faults.push('CALLBACK', '/v1.0/im/bot/messages/get', 'nonsense')
    platform.faults.push('CALLBACK', '/v1.0/card/instances/callback', { outTrackId: 'n1' })

    await platform.typeAs('zhangsan', '还在吗')

    await awaitUntil('the message', () => hub.texts.length === 1)
    expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(3)
  })

  it('calls no webhook outside DingTalk', async () => {
    const { hub, platform } = await open()
    hub.answer = () => words('好')
    const message = {
      ...{ msgId: 'evil', senderStaffId: 'zhangsan', conversationType: '1', text: { content: '你好' } },
      ...{ sessionWebhook: 'http://169.254.169.254/latest', sessionWebhookExpiredTime: Date.now() + 900_000 },
    }
    platform.faults.push('CALLBACK', '/v1.0/im/bot/messages/get', message)

    await awaitUntil('the answer', () => platform.conversation('zhangsan').length === 1)
    expect(platform.counters().calls[batch]).toBe(1)
  })
})

describe('the stand-in', () => {
  it('P-20 brings conversations and cards back after an end without a goodbye', async () => {
    const stateFile = join(tempDir(), 'dingtalk.jsonl')
    const { bot, platform } = await open({ stateFile })
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    const sent = await bot.send(leadCard(), to('zhangsan'), 'n2')
    if (sent.kind === 'sent') await bot.replace(takenCard(), sent.message)
    await platform.typeAs('zhangsan', '热线索')

    const again = createSimulatedDingtalk({ ...app, members, stateFile })
    await again.start()
    const hub = new FakeHub()
    hub.react = () => takenCard('李四')
    const later = botFor(again).bot
    await later.start(hub)

    expect(again.conversation('zhangsan')).toEqual(platform.conversation('zhangsan'))
    await again.pressAs('zhangsan', 'm1', 'take')
    expect(again.conversation('zhangsan')[0]?.shown).toMatchObject({ buttons: [] })
    expect((await later.send(leadCard(), to('zhangsan'), 'n2')).kind).toBe('sent')
    expect(again.counters().shown).toBe(0)
    await later.stop()
    await again.stop()
  })

  it('P-20 tells the person when nobody is connected, and the message is lost', async () => {
    const { bot, hub, platform } = await open()
    await bot.stop()

    await platform.typeAs('zhangsan', '在吗')
    await bot.start(hub)

    expect(platform.conversation('zhangsan')[1]).toMatchObject({ from: 'bot', shown: { form: 'text' } })
    expect(hub.texts).toEqual([])
  })

  it('P-20 lets a press fail that nobody answers, and the card can be pressed again', async () => {
    const { bot, hub, platform, card } = await open({ pace: { press: 50 } })
    await bot.send(leadCard(), to('zhangsan'), 'n1')
    let finish: () => void = () => undefined
    hub.react = () => new Promise((resolve) => (finish = () => resolve(null)))

    await expect(platform.pressAs('zhangsan', card().id, 'take')).rejects.toMatchObject({
      code: 'platform-unreachable',
    })
    finish()
    hub.react = () => takenCard()
    await platform.pressAs('zhangsan', card().id, 'take')

    expect(card().shown).toMatchObject({ buttons: [] })
    await expect(platform.pressAs('zhangsan', card().id, 'take')).rejects.toMatchObject({ code: 'not-found' })
  })

  const good = {
    ...{
      cardTemplateId: 'zhongshu-trial-0001.schema',
      outTrackId: 'x',
      callbackType: 'STREAM',
      userIdType: 1,
    },
    cardData: { cardParamMap: { title: 'x' } },
    openSpaceId: 'dtv1.card//IM_ROBOT.zhangsan',
    imRobotOpenSpaceModel: { supportForward: false },
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingtest' },
  }
  const btns = JSON.stringify([button('take', '接手', 'green')])
  it.each([
    ['an unknown field', { ...good, colour: 'red' }, 'param.invalid'],
    ['a number among the variables', { ...good, cardData: { cardParamMap: { title: 1 } } }, 'param.invalid'],
    ['buttons it cannot draw', { ...good, cardData: { cardParamMap: { btns } } }, 'param.invalid'],
    [
      'a group instead of a single chat',
      { ...good, openSpaceId: 'dtv1.card//IM_GROUP.cid' },
      'param.openSpaceIdInvalid',
    ],
    ['an unknown template', { ...good, cardTemplateId: 'other.schema' }, 'param.templateNotExist'],
    ['a card without a name', { ...good, outTrackId: '' }, 'param.outTrackIdEmpty'],
  ])('P-20 refuses %s', async (_, body, code) => {
    const { platform } = await open()
    const { DINGTALK_API_BASE: base } = platform.settings()
    const token = await post(`${base}/v1.0/oauth2/accessToken`, {
      appKey: app.clientId,
      appSecret: app.clientSecret,
    })
    const headers = { 'x-acs-dingtalk-access-token': String(token.body.accessToken) }

    expect(await post(`${base}${create}`, body, headers)).toMatchObject({ status: 400, body: { code } })
    expect(await post(`${base}${create}`, good)).toMatchObject({ status: 401 })
    expect(await post(`${base}${create}`, good, headers)).toMatchObject({ status: 200 })
    expect(await post(`${base}${create}`, good, headers)).toMatchObject({
      body: { code: 'param.cardAlreadyExist' },
    })
  })

  it('P-20 refuses the twenty-first call of a second', async () => {
    const { platform, bot } = await open({}, { callsPerSecond: 1_000 })

    const outcomes = await Promise.all(
      Array.from({ length: 25 }, (_, n) => bot.send(leadCard(), to('zhangsan'), `n${n}`)),
    )

    expect(outcomes.filter(({ kind }) => kind === 'try-later').length).toBeGreaterThanOrEqual(1)
    expect(platform.counters().shown).toBeLessThanOrEqual(21)
  })
})

const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
