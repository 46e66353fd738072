import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

import { Fault } from '../contract/fault'
import type { Config } from './config'
import { readConfig } from './config'

/** The environment over `.env` of the working directory. Throws Fault `bad-configuration` with every problem at once. */
export function loadConfig(env: NodeJS.ProcessEnv, file = '.env'): Config {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const result = readConfig({ ...fromFile, ...env })
  if (result.ok) return result.config
  const lines = result.problems.map((p) => `  ${p.variable}: ${p.expected}`)
  throw new Fault({
    code: 'bad-configuration',
    message: `配置有 ${lines.length} 处不对 / ${lines.length} settings are not right:\n${lines.join('\n')}`,
    advice: '改好 .env 或环境变量后再启动;各项说明见 docs/configuration.md。Nothing was started.',
  })
}
