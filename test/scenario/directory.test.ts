import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createSimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import { createSimulatedWecomDirectory } from '../../adapters/simulator/wecom/directory'
import type { SimulatedEmployee } from '../../adapters/simulator/wecom/directory'
import { openDatabase } from '../../api/database'
import { createCallStore, quotaMonth } from '../../api/quota'
import { addDirectory } from '../../boot/commands/directory'
import { addMembers } from '../../boot/commands/members'
import { instant } from '../../contract/quantities'
import { emptyDatabase } from '../support/databases'
import type { EmptyDatabase } from '../support/databases'
import { tempDir } from '../support/temp-dir'
import { run } from './command-line'

const departments = [
  { id: 1, name: '砚川智联', parentId: 0, leaders: ['ZhouMingYuan'] },
  { id: 2, name: '华东', parentId: 1 },
]
const staff: readonly SimulatedEmployee[] = [
  { userId: 'ZhouMingYuan', name: '周明远', departmentIds: [1], title: '销售总监' },
  { userId: 'LinJianGuo', name: '林建国', departmentIds: [2], leads: [2], mobile: '13800000001' },
  ...Array.from({ length: 8 }, (_, i) => ({ userId: `Rep${i}`, name: `销售${i}`, departmentIds: [2] })),
]

describe('the directory at the command line', () => {
  const wecom = createSimulatedWecomDirectory({
    ...{ corpId: 'ww-yan', agentId: 7, secret: 'app-secret-of-wecom' },
    ...{ departments, people: staff, tellsContacts: true },
  })
  const dingtalk = createSimulatedDingtalk({
    ...{ clientId: 'dingyan', clientSecret: 'app-secret-of-dingtalk' },
    departments: [{ id: 2, name: '华东', parentId: 1 }],
    members: [{ userId: 'manager2101', name: '林建国', departmentIds: [2], mobile: '+86-13800000001' }],
  })
  let database: EmptyDatabase
  let env: Record<string, string>
  const roles = join(tempDir(), 'roles.yaml')

  beforeAll(async () => {
    await wecom.start()
    await dingtalk.start()
    database = await emptyDatabase('sqlite')
    writeFileSync(
      roles,
      'rules:\n  - { title: "*总监", role: director }\n  - { leader: true, role: manager }\notherwise: rep\n',
    )
    env = {
      ...{ DATABASE_URL: database.setting, DIRECTORY_ROLES: roles, ZHONGSHU_TRIAL: 'off' },
      ...wecom.settings(),
      ...dingtalk.settings(),
    }
  })
  afterAll(async () => {
    await wecom.stop()
    await dingtalk.stop()
    await database.remove()
  })

  const command = (...words: string[]) => run({ env }, addDirectory, 'directory', ...words)
  const callsWrittenDown = async (): Promise<number> => {
    const opened = await openDatabase(database.url)
    try {
      return await createCallStore(opened).calls('dingtalk', quotaMonth(instant(Date.now())))
    } finally {
      await opened.close()
    }
  }
  const list = async (): Promise<string> => (await run({ env }, addMembers, 'members', 'list')).text

  it('P-16 shows what would change, and changes nothing', async () => {
    const { text, exitCode } = await command('sync', '--dry-run')
    expect(exitCode).toBe(0)
    expect(text).toContain('试算,什么都没有改')
    expect(text).toContain('企业微信:10 人,2 个部门')
    expect(text).toContain('新增 10')
    expect(await list()).not.toContain('周明远')
  })

  it('P-15 counts every call that DingTalk has counted', async () => {
    await command('sync', '--dry-run')
    expect(dingtalk.counters().spent).toBeGreaterThan(0)
    expect(await callsWrittenDown()).toBe(dingtalk.counters().spent)
  })

  it('P-16 takes over both platforms: roles, superiors, and one person with two accounts', async () => {
    const { text, exitCode } = await command('sync', '--lang', 'en')
    expect(exitCode).toBe(0)
    expect(text).toContain('added 10, changed 0, left 0, unchanged 0, accounts joined 1')
    expect(text).toContain('rep 8, manager 1, director 1')
    expect(await list()).toMatch(/林建国\s+manager\s+华东\s+周明远\s+wecom:LinJianGuo dingtalk:manager2101/)
    expect((await command('joins')).text).toMatch(/1\s+林建国\s+dingtalk:manager2101\s+手机号/)
  })

  it('P-16 says who moved and who left, and keeps the report', async () => {
    wecom.change({
      ...{ departments, tellsContacts: true },
      people: staff
        .filter((p) => p.userId !== 'Rep7')
        .map((p) => (p.userId === 'Rep0' ? { ...p, departmentIds: [1] } : p)),
    })
    expect((await command('sync')).text).toContain('新增 0,变化 1,离职 1,未变 8')
    const { text } = await command('report')
    expect(text).toContain('变化 销售0 · 团队 华东 → 砚川智联')
    expect(text).toContain('离职 销售7')
  })

  it('P-16 waits for a yes when the range has shrunk to a few', async () => {
    wecom.change({ departments, people: staff.slice(0, 4), tellsContacts: true })
    const held = await command('sync')
    expect(held).toMatchObject({ exitCode: 1, text: expect.stringContaining('加 --yes') })
    expect(await list()).toMatch(/销售3\s.*在职/)
    expect((await command('sync', '--yes')).exitCode).toBe(0)
    expect(await list()).toMatch(/销售3\s.*已离职/)
  })

  it.each([
    ['60020', '本机的出口 IP 203.0.113.9 不在应用的「企业可信IP」里', '企业可信IP → 配置'],
    ['48002', '没有读通讯录的权限', '确认填的是这个应用自己的 Secret'],
    ['60003', '平台说部门不存在', '再同步一次'],
  ])('P-16 says why nobody came: %s', async (code, what, todo) => {
    const answer = { errcode: Number(code), errmsg: 'from ip: 203.0.113.9' }
    wecom.refuse({ path: '/cgi-bin/department/list', times: 1, answer })
    const { text } = await command('sync')
    expect(text).toContain(`企业微信:0 人。`)
    expect(text).toContain(what)
    expect(text).toContain(todo)
    expect(text).not.toMatch(/app-secret-of|access_token/)
  })

  it('P-16 takes a join back for good', async () => {
    expect((await command('undo-join', '1')).text).toContain('已撤销')
    expect((await command('sync')).text).toContain('有人把这两个账号分开过')
    expect(await list()).toMatch(/林建国\s+\S+\s+华东\s+\S+\s+dingtalk:manager2101\s/)
  })

  it('P-16 says what is wrong with the role rules before it asks anybody', async () => {
    writeFileSync(roles, 'rules:\n  - { role: king }\notherwise: rep\n')
    await expect(command('sync')).rejects.toMatchObject({ code: 'bad-configuration' })
  })
})
