import { createHub } from './hub'
import type { Hub } from './hub'
import { loadConfig } from './load-config'
import { createLogger } from './logger'
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
  // Whoever is past the trial need not wait for its stand-ins to be loaded.
  const trial = first.trial ? await (await import('./trial-run')).openTrial(first, log) : undefined
  // The product reads the trial's addresses as it reads anybody's: from the environment.
  const config = trial === undefined ? first : loadConfig({ ...env, ...trial.settings, ZHONGSHU_TRIAL: 'on' })
  const contentMap = trial === undefined ? {} : { contentMap: trial.contentMap }
  const hub = await createHub({ config, log, version, ...contentMap })
  await trial?.furnish(hub)
  const url = await hub.start()
  await trial?.letVisitorsIn(hub, config, url)
  greet(say, url, trial !== undefined)
  return {
    hub,
    url,
    stop: async () => {
      await trial?.sendVisitorsHome()
      await hub.stop()
      await trial?.stop()
    },
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
