import { writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Middleware } from 'koa'

import { createWindowRouter } from '../adapters/simulator/window/window.routes'
import type { Traffic } from '../adapters/simulator/traffic/traffic'
import type { Config } from './config'
import { ensureDataFolder } from './data-folder'
import { createHub } from './hub'
import type { Hub } from './hub'
import { createLogger } from './logger'
import { assets } from './package-root'
import { loadConfig } from './load-config'
import { seedTrial, startTraffic, startTrial } from './trial'
import type { Trial } from './trial'
import { version } from './version'

export interface Running {
  readonly hub: Hub
  readonly url: string
  stop(): Promise<void>
}

/** Starts everything the configuration asks for: with no chat platform configured, the trial. */
export async function start(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Running> {
  const first = loadConfig(env)
  const log = createLogger(first.logLevel)
  if (first.trial) await ensureDataFolder(first.dataDir)
  const trial = first.trial ? await startTrial(first.dataDir, log) : undefined
  // The product reads the trial's addresses as it reads anybody's: from the environment.
  const config = trial === undefined ? first : loadConfig({ ...env, ...trial.settings, ZHONGSHU_TRIAL: 'on' })
  const contentMap = trial === undefined ? undefined : await trialContentMap(config, trial)
  const hub = await createHub({ config, log, version, ...(contentMap === undefined ? {} : { contentMap }) })
  if (trial !== undefined) await seedTrial(hub, trial.company)
  const window: { traffic?: Traffic } = {}
  if (trial !== undefined) hub.addPages(trialPages(hub, trial, () => window.traffic))
  const port = await hub.start()
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  if (trial !== undefined) window.traffic = await startTraffic(hub, config, trial.company, url, log)
  greet(say, url, trial !== undefined)
  return {
    hub,
    url,
    stop: async () => {
      await window.traffic?.stop()
      await hub.stop()
      await trial?.stop()
    },
  }
}

async function trialContentMap(config: Config, trial: Trial): Promise<string> {
  const file = join(config.dataDir, 'trial', 'content-map.json')
  await mkdir(join(config.dataDir, 'trial'), { recursive: true })
  await writeFile(file, JSON.stringify(trial.company.contentMap, null, 2))
  return file
}

function trialPages(hub: Hub, trial: Trial, traffic: () => Traffic | undefined): Middleware {
  const rate = perSecond()
  const router = createWindowRouter({
    platforms: trial.platforms,
    people: trial.company.members.map((m) => ({
      memberName: m.name,
      role: m.role,
      team: m.team,
      addresses: m.addresses,
    })),
    first: nameOf(trial.company, trial.company.firstMember),
    assetsDir: assets('window'),
    overview: async () => {
      return {
        touchpointsPerSecond: rate(hub.pipeline.figures().processed),
        touchpoints: await hub.log.head(),
        decisions: await hub.decisions.count(),
        cards: await hub.delivery.sentInAll(),
        happening: traffic()?.counts().latest ?? [],
      }
    },
  })
  const routes = router.routes() as unknown as Middleware
  return (context, next) => {
    if (context.path === '/') {
      context.redirect('/window/')
      return Promise.resolve()
    }
    return routes(context, next)
  }
}

const nameOf = (company: Trial['company'], key: string): string =>
  company.members.find((m) => m.key === key)?.name ?? key

/** The rate of a growing count over the last ten seconds or so. */
function perSecond(): (count: number) => number {
  let seen: { at: number; count: number }[] = []
  return (count) => {
    const now = Date.now()
    seen = [...seen.filter((s) => now - s.at < 10_000), { at: now, count }]
    const [oldest] = seen
    if (oldest === undefined || now - oldest.at < 500) return 0
    return ((count - oldest.count) * 1_000) / (now - oldest.at)
  }
}

function greet(say: (line: string) => void, url: string, trial: boolean): void {
  say('')
  say(`  中枢 Zhongshu ${version}`)
  say('')
  if (trial) {
    say(`  打开  Open    ${url}`)
    say('  试用公司已就绪:选一位销售,一分钟内会收到第一张卡片。按「接手」,或回复「为什么」「帮助」。')
    say('  A trial company is live: be a sales rep, the first card comes within a minute.')
  } else {
    say(`  运行中  Running    ${url}`)
    say('  zhongshu doctor 检查连接 · checks the connections')
  }
  say('  停止  Stop    Ctrl-C')
  say('')
}
