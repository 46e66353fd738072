import { quotaMonth } from '../../api/quota'
import { accounts } from './company'
import { cardsOf, openStage } from './stage'
import type { Stage } from './stage'
import { awaitUntil } from '../support/await-until'
import { hoursAgo, nativeView } from './visits'

describe('J-07 nothing stops in silence', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  const admins = () =>
    stage.wecom
      .conversation(accounts.admin)
      .map(({ shown }) =>
        shown.form === 'card'
          ? `${shown.title} ${shown.subtitle} ${shown.text} ${JSON.stringify(shown.facts)}`
          : shown.text,
      )
  const told = (text: string) =>
    awaitUntil(`the admin to hear of ${text}`, () => admins().find((said) => said.includes(text)))
  const write = (text: string, ...parameters: (string | number)[]) =>
    stage.hub.database.write((tx) => tx.run(text, parameters))

  it('tells the admin of a source that used to deliver and has fallen silent, once', async () => {
    const who = { phone: '13300000001', name: '甲', company: '乙' }
    await stage.post('/v1/touchpoints', nativeView(who, '/', hoursAgo(0), 'v'))
    await stage.hub.schedule.runNow('watch-sources')
    expect(admins()).toEqual([])
    await write('UPDATE touchpoint_log SET received_at = ?', hoursAgo(25))
    await stage.hub.schedule.runNow('watch-sources')
    expect(await told('官网')).toContain('没有声音')
    await stage.hub.schedule.runNow('watch-sources')
    await stage.delivered()
    expect(admins().filter((said) => said.includes('没有声音'))).toHaveLength(1)
  })

  it('tells the admin of a job that keeps failing, while touchpoints are still taken', async () => {
    await write("UPDATE rule_version SET document = '{' WHERE rule_id = 'hot-lead'")
    for (let i = 0; i < 3; i += 1) await stage.hub.schedule.runNow('reload')
    expect(await told('reload')).toContain('doctor')
    const who = { phone: '13300000002', name: '丙', company: '丁' }
    const inquiry = { name: who.name, company: who.company, phone: who.phone }
    await stage.post('/v1/inquiries', inquiry, stage.keys.inquiry)
    await awaitUntil('the card all the same', () =>
      [...cardsOf(stage.wecom, accounts.wang), ...cardsOf(stage.dingtalk, accounts.huang)].some((c) =>
        c.title.includes('丙'),
      ),
    )
  })

  it("tells the admin once when DingTalk's calls of the month run short, and shows them in /metrics", async () => {
    const month = quotaMonth(stage.hub.clock.now())
    await stage.hub.calls.flush()
    await write('DELETE FROM platform_calls')
    await write("INSERT INTO platform_calls (platform, month, calls) VALUES ('dingtalk', ?, 9500)", month)
    await stage.hub.schedule.runNow('watch-quota')
    await stage.hub.schedule.runNow('watch-quota')
    expect(await told('95%')).toContain('DINGTALK_MONTHLY_CALLS')
    await stage.delivered()
    expect(admins().filter((said) => said.includes('95%'))).toHaveLength(1)
    const { text } = await stage.hub.metrics.page()
    expect(text).toMatch(/^zhongshu_platform_calls\{platform="dingtalk"\} 95\d\d$/m)
    expect(text).toMatch(/^zhongshu_platform_calls_limit\{platform="dingtalk"\} 10000$/m)
  })

  it('tells the admin of a rule that somebody stopped, with the reason', async () => {
    await stage.hub.strategy.store.pauseRule('price-watcher', '太吵', stage.hub.clock.now())
    await stage.hub.schedule.runNow('watch-rules')
    await stage.hub.schedule.runNow('watch-rules')
    expect(await told('多次看价格但没有询价')).toContain('太吵')
    await stage.delivered()
    expect(admins().filter((said) => said.includes('已暂停'))).toHaveLength(1)
  })

  it('bothers nobody but the admin with it', () => {
    for (const [platform, who] of [
      [stage.wecom, accounts.wang],
      [stage.dingtalk, accounts.boss],
    ] as const)
      expect(JSON.stringify(platform.conversation(who))).not.toMatch(/没有声音|定时任务|已暂停/)
  })
})
