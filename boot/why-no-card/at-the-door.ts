import type { SetAside } from '../../api/console'
import type { CustomerRow } from '../../api/customers'
import { days, minus } from '../../contract/quantities'
import type { Finding } from '../finding'
import { bad, warn } from '../finding'
import { quarantineReason } from '../reasons'
import { moment } from '../moment'
import type { WalkParts } from './walk-parts'

const MOST_PIECES = 50
const MOST_IDENTIFIERS = 5
const NAME = '隔离区 quarantine'

/** Nobody knows the customer: what he did is set aside, still to be judged, was refused, or never came. */
export async function atTheDoor(parts: WalkParts, query: string): Promise<Finding[]> {
  const aside = await parts.path.setAside(query, MOST_PIECES)
  if (aside.length > 0) return byReason(parts, aside, bad)
  const behind = (await parts.core.log.head()) - (await parts.path.judgedUpTo())
  const findings = [neverArrived(parts, query)]
  if (behind > 0) findings.unshift(waitsToBeJudged(behind))
  return [...parts.refused.filter((f) => f.cause !== undefined).map(atFault), ...findings]
}

/** A refused request leaves nothing but a count, so it can only be the likeliest reason. */
const atFault = (finding: Finding): Finding => ({ ...finding, state: 'bad' })

const waitsToBeJudged = (behind: number): Finding =>
  bad(
    '判断 judging',
    `${behind} 个触点收下了还没判断 · kept and not judged yet`,
    '中枢在运行的话几秒内会判断;没有的话启动它 · start the hub, or wait a few seconds',
    'judging-behind',
  )

function neverArrived({ core }: WalkParts, query: string): Finding {
  const sources = core.sources.all().filter((s) => s.kind !== 'hub')
  return {
    ...bad(
      '入口 door',
      `没有触点提到「${query}」 · nothing ever mentioned it`,
      '换手机号或公司名再问一次;仍没有,就看来源侧有没有把请求发到这里、密钥对不对 · ask by phone or company; does the sender reach this hub?',
      'never-arrived',
    ),
    lines: sources.map((s) => `来源 source「${s.name}」${s.kind}`),
  }
}

/** The customer is known, and something else he did may still wait. */
export async function setAsideToo(
  parts: WalkParts,
  customer: CustomerRow,
  query: string,
): Promise<Finding[]> {
  const { identity, clock } = parts.core
  const personas = await identity.store.personasOfCustomer(customer.id)
  const identifiers = await identity.store.identifiersOf(personas.map((p) => p.id))
  const values = [...identifiers.values()].flat().map((i) => i.value.replace(/^\+86/, ''))
  const since = minus(clock.now(), days(7))
  const found = new Map<string, SetAside>()
  for (const text of new Set([query, ...values].slice(0, MOST_IDENTIFIERS)))
    for (const piece of await parts.path.setAside(text, MOST_PIECES))
      if (piece.receivedAt >= since) found.set(JSON.stringify(piece), piece)
  return byReason(parts, [...found.values()], warn)
}

function byReason(parts: WalkParts, pieces: readonly SetAside[], as: typeof bad): Finding[] {
  const groups = new Map<string, SetAside[]>()
  for (const piece of pieces) {
    const key = `${piece.reason}|${piece.eventName ?? ''}|${piece.source}`
    groups.set(key, [...(groups.get(key) ?? []), piece])
  }
  return [...groups.values()].flatMap((group) => {
    const [newest] = group
    if (newest === undefined) return []
    const { what, todo } = quarantineReason(newest.reason)
    const event = newest.eventName === null ? '' : `事件「${newest.eventName}」`
    const when = moment(newest.receivedAt, parts.context)
    const detail = `来源「${newest.source}」${event}${group.length} 条,最近 ${when}:${what}`
    return [as(NAME, detail, todo, newest.reason)]
  })
}
