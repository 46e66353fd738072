import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

import axios from 'axios'
import type { Command } from 'commander'

import { openDatabase } from '../../api/database'
import { createDecisionStore } from '../../api/decisions'
import type { Check } from '../../api/console'
import type { Config } from '../config'
import { loadConfig } from '../load-config'
import { say } from './say'

/** One finding: what was looked at, whether it is well, and what to do when it is not. */
export interface Finding {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'bad'
  readonly detail: string
  readonly advice: string
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('检查运行环境,说清哪里不对、该怎么办 · says what is wrong and what to do')
    .action(async () => {
      const findings = await examine(process.env)
      for (const f of findings) {
        say(`${{ ok: '✓', warn: '!', bad: '✗' }[f.state]} ${f.name}  ${f.detail}`)
        if (f.state !== 'ok') say(`    → ${f.advice}`)
      }
      if (findings.some((f) => f.state === 'bad')) process.exitCode = 1
    })
}

/** Looks at everything that keeps a hub from working, in the order an admin would mend it. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const findings = [nodeVersion()]
  let config: Config
  try {
    config = loadConfig(env)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    return [
      ...findings,
      bad('配置 configuration', detail, '按提示改好 .env 或环境变量,见 docs/configuration.md'),
    ]
  }
  findings.push(ok('配置 configuration', config.trial ? '试用 trial' : '已配置聊天平台'))
  findings.push(await dataFolder(config.dataDir))
  findings.push(...(await databaseOf(config)))
  findings.push(...(await runningHub(config)))
  return findings
}

const ok = (name: string, detail: string): Finding => ({ name, state: 'ok', detail, advice: '' })
const warn = (name: string, detail: string, advice: string): Finding => ({
  name,
  state: 'warn',
  detail,
  advice,
})
const bad = (name: string, detail: string, advice: string): Finding => ({
  name,
  state: 'bad',
  detail,
  advice,
})

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const enough = major > 20 || (major === 20 && minor >= 19)
  return enough
    ? ok('Node.js', process.versions.node)
    : bad('Node.js', process.versions.node, '请安装 Node.js 20.19 或更新的版本 · install 20.19 or newer')
}

async function dataFolder(folder: string): Promise<Finding> {
  const name = '数据目录 data'
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    const { bavail, bsize } = await statfs(folder)
    const gigabytes = (bavail * bsize) / 1e9
    const detail = `${resolve(folder)},可用 ${gigabytes.toFixed(1)} GB`
    return gigabytes < 1
      ? warn(name, detail, '剩余空间不足 1 GB,请清理或更换目录(DATA_DIR)')
      : ok(name, detail)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return bad(name, why, '请让运行中枢的用户可写该目录,或用 DATA_DIR 指定别处')
  }
}

async function databaseOf(config: Config): Promise<Finding[]> {
  const name = '数据库 database'
  try {
    const database = await openDatabase(config.database)
    try {
      await database.ping()
      const report = await createDecisionStore(database).verify()
      const chain =
        report.broken === null
          ? ok('证据链 evidence', `${report.checked} 条决策完好`)
          : bad(
              '证据链 evidence',
              `D${report.broken.decision}: ${report.broken.reason}`,
              '运行 zhongshu audit verify,并从备份比对',
            )
      return [ok(name, config.database.dialect), chain]
    } finally {
      await database.close()
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const where =
      config.database.dialect === 'sqlite' ? dirname(resolve(config.database.file)) : 'DATABASE_URL'
    return [bad(name, why, `检查 ${where}:地址、用户权限(建表需要 CREATE、ALTER、INDEX)、服务是否启动`)]
  }
}

/** Asks the hub that runs under this configuration how it is. */
async function runningHub(config: Config): Promise<Finding[]> {
  const url = `http://${config.host}:${config.port}/readyz`
  try {
    const answer = await axios.get<{ checks: readonly Check[] }>(url, {
      timeout: 3_000,
      validateStatus: () => true,
      proxy: false,
    })
    return answer.data.checks.map((check) => {
      if (check.ok) return ok(check.name, check.detail)
      return (check.needed ? bad : warn)(check.name, check.detail, adviceFor(check.name))
    })
  } catch {
    return [warn('服务 service', `${url} 没有应答`, '中枢没有在运行:npm start;若端口被占用,用 PORT 换一个')]
  }
}

const advice: Readonly<Record<string, string>> = {
  judging: '判断落后于收到的触点:看机器负载与数据库速度,/metrics 有每一段的延迟',
  wecom: '核对 WECOM_BOT_ID、WECOM_BOT_SECRET;确认没有另一个程序用同一个机器人连接',
  dingtalk: '核对 DINGTALK_CLIENT_ID、DINGTALK_CLIENT_SECRET;应用已发布、机器人为 Stream 模式',
  database: '数据库没有应答:检查服务与 DATABASE_URL',
}

const adviceFor = (name: string): string => advice[name] ?? '查看日志'
