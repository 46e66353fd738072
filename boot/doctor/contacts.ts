import { contactsWording, createContactReports, tellContactRun, tellContactTrouble } from '../../api/contacts'
import type { ContactRun } from '../../api/contacts'
import type { Database } from '../../api/database'
import type { Clock } from '../../contract/ports/clock'
import { days } from '../../contract/quantities'
import type { Config } from '../config'
import { createContactsPort } from '../contacts/contacts-port'
import { bad, note, ok, warn } from '../finding'
import type { Finding } from '../finding'
import { createLogger } from '../logger'
import { moment } from '../moment'

const NAME = '企业微信客户 contacts'
const LONGEST_PROBE_MS = 10_000
/** Two nights in a row. */
const OLD = days(2)

type Settings = Pick<Config, 'wecomDirectory' | 'contacts' | 'language' | 'utcOffsetMinutes'>

/** Whether the customers of WeCom may be read, and when they were. Asks WeCom only where they are meant to be read. */
export async function contacts(database: Database, clock: Clock, config: Settings): Promise<Finding[]> {
  const port = createContactsPort(config, { log: createLogger('silent'), clock })
  if (port === null) return config.contacts.sync === 'off' ? [] : [notConfigured]
  const [last] = await createContactReports(database).runs(1)
  if (last === undefined && config.contacts.sync === 'off')
    return [
      note(
        NAME,
        '没有启用。zhongshu contacts sync --dry-run 先看能读到多少 · not in use; that command tries it',
      ),
    ]
  const probed = await port.probe(AbortSignal.timeout(LONGEST_PROBE_MS))
  if ('followUsers' in probed) return [granted(probed.followUsers), lastRun(last, clock, config)]
  const [what = '', todo = ''] = tellContactTrouble(probed, contactsWording[config.language])
  return [bad(NAME, what, todo, `contacts-${probed.kind}`), lastRun(last, clock, config)]
}

const notConfigured = bad(
  NAME,
  'CONTACTS_SYNC 开着,却没有配置企业微信自建应用 · it is on, and no self-built app is configured',
  '填 WECOM_CORP_ID 与 WECOM_APP_SECRET,或关掉 CONTACTS_SYNC · set the two, or switch it off',
  'contacts-not-configured',
)

const granted = (followUsers: number): Finding =>
  ok(NAME, `「客户联系」可以读,${followUsers} 位成员能加客户 · may be read, ${followUsers} members`)

function lastRun(run: ContactRun | undefined, clock: Clock, config: Settings): Finding {
  const todo = '运行 zhongshu contacts sync · run it'
  if (run === undefined) return warn(NAME, '还没有同步过 · no sync yet', todo, 'contacts-never')
  const [first = '', ...lines] = tellContactRun(run, contactsWording[config.language])
  const detail = `最近一次 ${moment(run.at, config)}:${first} · the latest`
  const old = config.contacts.sync === 'nightly' && clock.now() - run.at > OLD
  if (old) return warn(NAME, detail, `两晚没有同步了,看日志里的 sync-contacts;${todo}`, 'contacts-old')
  return run.outcome === 'applied' || run.outcome === 'dry-run'
    ? note(
        NAME,
        detail,
        lines.map((line) => line.trim()),
      )
    : { ...warn(NAME, detail, todo, 'contacts-not-whole'), lines: lines.map((line) => line.trim()) }
}
