import type { CustomerRow } from '../../api/customers'
import { factsOf } from '../../api/flow'
import { compileRules } from '../../api/strategy'
import type { Facts, RuleIndex } from '../../api/strategy'
import { conditionLines, markedLine, nearness } from '../../bot'
import type { Explanation, RuleDocument } from '../../contract/rule'
import type { Finding } from '../finding'
import { bad, note, warn } from '../finding'
import { moment } from '../moment'
import type { WalkParts } from './walk-parts'

const NAME = '规则 rules'
const MOST_SHOWN = 3

/** What the rules say of the customer now: met and paused, met and resting, or how far off the nearest ones are. */
export async function atTheRules(parts: WalkParts, customer: CustomerRow): Promise<Finding[]> {
  const [held] = await parts.core.customers.store.hold([customer.id])
  if (held === undefined) return []
  const facts = factsOf(parts.core.template, held, parts.core.clock.now())
  const paused = await parts.path.pausedRules()
  const read = readAll(parts.core.strategy.index(), facts)
  return [
    ...readAll(compileRules(paused.map((p) => p.document)), facts)
      .filter(({ said }) => said.met)
      .map(({ rule }) => pausedBut(rule, paused.find((p) => p.document.id === rule.id)?.reason ?? '')),
    ...read.filter(({ rule }) => tells(rule)).flatMap(({ rule, said }) => restingBut(parts, rule, said)),
    ...nearest(
      parts,
      read.filter(({ said }) => !said.met),
    ),
  ]
}

interface Read {
  readonly rule: RuleDocument
  readonly said: Explanation
}

const readAll = (index: RuleIndex, facts: Facts): Read[] =>
  index.rules.map((rule) => ({ rule, said: index.explain(rule.id, facts) }))

/** That a rule which only tags rests is no news to anybody. */
const tells = (rule: RuleDocument): boolean =>
  rule.then.some((action) => 'alertOwner' in action || 'startPackage' in action)

const pausedBut = (rule: RuleDocument, reason: string): Finding =>
  bad(
    NAME,
    `「${rule.name}」v${rule.version} 条件都满足,但规则已暂停:${reason || '未写原因'} · it holds, and is paused`,
    `不该停的话,运行 zhongshu rule resume ${rule.id} · resume it`,
    'rule-paused',
  )

const restingBut = ({ context }: WalkParts, rule: RuleDocument, said: Explanation): Finding[] =>
  !said.met || said.restsUntil === null
    ? []
    : [
        warn(
          NAME,
          `「${rule.name}」v${rule.version} 条件都满足,但对这位客户休息到 ${moment(said.restsUntil, context)},期间不再提醒 · it holds, and rests until then`,
          '不用处理:同一件事在休息期内只提醒一次;嫌长就改规则的 restDays · nothing to do, or shorten restDays',
          'rule-resting',
        ),
      ]

/** The rules that are on their way, nearest first; one of which nothing holds has nothing to say. */
function nearest({ context }: WalkParts, missed: readonly Read[]): Finding[] {
  return missed
    .map((read) => ({ ...read, near: nearness(read.said.reading) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, MOST_SHOWN)
    .map(({ rule, said }) =>
      note(
        NAME,
        `「${rule.name}」v${rule.version} 条件还没有都满足 · not met yet`,
        conditionLines(said.reading, context).map((line) => markedLine(line, context)),
      ),
    )
}
