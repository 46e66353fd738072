import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

import { createSimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import { createSimulatedWecom } from '../../adapters/simulator/wecom'
import { createSimulatedWecomDirectory } from '../../adapters/simulator/wecom/directory'
import { addSetup } from '../../boot/commands/setup'
import { readConfig } from '../../boot/config'
import { createLogger } from '../../boot/logger'
import { systemClock } from '../../boot/modules'
import { createChecks } from '../../boot/setup/checks'
import { KeptSettings } from '../../boot/setup/kept-settings'
import { runWizard } from '../../boot/setup/run-wizard'
import type { Terminal } from '../../boot/setup/terminal'
import { InputEnded } from '../../boot/setup/terminal'
import { run } from './command-line'

const secrets = {
  WECOM_BOT_SECRET: 'bot-secret-0123456789',
  WECOM_APP_SECRET: 'app-secret-0123456789',
  DINGTALK_CLIENT_SECRET: 'ding-secret-0123456789',
}
const callback = { WECOM_CALLBACK_TOKEN: 'TokenOfTheCallback1', WECOM_CALLBACK_AES_KEY: 'k'.repeat(43) }
const contactSecret = 'contact-secret-0123456789'
const departments = [
  { id: 1, name: '砚川智联', parentId: 0 },
  { id: 2, name: '华东', parentId: 1 },
]
const people = [{ userId: 'WangLei', name: '王磊', departmentIds: [2] }]

/** Somebody who answers what he was told to, in order, and is gone then. */
const answering = (...answers: readonly string[]) => {
  const said: string[] = []
  const left = [...answers]
  const next = async (question: string): Promise<string> => {
    said.push(question)
    const answer = left.shift()
    if (answer === undefined) throw new InputEnded()
    return answer
  }
  const terminal: Terminal = {
    say: (line) => void said.push(line),
    ask: next,
    askSecret: next,
    close: () => undefined,
  }
  return { terminal, text: () => said.join('\n'), unused: () => left }
}

describe('the wizard', () => {
  const bot = createSimulatedWecom({ botId: 'bot-1', secret: secrets.WECOM_BOT_SECRET, members: [] })
  const wecom = createSimulatedWecomDirectory({
    ...{ corpId: 'ww-yan', agentId: 7, secret: secrets.WECOM_APP_SECRET, contactSecret },
    ...{ departments, people },
  })
  const dingtalk = createSimulatedDingtalk({
    ...{ clientId: 'dingyan', clientSecret: secrets.DINGTALK_CLIENT_SECRET },
    members: [{ userId: 'manager2101', name: '林建国' }],
  })
  let env: Record<string, string>
  let template: string

  beforeAll(async () => {
    for (const platform of [bot, wecom, dingtalk]) await platform.start()
    const {
      DINGTALK_CARD_TEMPLATE_ID = '',
      DINGTALK_API_BASE = '',
      DINGTALK_OAPI_BASE = '',
    } = dingtalk.settings()
    template = DINGTALK_CARD_TEMPLATE_ID
    env = {
      ...{ WECOM_BOT_WS_URL: bot.settings().WECOM_BOT_WS_URL ?? '', WECOM_API_BASE: wecom.base },
      ...{ DINGTALK_API_BASE, DINGTALK_OAPI_BASE },
    }
  })
  afterAll(async () => {
    for (const platform of [bot, wecom, dingtalk]) await platform.stop()
  })
  beforeEach(() => wecom.change({ departments, people }))

  const place = (text?: string): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'zhongshu-setup-')), '.env')
    if (text !== undefined) writeFileSync(path, text)
    return path
  }
  const wizard = async (path: string, terminal: Terminal, lang: 'zh' | 'en' = 'zh') =>
    runWizard({
      ...{ terminal, env, lang },
      kept: await KeptSettings.open(path, () => new Date(0)),
      checks: createChecks({ log: createLogger('silent'), clock: systemClock }),
    })
  const read = (path: string) => ({ ...parseEnv(readFileSync(path, 'utf8')) })
  const ofBot = ['bot-1', secrets.WECOM_BOT_SECRET]
  const ofPages = ['https://hub.example.com', 'a1B2c3']
  const ofApp = ['ww-yan', '7', secrets.WECOM_APP_SECRET]

  it('O-01 P-09 leads through both platforms, checks each step and writes what passed', async () => {
    const path = place('# ours\nPORT=3100\n')
    const ofDingtalk = ['dingyan', secrets.DINGTALK_CLIENT_SECRET, template]
    const { terminal, text, unused } = answering(
      ...['3', ...ofBot, 'y', ...ofApp, 'y', ...Object.values(callback)],
      ...['y', ...ofPages, ...ofDingtalk, 'y', '', 'ding-corp', 'y'],
    )
    expect(await wizard(path, terminal)).toBe(true)
    expect(unused()).toEqual([])
    expect(read(path)).toEqual({
      ...{ PORT: '3100', ...secrets, WECOM_BOT_ID: 'bot-1', WECOM_CORP_ID: 'ww-yan', WECOM_AGENT_ID: '7' },
      ...{ DINGTALK_CLIENT_ID: 'dingyan', DINGTALK_CARD_TEMPLATE_ID: template, DIRECTORY_SYNC: 'nightly' },
      ...callback,
      ...{ PUBLIC_URL: ofPages[0], WECOM_DOMAIN_PROOF: ofPages[1], DINGTALK_CORP_ID: 'ding-corp' },
    })
    expect(text()).toContain('https://你的域名/wecom/callback')
    expect(text()).toContain('✓ 五项都在,写法也对')
    expect(readFileSync(path, 'utf8')).toMatch(/^# ours\nPORT=3100\n/)
    expect(text()).toContain('✓ 通过,看得到 1 人、2 个部门')
    expect(text()).toContain('zhongshu doctor')
    for (const secret of Object.values({ ...secrets, ...callback })) expect(text()).not.toContain(secret)
  })

  it('O-01 goes on where it was left: what passed is checked and not asked again', async () => {
    const path = place()
    const first = answering('1', ...ofBot)
    expect(await wizard(path, first.terminal)).toBe(false)
    expect(first.text()).toContain('再运行 zhongshu setup 接着来')
    const second = answering('1', 'y', ...ofApp, 'n', 'n', 'n')
    expect(await wizard(path, second.terminal)).toBe(true)
    expect(second.text()).toContain('.env 里已有 WECOM_BOT_ID, WECOM_BOT_SECRET')
    expect(second.unused()).toEqual([])
  })

  it('O-01 asks before it replaces a value, and keeps the old one where nobody says yes', async () => {
    const path = place(`WECOM_BOT_ID=bot-1\nWECOM_BOT_SECRET=${secrets.WECOM_BOT_SECRET}x\n`)
    const { terminal, text } = answering('1', 'e', 'bot-2', 'n', secrets.WECOM_BOT_SECRET, 'y', 'n')
    expect(await wizard(path, terminal)).toBe(true)
    expect(text()).toContain('企业微信不认这对 Bot ID 和 Secret')
    expect(text()).toContain('WECOM_BOT_ID 已有值,要换吗?')
    expect(read(path)).toMatchObject({ WECOM_BOT_ID: 'bot-1', WECOM_BOT_SECRET: secrets.WECOM_BOT_SECRET })
  })

  it('O-01 asks once more where something does not look like what it should be', async () => {
    const { terminal, text } = answering(
      '1',
      'no spaces please',
      'bot-1',
      'short',
      secrets.WECOM_BOT_SECRET,
      'n',
    )
    expect(await wizard(place(), terminal, 'en')).toBe(true)
    expect(text().match(/That does not look like one/g)).toHaveLength(2)
  })

  it('O-01 checks again after something was changed in the console', async () => {
    wecom.change({ departments, people, range: { departmentIds: [], userIds: [] } })
    const { terminal, text } = answering('1', ...ofBot, 'y', ...ofApp, '', 'n', 'n', 'n')
    const asked = terminal.ask
    const mending: Terminal = {
      ...terminal,
      ask: (question) => {
        if (question.startsWith('改好后回车')) wecom.change({ departments, people })
        return asked(question)
      },
    }
    expect(await wizard(place(), mending)).toBe(true)
    expect(text()).toContain('应用的可见范围是空的')
    expect(text()).toContain('✓ 通过,看得到 1 人')
  })

  const script = async (answers: Readonly<Record<string, string>>, path = place(), ...more: string[]) => {
    const file = `${path}.answers`
    writeFileSync(
      file,
      Object.entries(answers)
        .map(([name, value]) => `${name}='${value}'`)
        .join('\n'),
    )
    return { ...(await run({ env }, addSetup, 'setup', '--answers', file, '--file', path, ...more)), path }
  }
  const bots = { WECOM_BOT_ID: 'bot-1', WECOM_BOT_SECRET: secrets.WECOM_BOT_SECRET }
  const apps = { WECOM_CORP_ID: 'ww-yan', WECOM_AGENT_ID: '7', WECOM_APP_SECRET: secrets.WECOM_APP_SECRET }
  const dings = {
    DINGTALK_CLIENT_ID: 'dingyan',
    DINGTALK_CLIENT_SECRET: secrets.DINGTALK_CLIENT_SECRET,
    DINGTALK_CARD_TEMPLATE_ID: 'zhongshu-trial-0001.schema',
  }

  it('O-01 does without a terminal what a file of answers says', async () => {
    const { text, exitCode, path } = await script({ ...bots, ...apps, ...dings, DIRECTORY_SYNC: 'nightly' })
    expect(exitCode).toBe(0)
    expect(read(path)).toEqual({ ...bots, ...apps, ...dings, DIRECTORY_SYNC: 'nightly' })
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
  })

  it('O-01 writes of a callback what the hub starts with', async () => {
    const { exitCode, path } = await script({ ...apps, ...callback })
    expect(exitCode).toBe(0)
    const started = readConfig(read(path))
    expect(started.ok && started.config.wecomApp).toMatchObject({ corpId: 'ww-yan', agentId: 7 })
  })

  it('O-01 replaces nothing without a yes', async () => {
    const path = place('WECOM_BOT_ID=other\n')
    expect(await script(bots, path)).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('WECOM_BOT_ID 在 .env 里已有不同的值'),
    })
    expect(read(path)).toEqual({ WECOM_BOT_ID: 'other' })
    expect(await script(bots, path, '--yes')).toMatchObject({ exitCode: 0 })
    expect(read(path)).toEqual(bots)
  })

  it('O-01 says what is missing', async () => {
    const { text, exitCode } = await script({ WECOM_BOT_ID: 'bot-1' }, place(), '--lang', 'en')
    expect([exitCode, text]).toEqual([1, expect.stringContaining('missing: WECOM_BOT_SECRET')])
    expect((await script({})).exitCode).toBe(1)
  })

  it.each([
    ['a secret that is not the bot’s', { ...bots, WECOM_BOT_SECRET: 'something-else' }, '企业微信不认这对'],
    ['a secret of another app', { ...apps, WECOM_APP_SECRET: 'something-else' }, '企业 ID 与 Secret 配不上'],
    ['another company', { ...apps, WECOM_CORP_ID: 'ww-other' }, '企业 ID 不对'],
    ['another app’s number', { ...apps, WECOM_AGENT_ID: '8' }, 'AgentId 不是这个 Secret 的应用'],
    ['a callback without its app', callback, '却没有自建应用的企业 ID、AgentId 和 Secret'],
    ['DingTalk’s wrong secret', { ...dings, DINGTALK_CLIENT_SECRET: 'something-else' }, '钉钉不认这对'],
    ['no such template', { ...dings, DINGTALK_CARD_TEMPLATE_ID: 'another-one.schema' }, '没有这个卡片模板'],
  ])('O-01 tells %s, and writes nothing of the step', async (_what, answers, words) => {
    const { text, exitCode, path } = await script(answers)
    expect([exitCode, text]).toEqual([1, expect.stringContaining(words)])
    const written = (() => {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return ''
      }
    })()
    expect(written).not.toContain('something-else')
    expect(written).not.toContain('another-one')
  })

  it.each([
    [60020, '本机的出口 IP 203.0.113.9 不在应用的「企业可信IP」里'],
    [48002, '没有读通讯录的权限'],
    [48006, '应用被停用了'],
    [60011, '不在应用的可见范围里'],
  ])('O-01 tells WeCom’s %i in words, with the place to click', async (errcode, words) => {
    const answer = { errcode, errmsg: 'from ip: 203.0.113.9' }
    wecom.refuse({ path: '/cgi-bin/department/list', times: 1, answer })
    const { text, exitCode } = await script(apps)
    expect([exitCode, text]).toEqual([1, expect.stringContaining(words)])
    expect(text).toContain('→ 企业微信管理后台')
  })

  it('O-01 recognises the secret of the contact sync', async () => {
    wecom.refuse({ path: '/cgi-bin/agent/get', times: 1, answer: { errcode: 0 } })
    const { text } = await script({ ...apps, WECOM_APP_SECRET: contactSecret })
    expect(text).toContain('「通讯录同步」的 Secret')
  })

  it('O-01 tells a missing permission and an app that was not published at DingTalk', async () => {
    const denied = { errcode: 88, sub_code: '60011', sub_msg: '没有调用该接口的权限' }
    dingtalk.faults.refuseNext(1, '/topapi/v2/department/get', 200, denied)
    expect((await script(dings)).text).toContain('应用没有读通讯录的权限')
    dingtalk.faults.failOpens(400)
    expect((await script(dings)).text).toContain('应用还没有发布')
    dingtalk.faults.failOpens(null)
    const scopes = {
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      message: '[Card.Instance.Write]',
    }
    dingtalk.faults.refuseNext(1, '/v1.0/card/instances/createAndDeliver', 403, scopes)
    expect((await script(dings)).exitCode).toBe(1)
  })

  it('O-01 tells that nobody answers', async () => {
    const before = env
    env = { ...env, WECOM_API_BASE: 'http://127.0.0.1:9', WECOM_BOT_WS_URL: 'ws://127.0.0.1:9' }
    expect((await script(bots)).text).toContain('连不上 openws.work.weixin.qq.com')
    env = before
  })
})
