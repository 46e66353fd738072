import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Middleware } from 'koa'
import type { Logger } from 'pino'

import { createLinkReaders } from '../adapters/simulator/traffic/link-readers'
import type { LinkReaders } from '../adapters/simulator/traffic/link-readers'
import type { Traffic } from '../adapters/simulator/traffic/traffic'
import { createWindowRouter } from '../adapters/simulator/window/window.routes'
import type { Config } from './config'
import { ensureDataFolder } from './data-folder'
import type { Hub } from './hub'
import { assets } from './package-root'
import { seedTrial, startTraffic, startTrial } from './trial'
import type { Trial } from './trial'

/** A trial around a hub, in the order things happen. */
export interface TrialRun {
  /** The settings that point the product at the simulated platforms. */
  readonly settings: Readonly<Record<string, string>>
  /** The file of the company's content map. */
  readonly contentMap: string
  /** Brings the company and the chat window into a hub that is not started yet. */
  furnish(hub: Hub): Promise<void>
  letVisitorsIn(hub: Hub, config: Config, url: string): Promise<void>
  sendVisitorsHome(): Promise<void>
  stop(): Promise<void>
}

/** Starts the company's chat platforms. */
export async function openTrial({ dataDir }: Config, log: Logger): Promise<TrialRun> {
  await ensureDataFolder(dataDir)
  const trial = await startTrial(dataDir, log)
  let traffic: Traffic | undefined
  let readers: LinkReaders | undefined
  return {
    settings: trial.settings,
    contentMap: await writeContentMap(dataDir, trial.company),
    furnish: async (hub) => {
      await seedTrial(hub, trial.company)
      hub.addPages(trialPages(hub, trial, () => happening(traffic, readers)))
    },
    letVisitorsIn: async (hub, config, url) => {
      trial.trust(config.publicUrl ?? url)
      traffic = await startTraffic(hub, config, trial.company, url, log)
      readers = createLinkReaders({ baseUrl: url, platforms: trial.platforms, people: accountsOf(trial) })
      readers.start()
    },
    sendVisitorsHome: async () => {
      await readers?.stop()
      await traffic?.stop()
    },
    stop: () => trial.stop(),
  }
}

const accountsOf = ({ company }: Trial): readonly string[] =>
  company.members.flatMap(({ addresses }) => addresses.map(({ userId }) => userId))

/** What visitors and readers did last, newest first. */
const happening = (traffic: Traffic | undefined, readers: LinkReaders | undefined): Happened =>
  [...(readers?.latest() ?? []), ...(traffic?.counts().latest ?? [])]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, 12)
type Happened = readonly { readonly at: number; readonly text: string }[]

async function writeContentMap(dataDir: string, { contentMap }: Trial['company']): Promise<string> {
  const file = join(dataDir, 'trial', 'content-map.json')
  await mkdir(join(dataDir, 'trial'), { recursive: true })
  await writeFile(file, JSON.stringify(contentMap, null, 2))
  return file
}

function trialPages(hub: Hub, trial: Trial, happened: () => Happened): Middleware {
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
    follow: (address, url) => trial.follow(address, url),
    overview: async () => {
      return {
        touchpointsPerSecond: rate(hub.pipeline.figures().processed),
        touchpoints: await hub.log.head(),
        decisions: await hub.decisions.count(),
        cards: await hub.delivery.sentInAll(),
        happening: happened(),
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
