import type { Config } from '../config'
import type { Finding } from '../finding'
import { bad, note, ok } from '../finding'
import { loadConfig } from '../load-config'
import { systemClock } from '../modules'
import { company } from './company'
import { contacts } from './contacts'
import { documents } from './documents'
import { intake } from './intake'
import { outbox } from './outbox'
import { pages } from './pages'
import { quota } from './quota'
import { runningHub } from './running-hub'
import { throughStore } from './store'
import { dataFolder, nodeVersion } from './surroundings'

/** Looks at everything that keeps a hub from working, in the order an admin would mend it. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  let config: Config
  try {
    config = loadConfig(env)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    const advice = '按提示改好 .env 或环境变量,见 docs/configuration.md · mend .env or the environment'
    return [nodeVersion(), bad('配置 configuration', detail, advice, 'bad-configuration')]
  }
  return [
    nodeVersion(),
    ok('配置 configuration', config.trial ? '试用 trial' : '已配置聊天平台 chat platforms are set'),
    await dataFolder(config.dataDir),
    ...pages(config),
    ...(await documents(config)),
    ...(
      await throughStore(config.database, async (database) => [
        ...(await company(database, systemClock, config.meetings)),
        ...(await intake(database, systemClock)),
        ...(await outbox(database, systemClock)),
        ...(await quota(database, systemClock, config)),
        ...(await contacts(database, systemClock, config)),
      ])
    ).map((finding) => (config.trial ? asInATrial(finding) : finding)),
    ...(await runningHub(config)),
  ]
}

/** A trial that was never started has nobody in it yet, which is as it should be. */
const asInATrial = (finding: Finding): Finding =>
  finding.cause === 'no-members' || finding.cause === 'no-source'
    ? note(finding.name, '试用启动时会自动建好 · the trial makes them at its start')
    : finding
