import { createCardPath } from '../../api/console'
import { createJobLedger } from '../../api/database'
import type { Database } from '../../api/database'
import { createPeople } from '../../api/people'
import { createRuleStore } from '../../api/strategy'
import type { Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Finding } from '../finding'
import type { MeetingSettings } from '../meeting-settings'
import { bad, ok, warn } from '../finding'

const FAILING_AFTER = 3

/** Whom cards can reach, which rules may speak, and whether the jobs run. */
export async function company(
  database: Database,
  clock: Clock,
  meetings: MeetingSettings,
): Promise<Finding[]> {
  const members = (await createPeople({ database, clock }).all()).filter((m) => m.active)
  return [
    ...people(members),
    ...expert(members, meetings),
    ...(await rules(database)),
    ...(await jobs(database)),
  ]
}

const IMPORT =
  '准备成员名单并运行 zhongshu members import 成员.csv,格式见 docs/operations.md · import the list of members'

function people(members: readonly Member[]): Finding[] {
  const name = '成员 members'
  if (members.length === 0)
    return [bad(name, '一位成员也没有,卡片没有人可发 · there is nobody to tell', IMPORT, 'no-members')]
  const findings: Finding[] = []
  if (!members.some((m) => m.role === 'rep'))
    findings.push(
      bad(name, '没有在职的销售,新客户没有负责人 · no active rep; customers get no owner', IMPORT, 'no-reps'),
    )
  const silent = members.filter((m) => m.addresses.length === 0)
  if (silent.length > 0)
    findings.push(
      warn(
        name,
        `没有聊天账号:${namesOf(silent)} · without a chat account`,
        '在名单里填上账号后再导入 · add the accounts to the list and import it again',
        'no-address',
      ),
    )
  return findings.length > 0 ? findings : [ok(name, `${members.length} 位,都有聊天账号 · all reachable`)]
}

/** The same names count as where lists speak of people: the name, or an account. */
function expert(members: readonly Member[], { host }: MeetingSettings): Finding[] {
  const wanted = host?.toLowerCase()
  const isThere = ({ name, addresses }: Member): boolean =>
    [name, ...addresses.map((a) => a.userId)].some((known) => known.toLowerCase() === wanted)
  if (host === null || members.some(isThere)) return []
  return [
    warn(
      '会议主持人 MEETING_HOST',
      `没有叫「${host}」的在职成员,会议改由各销售的上级主持 · nobody of that name; superiors host instead`,
      '写成员的姓名或账号,或去掉这一项 · name a member by name or account, or leave it out',
      'no-meeting-host',
    ),
  ]
}

const namesOf = (members: readonly Member[]): string =>
  `${members
    .slice(0, 5)
    .map((m) => m.name)
    .join('、')}${members.length > 5 ? ` 等 ${members.length} 位` : ''}`

async function rules(database: Database): Promise<Finding[]> {
  const name = '规则 rules'
  const store = createRuleStore(database)
  const paused = await createCardPath(database).pausedRules()
  const findings = paused.map(({ document, reason }) =>
    warn(
      name,
      `规则「${document.name}」已暂停:${reason || '未写原因'} · paused`,
      `不该停的话,运行 zhongshu rule resume ${document.id}`,
      'rule-paused',
    ),
  )
  for (const { document, paused: stopped } of await store.livePackages()) {
    if (stopped)
      findings.push(
        warn(
          name,
          `策略包「${document.name}」已暂停 · paused`,
          `不该停的话,运行 zhongshu package resume ${document.id}`,
          'package-paused',
        ),
      )
  }
  return findings.length > 0
    ? findings
    : [ok(name, `${(await store.liveRules()).length} 条在运行 · in force`)]
}

async function jobs(database: Database): Promise<Finding[]> {
  const failing = (await createJobLedger(database).all()).filter((j) => j.failuresInARow >= FAILING_AFTER)
  return failing.map((job) =>
    warn(
      `定时任务 job ${job.name}`,
      `连续失败 ${job.failuresInARow} 次:${job.error ?? ''} · failures in a row`,
      '触点和决策不受影响;按上面的原因处理,看日志里的同名任务 · touchpoints and decisions go on; see the log',
      'job-failing',
    ),
  )
}
