import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { addDoctor } from '../../boot/commands/doctor'
import { addMembers } from '../../boot/commands/members'
import { addRules } from '../../boot/commands/rules'
import { addWhyNoCard } from '../../boot/commands/why-no-card'
import { awaitUntil } from '../support/await-until'
import { tempDir } from '../support/temp-dir'
import { run } from './command-line'
import { accounts, company } from './company'
import { cardsOf, openStage } from './stage'
import type { Stage } from './stage'
import { hoursAgo, nativeView } from './visits'

describe('O-13 why is there no card?', () => {
  let stage: Stage
  let made = 0

  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  const walk = async (customer: string): Promise<string> =>
    (await run(stage, addWhyNoCard, 'why-no-card', customer)).text
  const doctor = async (): Promise<string> => (await run(stage, addDoctor, 'doctor')).text
  const inquire = async (name: string, key = stage.keys.inquiry): Promise<number> => {
    const phone = `1310000${String((made += 1)).padStart(4, '0')}`
    const { status } = await stage.post(
      '/v1/inquiries',
      { name, company: `${name}公司`, phone, message: String(made) },
      key,
    )
    await stage.judged()
    return status
  }
  const onlyRep = (key: string | null) =>
    stage.hub.people.upsert(company.filter((m) => m.role !== 'rep' || m.key === key))
  const arrives = (name: string) =>
    awaitUntil(`the card about ${name}`, () =>
      [...cardsOf(stage.wecom, accounts.wang), ...cardsOf(stage.dingtalk, accounts.huang)].some((c) =>
        c.title.includes(name),
      ),
    )

  it('finds nothing in the way of a card that came', async () => {
    await onlyRep('wang')
    await inquire('顺利')
    await arrives('顺利')
    await stage.delivered()
    const text = await walk('顺利')
    expect(text).toMatch(/✓ 身份 identity {2}#\d+ 顺利 · 顺利公司,负责人 owner 王磊,触点 1 个/)
    expect(text).toMatch(/✓ 投递 delivery {2}D1「新询盘」→ 王磊 企业微信,.* 已送达/)
  })

  it('1 the write key is wrong', async () => {
    expect(await inquire('错钥匙', 'wk_wrong')).toBe(401)
    const text = await walk('错钥匙')
    expect(text).toContain('✗ 入口 door inquiry  拒绝了 1 个请求:写入密钥不对')
    expect(text).toContain('zhongshu source rotate')
    expect(text).toContain('停在 · it stopped at:入口 door inquiry')
    expect(await doctor()).toContain('! 入口 door inquiry  拒绝了 1 个请求:写入密钥不对')
  })

  it('2 nobody has said what the event means', async () => {
    const event = { id: 'e-2', event: '领取方案', who: { phone: '13110000002' }, profile: { name: '怪事件' } }
    await stage.post('/v1/touchpoints', event)
    const text = await walk('怪事件')
    expect(text).toMatch(
      /✗ 隔离区 quarantine {2}来源「官网」事件「领取方案」1 条.*没有人说过这个事件名是什么意思/,
    )
    expect(text).toContain('POST /v1/quarantine/map')
    expect(await doctor()).toContain('! 隔离区 quarantine  1 条「领取方案」:没有人说过这个事件名是什么意思')
  })

  it('3 nothing says who it was', async () => {
    const view = {
      id: 'e-3',
      verb: 'viewed',
      object: { type: 'page', id: '/pricing' },
      profile: { company: '无名氏' },
    }
    await stage.post('/v1/touchpoints', view)
    const text = await walk('无名氏')
    expect(text).toMatch(/✗ 隔离区 quarantine.*上报里没有说是谁/)
    expect(await doctor()).toContain('上报里没有说是谁')
  })

  it('4 the rule is paused', async () => {
    expect((await run(stage, addRules, 'rule', 'pause', 'inquiry', '--reason', '双十一太吵')).exitCode).toBe(
      0,
    )
    await awaitUntil('the pause to be in force', () => stage.hub.strategy.rule('inquiry') === undefined)
    await inquire('被停的')
    const text = await walk('被停的')
    expect(text).toContain('✗ 规则 rules  「新询盘」v1 条件都满足,但规则已暂停:双十一太吵')
    expect(text).toContain('zhongshu rule resume inquiry')
    expect(await doctor()).toContain('规则「新询盘」已暂停:双十一太吵')
    await run(stage, addRules, 'rule', 'resume', 'inquiry')
    await awaitUntil('the rule to be back', () => stage.hub.strategy.rule('inquiry') !== undefined)
  })

  it('5 the rule rests for this customer', async () => {
    const text = await walk('顺利')
    expect(text).toMatch(
      /! 规则 rules {2}「新询盘」v1 条件都满足,但对这位客户休息到 \d\d-\d\d \d\d:\d\d:\d\d/,
    )
    expect(text).toContain('停在 · it stopped at:规则 rules')
  })

  it('6 nobody owns the customer and there is no rep', async () => {
    await onlyRep(null)
    await inquire('没人管')
    const text = await walk('没人管')
    expect(text).toMatch(/✗ 通知 notice {2}D\d+「新询盘」 没有人可通知:客户没有负责人,也没有在职的销售/)
    expect(await doctor()).toContain('✗ 成员 members  没有在职的销售')
  })

  it('7 the member has no chat account', async () => {
    await stage.hub.people.upsert(company.map((m) => (m.role === 'rep' ? { ...m, addresses: [] } : m)))
    await inquire('没账号')
    const text = await walk('没账号')
    expect(text).toMatch(/✗ 投递 delivery {2}D\d+「新询盘」→ .*:这位成员没有登记聊天账号/)
    const said = await doctor()
    expect(said).toContain('! 成员 members  没有聊天账号:王磊、黄志强')
    expect(said).toContain('1 条被拒 refused:这位成员没有登记聊天账号')
  })

  it('8 the platform is down', async () => {
    await onlyRep('wang')
    await stage.wecom.faults.goAway()
    await awaitUntil('the hub to notice', () => stage.hub.chats.get('wecom')?.health().state !== 'connected')
    await inquire('断线了')
    const text = await awaitUntil('a first try', async () => {
      const said = await walk('断线了')
      return said.includes('再试') ? said : undefined
    })
    expect(text).toMatch(/✗ 投递 delivery {2}D\d+「新询盘」→ 王磊 企业微信:聊天平台连不上,通知保留着/)
    const said = await doctor()
    expect(said).toMatch(/! wecom {2}connecting/)
    expect(said).toContain('等待重试 will be tried again:聊天平台连不上')
    await stage.wecom.faults.comeBack()
    await arrives('断线了')
  })

  it('9 the platform refuses, for its quota is used up', async () => {
    await onlyRep('huang')
    stage.dingtalk.faults.refuseNext(1, '/v1.0/card/instances/createAndDeliver', 403, {
      code: 'Forbidden.AccessDenied.ApiCountLimit',
      message: 'quota',
    })
    await inquire('额度没了')
    await stage.delivered()
    const text = await walk('额度没了')
    expect(text).toMatch(/✗ 投递 delivery.*→ 黄志强 钉钉:.*ApiCountLimit/)
    expect(text).toContain('本月钉钉 OpenAPI 调用额度已用完')
    expect(await doctor()).toContain('本月钉钉 OpenAPI 调用额度已用完')
  })

  it('10 it was about something long ago', async () => {
    const who = { phone: '13190000010', name: '陈年事', company: '旧历' }
    for (const [i, hours] of [80, 76, 72, 68].entries())
      await stage.post('/v1/touchpoints', nativeView(who, '/docs/api/a', hoursAgo(hours), `v${i}`))
    await stage.judged()
    const text = await walk('陈年事')
    expect(text).toMatch(/✗ 投递 delivery.*启动技术型客户深度培育.*:判断的是 24 小时以前的事/)
    expect(await doctor()).toContain('不再发 skipped:判断的是 24 小时以前的事')
  })

  it('11 the rep has had enough for this minute', async () => {
    await onlyRep('huang')
    for (let i = 0; i < 24; i += 1) await inquire(`太多了${i}`)
    await awaitUntil('the budget to be spent', async () => (await stage.hub.delivery.counts()).overBudget > 0)
    await awaitUntil('the last of this minute', () => cardsOf(stage.dingtalk, accounts.huang).length >= 20)
    const text = await walk('太多了23')
    expect(text).toMatch(/✗ 投递 delivery.*→ 黄志强 钉钉:在排队,.* 发;每人每分钟最多 20 条/)
    expect(await doctor()).toMatch(/\d+ 条在排队:还没轮到,或每人每分钟 20 条的上限/)
  })

  it('shows the nearest rules with the value of each condition when nothing is wrong at all', async () => {
    await stage.post(
      '/v1/touchpoints',
      nativeView({ phone: '13190000011', name: '路人', company: '甲' }, '/docs/api/a', hoursAgo(1), 'v'),
    )
    await stage.judged()
    const text = await walk('13190000011')
    expect(text).toContain('✗ API 文档 7 天内 1 次(需 ≥3)')
    expect(text).toContain('路上没有发现问题')
  })

  it('asks back when several customers have that name', async () => {
    expect(await walk('太多了')).toMatch(/「太多了」有 8 位[^]*#\d+ 太多了/)
  })

  it('takes over the list of members from a spreadsheet, in force without a restart', async () => {
    const file = join(tempDir(), '成员.csv')
    writeFileSync(
      file,
      '\ufeff姓名,角色,团队,上级,企业微信,钉钉\n王磊,销售,华东,林建国,WangLei,\n林建国,主管,华东,,,manager2101\n新来的,销售,华东,林建国,XinLai,\n',
    )
    expect((await run(stage, addMembers, 'members', 'import', file)).text).toMatch(
      /新增 1,变化 \d,未变 \d,离职 3/,
    )
    expect((await run(stage, addMembers, 'members', 'list')).text).toMatch(
      /新来的 +rep +华东 +林建国 +wecom:XinLai +在职/,
    )
    writeFileSync(file, '姓名,角色\n王磊,销冠\n,销售\n')
    await expect(run(stage, addMembers, 'members', 'import', file)).rejects.toThrow(
      /第 2 行.*销冠[^]*第 3 行.*没有姓名/,
    )
  })
})
