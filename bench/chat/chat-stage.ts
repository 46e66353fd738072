import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createSimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import { createSimulatedWecom } from '../../adapters/simulator/wecom'
import type { SimulatedPlatform } from '../../adapters/simulator/simulated-platform'
import { openDatabase } from '../../api/database'
import { createPeople } from '../../api/people'
import type { MemberEntry } from '../../api/people'
import { createSourceStore, createSources } from '../../api/touchpoints'
import { instant } from '../../contract/quantities'

/** A hub in a process of its own, between a load and two chat platforms. */
export interface ChatStage {
  readonly url: string
  readonly writeKey: string
  readonly platforms: readonly SimulatedPlatform[]
  readonly members: readonly MemberEntry[]
  close(): Promise<void>
}

const clock = { now: () => instant(Date.now()) }

/**
 * The hub as users start it, with so many reps, every fifth of them on DingTalk: its standard edition takes 20 calls a
 * second, and the hub makes at most 15.
 */
export async function openChatStage(reps: number): Promise<ChatStage> {
  const folder = mkdtempSync(join(tmpdir(), 'zhongshu-bench-'))
  const members = company(reps)
  const wecom = createSimulatedWecom({ botId: 'bench', secret: 'bench', members: accounts(members, 'wecom') })
  const dingtalk = createSimulatedDingtalk({
    ...{ clientId: 'bench', clientSecret: 'bench', members: accounts(members, 'dingtalk') },
  })
  await Promise.all([wecom.start(), dingtalk.start()])
  const writeKey = await prepared(join(folder, 'hub.db'), members)
  const hub = start(folder, { ...wecom.settings(), ...dingtalk.settings() })
  return {
    url: await addressOf(hub),
    writeKey,
    platforms: [wecom, dingtalk],
    members,
    close: async () => {
      const gone = new Promise((resolve) => hub.once('exit', resolve))
      hub.kill('SIGTERM')
      await gone
      await Promise.all([wecom.stop(), dingtalk.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const person = (key: string, role: 'rep' | 'manager', i: number): MemberEntry => ({
  ...{ key, name: `成员${i}`, role, team: `${1 + Math.floor(i / 10)}组` },
  manager: role === 'rep' ? `lead-${Math.floor(i / 10)}` : null,
  addresses: [{ platform: i % 5 === 0 ? 'dingtalk' : 'wecom', userId: `u-${key}` }],
})

const company = (reps: number): MemberEntry[] => [
  ...Array.from({ length: Math.ceil(reps / 10) }, (_, i) => person(`lead-${i}`, 'manager', i)),
  ...Array.from({ length: reps }, (_, i) => person(`rep-${i}`, 'rep', i)),
]

const accounts = (members: readonly MemberEntry[], platform: string) =>
  members.flatMap(({ name, addresses }) =>
    addresses.filter((a) => a.platform === platform).map(({ userId }) => ({ userId, name })),
  )

async function prepared(file: string, members: readonly MemberEntry[]): Promise<string> {
  const database = await openDatabase({ dialect: 'sqlite', file })
  await createPeople({ database, clock }).upsert(members)
  const { key } = await (await createSources(createSourceStore(database), clock)).add('bench', 'native')
  await database.close()
  return key
}

function start(folder: string, settings: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(__dirname, '../../boot/cli.js'), 'start'], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'error' },
      ...{
        ZHONGSHU_TRIAL: 'off',
        PORT: '0',
        DATA_DIR: folder,
        DATABASE_URL: `sqlite:${join(folder, 'hub.db')}`,
      },
      // Every card by itself: what is joined or kept for the digest would not be on a screen at once.
      ...{ CARDS_PER_DAY: 'off', GROUP_WITHIN_SECONDS: '0' },
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Once it takes touchpoints and both platforms are connected. */
async function addressOf(hub: ChildProcess): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    hub.stdout?.on('data', (text: Buffer) => {
      said += text.toString()
      const address = /Running\s+(http:\/\/\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    hub.once('exit', (code) => reject(new Error(`the hub ended with ${code} and said: ${said}`)))
  })
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 50))
  return url
}
