import { createSimulatedWecomApp } from '../../adapters/simulator/wecom/app'
import type { SimulatedWecomApp } from '../../adapters/simulator/wecom/app'
import type { SimulatedContact, SimulatedContactBook } from '../../adapters/simulator/wecom/contacts'
import { addContacts } from '../../boot/commands/contacts'
import { addDoctor } from '../../boot/commands/doctor'
import { awaitUntil } from '../support/await-until'
import { run } from './command-line'
import { accounts, company } from './company'
import { ask, openStage } from './stage'
import type { Stage } from './stage'

const at = 1_700_000_000
const chen: SimulatedContact = {
  ...{ externalId: 'wmChen0001', type: 1, name: '往事随风', unionid: 'oY6-chen' },
  followers: [
    {
      ...{ userId: 'WangLei', createtime: at, remark: '陈立群', remarkCorpName: '恒砺精密' },
      ...{ tagIds: ['et-vip'], ownTags: ['爱喝茶'] },
    },
  ],
}
const many: readonly SimulatedContact[] = Array.from({ length: 8 }, (_, i) => ({
  ...{ externalId: `wmMany000${i}`, type: 1, name: `张${i}`, unionid: `oY6-many${i}` },
  followers: [{ userId: i < 2 ? 'QianDuo' : 'WangLei', createtime: at + i }],
}))
const book = (contacts: readonly SimulatedContact[], more: Partial<SimulatedContactBook> = {}) => ({
  ...{ contacts, followUsers: ['WangLei', 'QianDuo'] },
  tagGroups: [{ name: '等级', tags: [{ id: 'et-vip', name: 'VIP' }] }],
  ...more,
})

/** The whole product with WeCom by its self-built app, and the customers of its reps there. */
describe('the customers of WeCom', () => {
  let app: SimulatedWecomApp
  let stage: Stage

  beforeAll(async () => {
    app = createSimulatedWecomApp({
      corpId: 'ww0123456789abcdef',
      agentId: 1_000_002,
      secret: 'app-secret-of-the-scenario',
      callbackToken: 'QDG6eK',
      callbackAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      members: [{ userId: accounts.wang, name: '王磊' }],
      contacts: book([chen, ...many], { granted: false }),
    })
    await app.start()
    stage = await openStage({
      members: company,
      env: { ...app.settings(), WECOM_ROUTE: 'app', CONTACTS_SYNC: 'nightly' },
    })
    expect(await app.setCallback(`${stage.url}/wecom/callback`)).toBe(true)
  })
  afterAll(async () => {
    await stage.close()
    await app.stop()
  })

  const command = (...words: string[]) => run(stage, addContacts, 'contacts', ...words)
  const customers = () => stage.hub.customers.store.named(100)

  it('P-17 says why nobody came and what to click, and so does the doctor', async () => {
    const { text, exitCode } = await command('sync')
    expect(exitCode).toBe(1)
    expect(text).toContain('企业微信:0 位客户。这个应用不能调用「客户联系」的接口(48002)')
    expect(text).toContain('客户联系 → API → 可调用接口的应用')
    expect((await run(stage, addDoctor, 'doctor')).text).toMatch(/✗ 企业微信客户.*不能调用/)
    app.contacts.change(book([chen, ...many]))
  })

  it('P-17 shows what would come, and changes nothing', async () => {
    const { text, exitCode } = await command('sync', '--dry-run')
    expect(exitCode).toBe(0)
    expect(text).toContain('试算,什么都没有改')
    expect(text).toContain('企业微信:2 位成员,9 个客户关系,调用')
    expect(text).toContain('新增 9,变化 0,离开 0,未变 0')
    expect(await customers()).toEqual([])
  })

  it('P-17 brings the rep’s customers in, with their owner and WeCom’s tags, and nothing the second time', async () => {
    const first = await command('sync')
    expect(first.text).toContain('新增 9,变化 0,离开 0,未变 0')
    expect(first.text).toContain('写入 9 条触点')
    expect(first.text).toContain('运行中的中枢正在把他们变成客户')
    await stage.judged()

    const page = await ask(stage.dingtalk, accounts.boss, '客户 陈立群')
    expect(page).toContain('恒砺精密')
    expect(page).toContain('王磊')
    expect(page).toMatch(/企微标签.{0,20}VIP/)

    const second = await command('sync', '--lang', 'en')
    expect(second.text).toContain('added 0, changed 0, left 0, unchanged 9')
    expect(second.text).toContain('touchpoints written: 0')
  })

  it('P-17 sends nobody a card because of it', async () => {
    expect(app.conversation(accounts.wang)).toEqual([])
  })

  it('P-17 lists what somebody has to look at, with what to do', async () => {
    const { text } = await command('conflicts')
    expect(text).toContain('[跟进人不在中枢] QianDuo:加着 2 位客户,但不是中枢的在职成员')
    expect(text).toContain('zhongshu directory sync')
    expect((await command('conflicts', '--kind', 'owner-differs')).text).toContain('没有冲突')
    expect((await command('runs', '--runs', '2')).text).toContain('跟进人不在中枢 1')
    expect((await run(stage, addDoctor, 'doctor')).text).toContain('「客户联系」可以读,2 位成员能加客户')
  })

  it('P-17 reads a contact again when WeCom says that something happened, and believes nothing else', async () => {
    const renamed = { ...chen, followers: chen.followers.map((f) => ({ ...f, remark: '陈立群(总)' })) }
    const fresh: SimulatedContact = {
      ...{
        externalId: 'wmFresh001',
        type: 2,
        name: '沈若',
        position: '总监',
        corpFullName: '远帆科技有限公司',
      },
      followers: [{ userId: 'WangLei', createtime: at }],
    }
    app.contacts.change(book([renamed, fresh, ...many]))

    await app.contactEvent('edit_external_contact', 'WangLei', chen.externalId)
    await app.contactEvent('add_external_contact', 'WangLei', fresh.externalId)
    await app.contactEvent('add_external_contact', 'WangLei', 'wmMadeUp01')

    await awaitUntil(
      'the new customer',
      async () => (await customers()).some((c) => c.name === '沈若'),
      20_000,
    )
    await awaitUntil('the new name', async () => (await customers()).some((c) => c.name === '陈立群(总)'))
    expect(await customers()).toHaveLength(10)
    const page = await ask(stage.dingtalk, accounts.boss, '客户 陈立群(总)')
    expect(page).toMatch(/企微标签.{0,20}VIP、爱喝茶/)
    expect(app.faults.counters().callbacks).toMatchObject({ retried: 0, lost: 0 })
  })

  it('P-17 waits for a yes where too many are missing', async () => {
    app.contacts.change(book([chen]))
    const held = await command('sync')
    expect(held).toMatchObject({ exitCode: 1, text: expect.stringContaining('加 --yes') })
    const { text, exitCode } = await command('sync', '--yes')
    expect([exitCode, text]).toEqual([0, expect.stringContaining('离开 9')])
    expect(await customers()).toHaveLength(10)
  })

  it('P-17 keeps the secret to itself', () => {
    expect(stage.logged()).not.toMatch(/app-secret-of-the-scenario|access_token=/)
  })
})
