import { commandRows } from '../../../bot/commands/command-rows'
import { zhCN } from '../../../bot'
import { commandNames } from '../../../bot/wording/command-name'
import type { CommandName } from '../../../bot/wording/command-name'
import type { DeskRight } from '../../../contract/ports/desk'
import type { TestDatabase } from '../../support/databases'
import { freshDatabase } from '../../support/databases'
import type { DeskWorld } from '../../support/desk-world'
import { customersOf, openDeskWorld, twoTeams } from '../../support/desk-world'

/** What a command may be about. */
interface Subject {
  readonly customer: string
  readonly member: string
  readonly team: string
  readonly code: string
}

/** How each command is put about a subject, every form of it. A new command has to have a row here. */
const said: Readonly<Record<CommandName, (about: Subject) => readonly string[]>> = {
  hot: ({ team, member }) => [
    '今日热客',
    `今日热客 ${team}`,
    `今日热客 ${member}`,
    '今日热客 2',
    `${team}今天谁最热`,
  ],
  customer: ({ customer }) => [`客户 ${customer}`, `${customer}最近怎么样`, `客户 ${customer.slice(0, 2)}`],
  why: ({ code, customer }) => [`为什么 ${code}`, '为什么', `为什么 ${customer}`, code],
  'why-not': ({ customer }) => [`为什么没有 ${customer}`, `${customer}怎么没提醒我`],
  open: () => ['待办', '待办 2'],
  take: ({ code, customer }) => [`确认 ${code}`, `确认 ${customer}`, `${customer}我来跟`],
  later: ({ code, customer }) => [`稍后 ${code}`, `稍后 ${customer}`],
  wrong: ({ code }) => [`不对 ${code} 不是客户`],
  'hand-over': ({ code, customer, member }) => [`转交 ${code} 给 ${member}`, `转交 ${customer} 给 ${member}`],
  send: ({ code, customer }) => [`发送 ${code}`, `发送 ${customer}`, `发送 白皮书 ${customer}`, '白皮书'],
  undo: ({ code }) => ['撤销', `撤销 ${code}`],
  meet: ({ code }) => [`约 ${code}`, `约 ${code} 1`, `帮我把 ${code} 约个时间`],
  'cancel-meeting': ({ code }) => [`取消约 ${code}`],
  meetings: () => ['日程', '日程 2'],
  digest: ({ team, member }) => ['日报', `日报 ${team}`, `日报 ${member} 本周`],
  response: ({ team, member }) => ['响应', `响应 ${team}`, `响应 ${member}`],
  radar: ({ member }) => ['雷达', `雷达 ${member}`, `${member}最近表现怎么样`],
  'team-radar': ({ team }) => ['团队雷达', `团队雷达 ${team}`],
  'heat-map': ({ team, member }) => ['热力图', `热力图 ${team}`, `热力图 触点 ${member}`],
  strategies: () => ['策略', '策略 2'],
  pause: () => ['暂停 没有这个策略'],
  resume: () => ['恢复 没有这个策略'],
  autonomy: () => ['自主', '自主 2', '自主 没有这个策略 1'],
  breakers: () => ['熔断'],
  'breaker-trip': () => ['熔断 触发'],
  'breaker-release': () => ['熔断 恢复'],
  'breaker-rollback': () => ['熔断 回滚'],
  stock: ({ customer }) => ['库存', `库存 ${customer}`],
  selection: () => ['选型 24V 电源'],
  settings: () => ['设置', '设置 免打扰 21:00-08:00'],
  sources: () => ['来源'],
  status: () => ['状态'],
  'who-am-i': () => ['我是谁'],
  help: () => ['帮助', '帮助 2'],
}

const teamOf = (name: string): string => twoTeams.find((m) => m.key === name)?.team ?? ''
/** Whose customers and figures each asker may see. */
const askers = [
  { asker: '王磊', role: 'rep', customers: ['王磊'], figures: ['王磊'] },
  { asker: '林主管', role: 'manager', customers: ['王磊', '孙悦'], figures: ['林主管', '王磊', '孙悦'] },
  { asker: '周总监', role: 'director', customers: ['王磊', '孙悦', '黄志强'], figures: twoTeams.map((m) => m.key) },
  { asker: '何管理', role: 'admin', customers: ['王磊', '孙悦', '黄志强'], figures: [] },
] as const // prettier-ignore
const subjects = ['王磊', '孙悦', '黄志强'] as const

const rightsOf: Readonly<Record<(typeof askers)[number]['role'], readonly DeskRight[]>> = {
  rep: ['hand-over', 'send-document', 'arrange-meeting', 'see-own-figures', 'read-strategy'],
  manager: [
    'hand-over', 'send-document', 'arrange-meeting', 'see-own-figures', 'see-team-figures', 'read-strategy',
  ], // prettier-ignore
  director: [
    'hand-over',
    'send-document',
    'arrange-meeting',
    'see-own-figures',
    'see-team-figures',
    'read-strategy',
    'pause-strategy',
    'see-operations',
  ],
  admin: ['read-strategy', 'pause-strategy', 'see-operations'],
}

describe('P-07 O-04 roles × commands × places × whose', () => {
  let test: TestDatabase
  let world: DeskWorld
  const codes: Record<string, string> = {}

  beforeAll(async () => {
    test = await freshDatabase('sqlite')
    world = await openDeskWorld(test.database)
    for (const owner of subjects) codes[owner] = await world.code(owner)
  })
  afterAll(() => test.drop())

  const subjectOf = (owner: string): Subject => ({
    customer: customersOf[owner]?.company ?? '',
    member: owner,
    team: teamOf(owner),
    code: codes[owner] ?? '',
  })

  /** Names of customers, and of people in figures, that stand in an answer and were not in the question. */
  const namesIn = (answer: string, question: string, of: readonly string[]): readonly string[] => {
    const [said, asked] = [answer.replaceAll(' ', ''), question.replaceAll(' ', '')]
    return of.filter((name) => said.includes(name) && !asked.includes(name))
  }
  const customerNames = (owners: readonly string[]): readonly string[] =>
    owners.flatMap((owner) => [customersOf[owner]?.name ?? '', customersOf[owner]?.company ?? ''])

  it('has a row for every command there is', () => {
    expect(Object.keys(said).toSorted()).toEqual([...commandNames].toSorted())
  })

  it.each(askers)('$role may use what belongs to the role', async ({ asker, role }) => {
    expect([...(await world.desk.rights(await world.who(asker)))]).toEqual(rightsOf[role])
  })

  const cells = askers.flatMap((who) => subjects.map((subject) => ({ ...who, subject })))

  it.each(cells)('$role hears in private nothing that is not theirs, about $subject', async (cell) => {
    const hidden = subjects.filter((owner) => !(cell.customers as readonly string[]).includes(owner))
    for (const name of commandNames) {
      for (const text of said[name](subjectOf(cell.subject))) {
        const answer = await world.say(cell.asker, text)
        const leaks = namesIn(answer, text, customerNames(hidden))
        expect({ text, leaks }).toEqual({ text, leaks: [] })
        const { needs } = commandRows[name]
        const mayUse = needs === null || rightsOf[cell.role].includes(needs)
        if (!mayUse && !asksBack(answer)) expect(answer).toContain(zhCN.chat.forbidden.title)
      }
    }
  })

  it.each(cells)('$role sees figures of those alone whom they lead, about $subject', async (cell) => {
    const others = twoTeams
      .map((m) => m.key)
      .filter((key) => !(cell.figures as readonly string[]).includes(key))
    for (const name of ['digest', 'response', 'radar', 'team-radar', 'heat-map'] as const) {
      for (const text of said[name](subjectOf(cell.subject))) {
        const leaks = namesIn(await world.say(cell.asker, text), text, others)
        expect({ text, leaks }).toEqual({ text, leaks: [] })
      }
    }
  })

  it.each(cells)('$role hears in a group no customer and nobody’s figures, about $subject', async (cell) => {
    for (const name of commandNames) {
      for (const text of said[name](subjectOf(cell.subject))) {
        const answer = await world.say(cell.asker, text, 'g1')
        const leaks = namesIn(answer, text, customerNames(subjects))
        expect({ text, leaks }).toEqual({ text, leaks: [] })
        if (commandRows[name].inGroup === 'private' && !asksBack(answer)) {
          expect({ text, answer }).toEqual({ text, answer: expect.stringContaining('单聊') as string })
        }
      }
    }
  })

  /** The same question about something that is not the asker's and about something that does not exist. */
  const nowhere: Subject = { customer: '子虚乌有机械', member: '无此人', team: '天外一组', code: 'D999999' }
  const strangers = cells.filter(
    ({ subject, customers }) => !(customers as readonly string[]).includes(subject),
  )

  it.each(strangers)('$role is told of $subject’s what is told of nobody’s', async ({ asker, subject }) => {
    const theirs = subjectOf(subject)
    for (const name of [
      'hot',
      'customer',
      'why',
      'why-not',
      'hand-over',
      'send',
      'digest',
      'response',
      'radar',
    ] as const) {
      const [about, of] = [said[name](theirs), said[name](nowhere)]
      for (const [i, text] of about.entries()) {
        // That a colleague or a team exists is no secret, so only a customer's name is kept out of a sentence.
        if (!text.startsWith(zhCN.chat.commandWords[name][0] ?? '') && !text.includes(theirs.customer))
          continue
        // Their own team they may ask about, with whoever else is in it.
        if (teamOf(asker) === theirs.team && text.includes(theirs.team)) continue
        const answers = [await world.say(asker, text), await world.say(asker, of[i] ?? '')]
        const plain = answers.map((answer, n) => without(answer, n === 0 ? theirs : nowhere))
        expect({ text, same: plain[0] }).toEqual({ text, same: plain[1] })
      }
    }
  })

  it('tells an order from the right of its giver: nothing changed for those who may not', async () => {
    const owner = async () => (await world.desk.ownerOf(await world.customer('黄志强')))?.name
    for (const { asker } of askers.filter(({ role }) => role !== 'director')) {
      for (const to of ['王磊', '孙悦', '林主管']) {
        await world.say(asker, `转交 ${codes.黄志强} 给 ${to}`)
        await world.say(asker, `转交 ${customersOf.黄志强?.company} 给 ${to}`, 'g1')
      }
    }
    expect(await owner()).toBe('黄志强')
  })
})

/** Free sentences of the matrix that are not read without names are asked back. */
const asksBack = (answer: string): boolean =>
  answer.includes(zhCN.chat.unknown.title) || answer.includes(zhCN.chat.incomplete.title)

const without = (answer: string, { customer, member, team, code }: Subject): string =>
  [customer, member, team, code, customer.slice(0, 2)].reduce(
    (text, piece) => text.replaceAll(piece, '·'),
    answer,
  )
