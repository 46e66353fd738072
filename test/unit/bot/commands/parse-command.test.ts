import fc from 'fast-check'

import type { Command } from '../../../../bot/commands/command'
import { editDistance } from '../../../../bot/commands/edit-distance'
import { parseCommand } from '../../../../bot/commands/parse-command'
import { en } from '../../../../bot'
import { decisionId } from '../../../../contract/ids'
import type { GivenAnswer } from '../../../../contract/decision'

const hot = (page = 1, filter = ''): Command => ({ kind: 'hot', page, filter })
const customer = (query: string): Command => ({ kind: 'customer', query })
const why = (code: number | null): Command => ({
  kind: 'why',
  decision: code === null ? null : decisionId(code),
})
const whyCustomer = (query: string): Command => ({ kind: 'why-customer', query })
const whyNot = (query: string): Command => ({ kind: 'why-not', query })
const newest = (answer: GivenAnswer, note: string | null = null): Command => ({
  kind: 'answer',
  answer,
  which: { kind: 'newest' },
  note,
})
const byCode = (answer: GivenAnswer, code: number, note: string | null = null): Command => ({
  kind: 'answer',
  answer,
  which: { kind: 'decision', decision: decisionId(code) },
  note,
})
const byName = (answer: GivenAnswer, query: string): Command => ({
  kind: 'answer',
  answer,
  which: { kind: 'customer', query },
  note: null,
})
const send = (...words: string[]): Command => ({ kind: 'send', which: { words } })
const sendCode = (code: number): Command => ({ kind: 'send', which: { decision: decisionId(code) } })
const open: Command = { kind: 'open', page: 1 }
const whoAmI: Command = { kind: 'who-am-i' }
const help: Command = { kind: 'help', page: 1 }

describe('P-05 what people write, exactly', () => {
  it.each<[string, Command]>([
    ['今日热客', hot()],
    ['白皮书', send()],
    ['发送', send()],
    ['发送白皮书', send()],
    ['发送 D12', sendCode(12)],
    ['发送D12', sendCode(12)],
    ['发送 12', sendCode(12)],
    ['发送 白皮书 D12', sendCode(12)],
    ['发送 李总', send('李总')],
    ['发送 白皮书 李总', send('白皮书', '李总')],
    ['白皮书 李总', send('李总')],
    ['send D12', sendCode(12)],
    ['send white paper Acme', send('white', 'paper', 'Acme')],
    [' 今日热客。', hot()],
    ['今日热客2', hot(2)],
    ['今日热客 第3页', hot(3)],
    ['今日热客　２', hot(2)],
    ['今日热客 华东', hot(1, '华东')],
    ['热客', hot()],
    ['hot', hot()],
    ['HOT 2', hot(2)],
    ['ｈｏｔ', hot()],
    ['客户 云帆科技', customer('云帆科技')],
    ['客户云帆科技', customer('云帆科技')],
    ['客户：云帆科技', customer('云帆科技')],
    ['客户 ACME 怎么样?', customer('ACME')],
    ['查客户 王敏', customer('王敏')],
    ['customer Acme', customer('Acme')],
    ['为什么', why(null)],
    ['为什么?', why(null)],
    ['why', why(null)],
    ['为什么 D12', why(12)],
    ['为什么d12', why(12)],
    ['为什么 D 12', why(12)],
    ['为什么 12', why(12)],
    ['为什么Ｄ１２？', why(12)],
    ['为什么 #12', why(12)],
    ['D12', why(12)],
    ['d 12', why(12)],
    ['why D12', why(12)],
    ['解释 D12', why(12)],
    ['为什么 王敏', whyCustomer('王敏')],
    ['为什么 360 公司', whyCustomer('360 公司')],
    ['为什么没有 ACME', whyNot('ACME')],
    ['为什么没有ACME', whyNot('ACME')],
    ['为什么没 ACME', whyNot('ACME')],
    ['为什么 没有 ACME', whyNot('ACME')],
    ['为什么 ACME 没有提醒', whyNot('ACME')],
    ['why not Acme', whyNot('Acme')],
    ['确认', newest('taken')],
    ['确认!', newest('taken')],
    ['确定', newest('taken')],
    ['接手', newest('taken')],
    ['take', newest('taken')],
    ['确认 D12', byCode('taken', 12)],
    ['确认D12', byCode('taken', 12)],
    ['确认 3', byCode('taken', 3)],
    ['确认3', byCode('taken', 3)],
    ['确认 D12 明天上午打电话', byCode('taken', 12, '明天上午打电话')],
    ['确认 王敏', byName('taken', '王敏')],
    ['confirm D12', byCode('taken', 12)],
    ['稍后', newest('snoozed')],
    ['稍候', newest('snoozed')],
    ['稍后再说', newest('snoozed')],
    ['稍后 D7', byCode('snoozed', 7)],
    ['later D7', byCode('snoozed', 7)],
    ['不对', newest('wrong')],
    ['不对 D12', byCode('wrong', 12)],
    ['不对 D12 是竞品', byCode('wrong', 12, '是竞品')],
    ['不对D12，是竞品', byCode('wrong', 12, '是竞品')],
    ['不对 是竞品', newest('wrong', '是竞品')],
    ['不对，是竞品', newest('wrong', '是竞品')],
    ['wrong D12 a competitor', byCode('wrong', 12, 'a competitor')],
    ['待办', open],
    ['我的待办', open],
    ['open', open],
    ['todo', open],
    ['我是谁', whoAmI],
    ['我是谁？', whoAmI],
    ['whoami', whoAmI],
    ['who am i', whoAmI],
    ['帮助', help],
    ['help', help],
    ['你好', help],
    ['?', help],
    ['？？', help],
  ])('%j', (said, command) => {
    expect(parseCommand(said)).toEqual({ command, guessed: null })
  })
})

describe('P-05 what people write with a slip', () => {
  it.each<[string, Command, string]>([
    ['今日热刻', hot(), '今日热客'],
    ['今日客热', hot(), '今日热客'],
    ['今热客', hot(), '今日热客'],
    ['今日 热客', hot(), '今日热客'],
    ['今日热可 2', hot(2), '今日热客 2'],
    ['客护 云帆科技', customer('云帆科技'), '客户 云帆科技'],
    ['custmer Acme', customer('Acme'), '客户 Acme'],
    ['为神么 D12', why(12), '为什么 D12'],
    ['为什麽D12', why(12), '为什么 D12'],
    ['为什莫 王敏', whyCustomer('王敏'), '为什么 王敏'],
    ['为什没有 ACME', whyNot('ACME'), '为什么没有 ACME'],
    ['为社么没有 ACME', whyNot('ACME'), '为什么没有 ACME'],
    ['带办', open, '待办'],
    ['待 办', open, '待办'],
    ['我时谁', whoAmI, '我是谁'],
    ['帮住', help, '帮助'],
    ['hepl', help, '帮助'],
    ['explian D12', why(12), '为什么 D12'],
  ])('%j is answered, and says how it was read', (said, command, guessed) => {
    expect(parseCommand(said)).toEqual({ command, guessed })
  })

  it.each([
    ['确人 D12', '确认 D12'],
    ['却认', '确认'],
    ['不用 D12', '不对 D12'],
    ['不是', '不对'],
    ['稍等', '稍后'],
    ['tkae D12', '确认 D12'],
    ['confrm D12', '确认 D12'],
    ['wrnog D12', '不对 D12'],
  ])('an order is never guessed: %j is asked back as %j', (said, meant) => {
    expect(parseCommand(said)).toEqual({
      command: { kind: 'incomplete', asks: { kind: 'order', meant } },
      guessed: null,
    })
  })
})

describe('P-05 what is not clear enough to act on', () => {
  it.each<[string, Command]>([
    ['客户', { kind: 'incomplete', asks: { kind: 'which-customer' } }],
    ['为什么没有', { kind: 'incomplete', asks: { kind: 'which-customer-not' } }],
    ['稍后 10 分钟', { kind: 'incomplete', asks: { kind: 'is-it-a-code', number: '10' } }],
    ['不对 3 次都是我们自己人', { kind: 'incomplete', asks: { kind: 'is-it-a-code', number: '3' } }],
    ['不对劲', { kind: 'incomplete', asks: { kind: 'order-needs-space', meant: '不对 劲' } }],
    ['确认一下', { kind: 'incomplete', asks: { kind: 'order-needs-space', meant: '确认 一下' } }],
    ['今天天气不错', { kind: 'unknown', said: '今天天气不错', nearest: ['今日热客'] }],
  ])('%j', (said, command) => {
    expect(parseCommand(said)).toMatchObject({ command: { kind: command.kind }, guessed: null })
    if (command.kind === 'incomplete') expect(parseCommand(said).command).toEqual(command)
  })

  it('offers the nearest commands, in the language of the answer', () => {
    expect(parseCommand('今天热不热').command).toMatchObject({
      kind: 'unknown',
      nearest: expect.arrayContaining(['今日热客']) as unknown,
    })
    expect(parseCommand('hptt', en).command).toMatchObject({
      kind: 'unknown',
      nearest: expect.arrayContaining(['hot']) as unknown,
    })
    expect(parseCommand('zzzz').command).toMatchObject({ nearest: ['今日热客', '待办', '帮助'] })
  })

  it('is no code: numbers too long to be one', () => {
    expect(parseCommand(`为什么 D${'9'.repeat(30)}`).command.kind).toBe('why-customer')
    expect(parseCommand('确认 D0').command).not.toMatchObject({ which: { kind: 'decision' } })
  })
})

it('P-05 takes any text at all, and gives an order only for words that give one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (said) => {
      const { command, guessed } = parseCommand(said)
      if (command.kind === 'answer') expect(guessed).toBeNull()
      if (command.kind === 'unknown') expect([...command.said].length).toBeLessThanOrEqual(500)
    }),
  )
})

describe('the distance between two words', () => {
  it.each([
    ['', '', 0],
    ['a', '', 1],
    ['今日热客', '今日热客', 0],
    ['今日热客', '今日客热', 1],
    ['help', 'hepl', 1],
    ['customer', 'custmer', 1],
    ['确认', '却任', 2],
    ['𠮷野家', '吉野家', 1],
  ])('%j to %j is %i', (left, right, expected) => {
    expect(editDistance(left, right)).toBe(expected)
    expect(editDistance(right, left)).toBe(expected)
  })
})
