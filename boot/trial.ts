import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

import type { Logger } from 'pino'

import { seatsOn, trialDepartments } from '../adapters/simulator/company/org-tree'
import { trialCompany } from '../adapters/simulator/company/trial-company'
import type { TrialCompany } from '../adapters/simulator/company/company-types'
import { createSimulatedDingtalk } from '../adapters/simulator/dingtalk'
import type { SimulatedPlatform } from '../adapters/simulator/simulated-platform'
import { createTraffic } from '../adapters/simulator/traffic/traffic'
import type { Traffic } from '../adapters/simulator/traffic/traffic'
import { createSimulatedWecom } from '../adapters/simulator/wecom'
import { createSimulatedWecomDirectory } from '../adapters/simulator/wecom/directory'
import type { ChatAddress } from '../contract/people'
import type { Identifier } from '../contract/touchpoint'
import { instant } from '../contract/quantities'
import type { Config } from './config'
import type { Hub } from './hub'

/** The company, its chat platforms and its visitors, all on this machine. */
export interface Trial {
  readonly company: TrialCompany
  readonly platforms: readonly SimulatedPlatform[]
  /** The address that a browser opens in order to be this person's client at that link. */
  follow(address: ChatAddress, url: string): string
  /** Enters the hub's address in both consoles, as whoever installs it does. */
  trust(url: string): void
  /** The settings that point the product at the simulated platforms. */
  readonly settings: Readonly<Record<string, string>>
  stop(): Promise<void>
}

const SEED = 20_260_101

/** Starts the simulated platforms. The product is not told that they are. */
export async function startTrial(dataDir: string, log: Logger): Promise<Trial> {
  const company = trialCompany(SEED)
  const state = (name: string): string => join(dataDir, 'trial', `${name}.jsonl`)
  const noisy = log.child({ part: 'simulator' })
  const dingtalk = createSimulatedDingtalk({
    clientId: 'dingtrial',
    clientSecret: randomBytes(16).toString('hex'),
    members: seatsOn('dingtalk', company.members),
    departments: trialDepartments.filter((d) => d.parentId !== 0),
    stateFile: state('dingtalk'),
    log: (message) => noisy.warn(message),
  })
  const platforms: SimulatedPlatform[] = [
    createSimulatedWecom({
      botId: 'trial-bot',
      secret: randomBytes(16).toString('hex'),
      members: seatsOn('wecom', company.members),
      stateFile: state('wecom'),
      log: noisy,
    }),
    dingtalk,
  ]
  const directory = createSimulatedWecomDirectory({
    ...{ corpId: 'wwtrial', agentId: 1_000_002, secret: randomBytes(16).toString('hex') },
    ...{ departments: trialDepartments, people: seatsOn('wecom', company.members), tellsContacts: true },
  })
  const parts = [...platforms, directory]
  for (const part of parts) await part.start()
  return {
    company,
    platforms,
    follow: ({ platform, userId }, url) =>
      platform === 'wecom' ? directory.followAs({ userid: userId }, url) : dingtalk.followAs(userId, url),
    trust: (url) => {
      directory.web.trust(url)
      dingtalk.web.allowRedirect(`${url}/login/dingtalk/done`)
    },
    // The trial's DingTalk counts no calls, and nobody is to be warned of them.
    settings: Object.assign({ DINGTALK_MONTHLY_CALLS: '0' }, ...parts.map((part) => part.settings())),
    stop: async () => {
      for (const part of parts) await part.stop()
    },
  }
}

/** Puts the company into the hub: people, customers with their owners, what its events mean. Safe to run again. */
export async function seedTrial(hub: Hub, company: TrialCompany): Promise<void> {
  await hub.people.upsert(company.members)
  await hub.membersChanged()
  await hub.meanings.put(company.eventMeanings, 'trial')
  const source = await hub.sources.ensure('客户名单', 'directory')
  const names = new Map(company.members.map((m) => [m.key, m.name]))
  const at = instant(Date.UTC(2026, 0, 1))
  await hub.inbox.accept({
    source: source.id,
    receivedAt: hub.clock.now(),
    unreadable: [],
    touchpoints: company.customers.map((c) => ({
      sourceEventId: `customer:${c.key}`,
      occurredAt: at,
      actor: 'ours' as const,
      verb: 'identified' as const,
      object: { type: 'customer' as const, id: c.key, name: c.company },
      identifiers: identifiersOf(c.identifiers),
      profile: {
        name: c.name,
        company: c.company,
        position: c.position,
        region: c.region,
        owner: names.get(c.owner) ?? c.owner,
      },
    })),
  })
}

/** The device is left out: it is seen with its person soon enough. */
function identifiersOf(known: TrialCompany['customers'][number]['identifiers']): Identifier[] {
  const types = ['account', 'unionid', 'openid', 'phone', 'email'] as const
  return types.flatMap((type) => {
    const value = known[type]
    return value === undefined ? [] : [{ type, value }]
  })
}

/** Visitors at the public doors, with write keys of their own. */
export async function startTraffic(
  hub: Hub,
  config: Config,
  company: TrialCompany,
  baseUrl: string,
  log: Logger,
): Promise<Traffic> {
  const key = (kind: string): string => `wk_trial_${kind}_${hub.installation}`
  const kinds = ['native', 'segment', 'sensors', 'inquiry'] as const
  const titles = { native: '官网', segment: '业务系统', sensors: '小程序', inquiry: '询盘表单' }
  for (const kind of kinds) await hub.sources.put(titles[kind], kind, key(kind))
  const traffic = createTraffic({
    baseUrl,
    keys: {
      native: key('native'),
      segment: key('segment'),
      sensors: key('sensors'),
      inquiry: key('inquiry'),
    },
    company,
    rate: config.trialRate,
    onRefused: (refusal) => log.warn({ ...refusal }, 'a door refused a visitor'),
  })
  traffic.start()
  return traffic
}
