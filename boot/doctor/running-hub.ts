import axios from 'axios'

import type { Check } from '../../api/console'
import type { Config } from '../config'
import type { Finding } from '../finding'
import { bad, ok, warn } from '../finding'

type Where = Pick<Config, 'host' | 'port'>

/** Asks the hub that runs under this configuration how it is, and what its doors refused since it started. */
export async function runningHub(where: Where): Promise<Finding[]> {
  const url = `${addressOf(where)}/readyz`
  try {
    const answer = await ask<{ checks: readonly Check[] }>(url)
    const checks = answer.checks.map((check) => {
      if (check.ok) return ok(check.name, check.detail)
      return (check.needed ? bad : warn)(
        check.name,
        check.detail,
        adviceFor(check.name),
        `${check.name}-down`,
      )
    })
    return [...checks, ...(await refusedAtTheDoors(where))]
  } catch {
    return [
      warn(
        '服务 service',
        `${url} 没有应答 · no answer`,
        '中枢没有在运行:npm start;若端口被占用,用 PORT 换一个 · it is not running, or not under this PORT',
        'not-running',
      ),
    ]
  }
}

/** Refusals leave no touchpoint, so only the running process can count them. Empty where none runs. */
export async function refusedAtTheDoors(where: Where): Promise<Finding[]> {
  try {
    return doorRefusals(await ask<string>(`${addressOf(where)}/metrics`))
  } catch {
    return []
  }
}

const addressOf = ({ host, port }: Where): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

const ask = async <T>(url: string): Promise<T> => {
  // Not ready is an answer as well, and says why.
  const answer = await axios.get<T>(url, { timeout: 3_000, validateStatus: () => true, proxy: false })
  return answer.data
}

const line = /^zhongshu_door_answers_total\{door="([^"]+)",status="(\d+)"\} (\d+)/

function doorRefusals(page: string): Finding[] {
  return page.split('\n').flatMap((text) => {
    const [, door = '', status = '', count = ''] = line.exec(text) ?? []
    const refused = door === 'wecom-app' && status === '401' ? unsignedCallback : refusals[status]
    if (refused === undefined) return []
    return [warn(`入口 door ${door}`, `拒绝了 ${count} 个请求:${refused.what}`, refused.todo, refused.cause)]
  })
}

/** The one door that no source has a key for. */
const unsignedCallback = {
  what: '企业微信的回调验签不过 · callbacks that are not signed as they should be',
  todo: '核对 WECOM_CALLBACK_TOKEN、WECOM_CALLBACK_AES_KEY、WECOM_CORP_ID 与服务器时间;都对就是别人在试这个地址 · check token, key, corp id and clock; if they are right, somebody is trying the address',
  cause: 'unsigned-callback',
}

const refusals: Readonly<Record<string, { what: string; todo: string; cause: string }>> = {
  '0': {
    what: '密钥不对、发得太快或库不可用(对小程序只能断开连接)· wrong key, too fast, or no store: the mini-program is hung up on',
    todo: '先核对小程序里的写入密钥(server_url 的 token)· check the write key in server_url first',
    cause: 'hung-up',
  },
  '400': {
    what: '请求读不懂 · it could not be read',
    todo: '对照 /docs 修改来源侧 · compare with /docs',
    cause: 'bad-request',
  },
  '401': {
    what: '写入密钥不对 · wrong write key',
    todo: '核对来源侧的密钥与 zhongshu source list 的来源和协议;忘了就 zhongshu source rotate <来源> 换一把 · check key and protocol, or rotate the key',
    cause: 'wrong-key',
  },
  '413': {
    what: '一次发得太大 · too large',
    todo: '让来源侧分批发送 · send smaller batches',
    cause: 'too-large',
  },
  '429': {
    what: '发得太快 · too fast',
    todo: '来源侧会按 Retry-After 重发;长期如此就新建一个 --per-second 更大的来源 · the sender comes back by itself',
    cause: 'rate-limited',
  },
  '503': {
    what: '中枢太忙或数据库不可用,来源侧会重发 · busy or no store; the sender comes back',
    todo: '看数据库与机器负载 · look at database and load',
    cause: 'busy',
  },
}

const advice: Readonly<Record<string, string>> = {
  judging:
    '判断落后于收到的触点:看机器负载与数据库速度,/metrics 有每一段的延迟 · judging is behind: look at load and database',
  wecom:
    '机器人:核对 WECOM_BOT_ID、WECOM_BOT_SECRET,确认没有另一个程序用同一个机器人连接;自建应用:核对 WECOM_APP_SECRET 与企业可信IP · check id and secret; is the bot connected elsewhere? For an app: secret and trusted address',
  dingtalk:
    '核对 DINGTALK_CLIENT_ID、DINGTALK_CLIENT_SECRET;应用已发布、机器人为 Stream 模式 · check id and secret; Stream mode, published?',
  database: '数据库没有应答:检查服务与 DATABASE_URL · the database does not answer',
}

const adviceFor = (name: string): string => advice[name] ?? '查看日志 · see the log'
