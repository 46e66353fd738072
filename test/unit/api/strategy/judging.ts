import { compileRules } from '../../../../api/strategy'
import type { Facts, RuleIndex, Trigger } from '../../../../api/strategy'
import type { CustomerState } from '../../../../contract/customer-state'
import { ruleId } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import type { Condition, Reading, RuleDocument } from '../../../../contract/rule'
import type { Touch } from './state-of'
import { china, stateOf } from './state-of'

export const ruleOf = (when: Condition, rest: Partial<RuleDocument> = {}): RuleDocument => ({
  id: ruleId('tested'),
  version: 1,
  name: '规则',
  hypothesis: '假设',
  when,
  then: [{ alertOwner: { title: '提醒' } }],
  restDays: 1,
  autonomy: 3,
  ...rest,
})

export const factsAt = (
  now: number | string,
  touches: readonly Touch[] | CustomerState,
  rest: Partial<Omit<Facts, 'now' | 'state'>> = {},
): Facts => ({
  state: Array.isArray(touches) ? stateOf(touches as readonly Touch[]) : (touches as CustomerState),
  now: instant(typeof now === 'number' ? now : china(now)),
  intentTenths: 0,
  stage: 'new',
  ...rest,
})

export const triggerOf = ({ verb = 'viewed', topic, exposes }: Touch): Trigger => ({
  kind: 'touchpoint',
  verb,
  topic: topic as never,
  exposes: exposes as never,
})

/** The reading of one condition alone. */
export const readingOf = (when: Condition, facts: Facts): Reading => {
  const rule = ruleOf(when)
  return compileRules([rule]).explain(rule.id, facts).reading
}

export const hitIds = (index: RuleIndex, facts: Facts, trigger: Trigger): string[] =>
  index.judge(facts, trigger).map(({ rule }) => rule.id)
