import { join } from 'node:path'

import { createSimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import type { SimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import type { Shown, ShownMessage, SimulatedPlatform } from '../../adapters/simulator/simulated-platform'
import { createSimulatedWecom } from '../../adapters/simulator/wecom'
import type { SimulatedWecom } from '../../adapters/simulator/wecom'
import type { MemberEntry } from '../../api/people'
import { readConfig } from '../../boot/config'
import type { Config } from '../../boot/config'
import { createHub } from '../../boot/hub'
import type { Hub } from '../../boot/hub'
import { createLogger } from '../../boot/logger'
import { awaitUntil } from '../support/await-until'
import { tempDir } from '../support/temp-dir'
import { company } from './company'

export const secrets = {
  adminToken: 'admin-token-of-the-scenario',
  wecom: 'wecom-secret-of-the-scenario',
  dingtalk: 'dingtalk-secret-of-the-scenario',
} as const

/** What a person has in front of him, as a page of text: title, subtitle, facts, body. */
export type ShownCard = Extract<Shown, { form: 'card' }> & { readonly id: string }

/** The whole product in this process, with both platforms beside it; spoken to by HTTP and by people's hands. */
export interface Stage {
  readonly hub: Hub
  readonly url: string
  readonly config: Config
  readonly env: Readonly<Record<string, string>>
  readonly wecom: SimulatedWecom
  readonly dingtalk: SimulatedDingtalk
  /** Write keys by kind of source. */
  readonly keys: Readonly<Record<'native' | 'segment' | 'sensors' | 'inquiry', string>>
  /** Everything that was logged, as text. */
  readonly logged: () => string
  /** POST to a door; the answer's status and JSON. */
  post(path: string, body: unknown, key?: string): Promise<Answer>
  /** The API, as the admin unless another token is given. */
  api<T>(path: string, options?: { readonly method?: string; readonly token?: string }): Promise<T>
  /** Waits until everything that was accepted is judged. */
  judged(): Promise<void>
  /** Waits until the hub has written down that everything due has reached somebody. */
  delivered(): Promise<unknown>
  close(): Promise<void>
}

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

export interface StageOptions {
  readonly members?: readonly MemberEntry[]
  readonly env?: Readonly<Record<string, string>>
}

const kinds = ['native', 'segment', 'sensors', 'inquiry'] as const

export async function openStage({ members = company, env = {} }: StageOptions = {}): Promise<Stage> {
  const { wecom, dingtalk } = platformsFor(members)
  await Promise.all([wecom.start(), dingtalk.start()])
  const folder = tempDir()
  const settings = {
    ...wecom.settings(),
    ...dingtalk.settings(),
    DATABASE_URL: `sqlite:${join(folder, 'hub.db')}`,
    DATA_DIR: folder,
    PORT: '0',
    API_TOKEN: secrets.adminToken,
    LOG_LEVEL: 'debug',
    // One card for one notice, at any hour, unless a scenario is about that.
    CARDS_PER_DAY: 'off',
    GROUP_WITHIN_SECONDS: '0',
    ...env,
  }
  const config = configOf(settings)
  const lines: string[] = []
  const log = createLogger(config.logLevel, { write: (line: string) => void lines.push(line) })
  const hub = await createHub({ config, log, version: '0.0.0' })
  await hub.people.upsert(members)
  await hub.membersChanged()
  const keys = { native: '', segment: '', sensors: '', inquiry: '' }
  for (const kind of kinds) keys[kind] = (await hub.sources.add(titles[kind], kind)).key
  const url = await hub.start()
  await awaitUntil('both platforms', () =>
    [...hub.chats.values()].every((c) => c.health().state === 'connected'),
  )
  return {
    hub,
    url,
    config,
    env: { ...settings, PORT: new URL(url).port },
    wecom,
    dingtalk,
    keys,
    logged: () => lines.join(''),
    post: (path, body, key = keys.native) => post(url + path, body, key),
    api: (path, options = {}) => api(url + path, options),
    judged: () => judged(hub),
    delivered: () => awaitUntil('nothing to wait', async () => (await hub.delivery.counts()).waiting === 0),
    close: async () => {
      await hub.stop()
      await Promise.all([wecom.stop(), dingtalk.stop()])
    },
  }
}

/** What people call the sources. */
export const titles = { native: '官网', segment: '业务系统', sensors: '小程序', inquiry: '询盘表单' } as const

function platformsFor(members: readonly MemberEntry[]) {
  const on = (platform: string) =>
    members.flatMap((m) =>
      m.addresses.flatMap((a) => (a.platform === platform ? [{ userId: a.userId, name: m.name }] : [])),
    )
  return {
    wecom: createSimulatedWecom({ botId: 'bot', secret: secrets.wecom, members: on('wecom') }),
    dingtalk: createSimulatedDingtalk({
      clientId: 'ding',
      clientSecret: secrets.dingtalk,
      members: on('dingtalk'),
    }),
  }
}

function configOf(settings: Readonly<Record<string, string>>): Config {
  const read = readConfig(settings)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.config
}

async function post(url: string, body: unknown, key: string): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function api<T>(
  url: string,
  { method = 'GET', token = secrets.adminToken }: { readonly method?: string; readonly token?: string },
): Promise<T> {
  const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

async function judged(hub: Hub): Promise<void> {
  await awaitUntil(
    'the log to be judged',
    async () => hub.pipeline.figures().position >= (await hub.log.head()),
  )
}

/** The cards in somebody's conversation, oldest first. */
export const cardsOf = (platform: SimulatedPlatform, userId: string): ShownCard[] =>
  platform.conversation(userId).flatMap(({ id, shown }) => (shown.form === 'card' ? [{ ...shown, id }] : []))

/** Waits for a card that mentions the text, wherever in it. */
export const cardFor = (platform: SimulatedPlatform, userId: string, text: string): Promise<ShownCard> =>
  awaitUntil(`a card for ${userId} about ${text}`, () =>
    cardsOf(platform, userId).find((card) => JSON.stringify(card).includes(text)),
  )

/** The person writes, and reads what comes back as text. */
export async function ask(platform: SimulatedPlatform, userId: string, text: string): Promise<string> {
  const before = platform.conversation(userId).length
  await platform.typeAs(userId, text)
  const answer = await awaitUntil(`an answer to ${text}`, () =>
    platform.conversation(userId).slice(before).find(isAnswer),
  )
  return answer.shown.form === 'card' ? JSON.stringify(answer.shown) : answer.shown.text
}

const isAnswer = ({ from, shown }: ShownMessage): boolean => from === 'bot' && shown.form !== 'card'
