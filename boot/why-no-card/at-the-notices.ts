import type { NoticeFate } from '../../api/console'
import type { CustomerRow } from '../../api/customers'
import type { Decision } from '../../contract/decision'
import { decisionCode } from '../../contract/ids'
import { days, minus, seconds, between } from '../../contract/quantities'
import type { Finding } from '../finding'
import { bad, note, ok } from '../finding'
import { deliveryReason } from '../reasons'
import { moment } from '../moment'
import type { WalkParts } from './walk-parts'

const LOOK_BACK = days(7)
const MOST_DECISIONS = 50
const MOST_SHOWN = 5
/** A notice that is due and was not taken for so long has nobody to send it. */
const TAKEN_WITHIN = seconds(60)

/** What became of the newest decisions that somebody was to hear of. */
export async function atTheNotices(parts: WalkParts, customer: CustomerRow): Promise<Finding[]> {
  const { decisions, clock } = parts.core
  const all = await decisions.list({
    customer: customer.id,
    since: minus(clock.now(), LOOK_BACK),
    limit: MOST_DECISIONS,
  })
  const telling = all.filter((d) => d.actions.some((a) => 'alertOwner' in a || 'startPackage' in a))
  if (telling.length === 0)
    return [
      note('决策 decision', '七天内没有要告诉人的决策 · none in seven days that somebody was to hear of'),
    ]
  const shown = telling.slice(0, MOST_SHOWN)
  const fates = await parts.path.noticesOf(shown.map((d) => d.id))
  const findings: Finding[] = []
  for (const decision of shown) {
    const his = fates.filter((f) => f.decision === decision.id)
    if (his.length === 0) findings.push(await toldNobody(parts, customer, decision))
    for (const fate of his) findings.push(await told(parts, decision, fate))
  }
  return findings
}

const nameOf = ({ core }: WalkParts, decision: Decision): string => {
  const rule = core.strategy.rule(decision.rule)
  return `${decisionCode(decision.id)}「${rule?.name ?? decision.rule}」`
}

async function toldNobody(parts: WalkParts, customer: CustomerRow, decision: Decision): Promise<Finding> {
  const name = '通知 notice'
  const what = nameOf(parts, decision)
  const paused = decision.actions.flatMap((a) =>
    'startPackage' in a && parts.core.strategy.isPaused(a.startPackage) ? [a.startPackage] : [],
  )[0]
  if (paused !== undefined)
    return bad(
      name,
      `${what} 没有通知任何人:策略包 ${paused} 已暂停 · its package is paused`,
      `运行 zhongshu package resume ${paused} · resume it`,
      'package-paused',
    )
  const reps = (await parts.core.people.all()).filter((m) => m.active && m.role === 'rep')
  const nobody = customer.owner === null && reps.length === 0
  return bad(
    name,
    nobody
      ? `${what} 没有人可通知:客户没有负责人,也没有在职的销售 · no owner and no active rep`
      : `${what} 没有通知任何人:当时没有负责人,或策略包当时暂停着 · nobody to tell at that time`,
    '补上成员名单(zhongshu members import),之后的决策会找到人 · import the list of members',
    nobody ? 'no-owner' : 'told-nobody',
  )
}

async function told(parts: WalkParts, decision: Decision, fate: NoticeFate): Promise<Finding> {
  const { context, core } = parts
  const name = '投递 delivery'
  const member = await core.people.member(fate.member)
  const what = `${nameOf(parts, decision)}→ ${member?.name ?? '?'} ${platformNames[fate.platform]}`.trim()
  if (fate.state === 'sent')
    return ok(name, `${what},${moment(fate.sentAt ?? fate.createdAt, context)} 已送达 · it arrived`)
  const gathered = gatheredAs[fate.state]
  if (gathered !== undefined) return ok(name, `${what}:${gathered}`)
  const held = heldFor[fate.code ?? '']
  if (fate.state === 'waiting' && held !== undefined)
    return note(name, `${what}:${held},${moment(fate.dueAt, context)} 发 · it goes then`)
  if (fate.code !== null) {
    const { what: why, todo } = deliveryReason(fate.code, fate.detail)
    const next =
      fate.state === 'waiting' ? `,第 ${fate.tries} 次后等到 ${moment(fate.dueAt, context)} 再试` : ''
    return bad(name, `${what}:${why}${next}`, todo, fate.code)
  }
  return waiting(parts, what, fate)
}

const gatheredAs: Readonly<Partial<Record<NoticeFate['state'], string>>> = {
  grouped: '和同时来的几条合成了一张卡片 · in one card with others',
  digested: '在汇总卡片里 · in a digest',
  superseded: '同一客户同一规则有更新的一条,以那条为准 · a newer one stands for it',
}

const heldFor: Readonly<Record<string, string>> = {
  'quiet-hours': '免打扰时段里先不发 · held back by quiet hours',
  digest: '今天的打扰次数已满,进下一次汇总 · held for the next digest',
  grouping: '等同类的几条一起发 · waits to be joined with others',
}

const platformNames = { wecom: '企业微信', dingtalk: '钉钉', '': '' } as const

function waiting({ core, context }: WalkParts, what: string, fate: NoticeFate): Finding {
  const name = '投递 delivery'
  const now = core.clock.now()
  if (fate.dueAt > now)
    return bad(
      name,
      `${what}:在排队,${moment(fate.dueAt, context)} 发;每人每分钟最多 20 条、每小时 600 条,免得平台悄悄丢掉 · it waits for the member’s budget`,
      '不用处理;经常排队说明规则太吵,看 restDays 和门槛 · nothing to do; rules that speak this often want a higher bar',
      'over-budget',
    )
  return between(fate.dueAt, now) < TAKEN_WITHIN
    ? note(name, `${what}:正在发送 · on its way`)
    : bad(
        name,
        `${what}:早该发了,没有进程在发 · due, and nobody sends it`,
        '启动中枢(npm start),或看 zhongshu doctor 的「服务」· start the hub',
        'not-sending',
      )
}
