import { pino } from 'pino'

import { readConfig } from '../../../boot/config'
import type { Config } from '../../../boot/config'
import { createWecom } from '../../../boot/wecom'
import { ProcessMemory } from '../../../adapters/wecom/app/process-memory'
import { ManualClock } from '../../fakes/manual-clock'

const bot = { WECOM_BOT_ID: 'bot', WECOM_BOT_SECRET: 'secret' }
const app = {
  WECOM_CORP_ID: 'ww0123456789abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_APP_SECRET: 'secret-of-the-app',
  WECOM_CALLBACK_TOKEN: 'QDG6eK',
  WECOM_CALLBACK_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}
const problems = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.problems.map(({ variable }) => variable)
}
const configOf = (env: Record<string, string>): Config => {
  const read = readConfig(env)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.config
}
const routesOf = (env: Record<string, string>) => {
  const deps = { log: pino({ level: 'silent' }), clock: new ManualClock(), memory: new ProcessMemory() }
  const wecom = createWecom(configOf(env), 'hub1', deps)
  return wecom === null ? null : wecom.doors.map(({ name }) => name)
}

describe('settings of WeCom', () => {
  it('P-01 takes an app whose five settings are there, and is no trial then', () => {
    const config = configOf(app)

    expect(config.wecomApp).toMatchObject({ corpId: app.WECOM_CORP_ID, agentId: 1_000_002 })
    expect(config.trial).toBe(false)
    expect(JSON.stringify(config)).not.toContain(app.WECOM_APP_SECRET)
    expect(JSON.stringify(config)).not.toContain(app.WECOM_CALLBACK_AES_KEY)
  })

  it('names every setting that is missing or malformed, all together', () => {
    expect(
      problems({ WECOM_AGENT_ID: 'x', WECOM_CALLBACK_AES_KEY: 'short', WECOM_API_BASE: 'ftp://x' }).sort(),
    ).toEqual([
      'WECOM_AGENT_ID',
      'WECOM_API_BASE',
      'WECOM_APP_SECRET',
      'WECOM_CALLBACK_AES_KEY',
      'WECOM_CALLBACK_TOKEN',
      'WECOM_CORP_ID',
    ])
  })

  it('speaks by no app that could not hear, whatever else its secret serves', () => {
    const { WECOM_CALLBACK_TOKEN: _token, WECOM_CALLBACK_AES_KEY: _key, ...deaf } = app
    expect(configOf(deaf).wecomApp).toBeNull()
  })

  it.each([
    ['bot', { ...app, WECOM_ROUTE: 'bot' }],
    ['app', { ...bot, WECOM_ROUTE: 'app' }],
    ['pigeon', { ...bot, WECOM_ROUTE: 'pigeon' }],
  ])('does not start by the route %s without what it needs', (_, env) => {
    expect(problems(env)).toEqual(['WECOM_ROUTE'])
  })

  it('wants the whole address of a group robot, and never prints it', () => {
    expect(problems({ WECOM_GROUP_ROBOT_URL: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send' })).toEqual([
      'WECOM_GROUP_ROBOT_URL',
    ])
    const config = configOf({
      WECOM_GROUP_ROBOT_URL: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k1',
    })
    expect(JSON.stringify(config)).not.toContain('k1')
    expect(config.wecomGroupRobot?.reveal()).toContain('key=k1')
  })

  it.each([
    ['nothing', {}, null],
    ['the bot alone', bot, []],
    ['the app alone', app, ['wecom-app']],
    ['both', { ...bot, ...app }, ['wecom-app']],
    ['both, by the bot', { ...bot, ...app, WECOM_ROUTE: 'bot' }, []],
    ['both, by the app', { ...bot, ...app, WECOM_ROUTE: 'app' }, ['wecom-app']],
  ])('P-01 opens the doors that %s needs', (_, env, doors) => {
    expect(routesOf(env)).toEqual(doors)
  })
})
