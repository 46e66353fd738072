import type { RuleIndex } from '../../api/strategy'
import type { Reading } from '../../contract/rule'
import type { Context } from './contexts'
import { streakVisits, warmStages, warmTenths } from './rule-family'
import type { FamilyRule } from './rule-family'

/** Judges one context and answers the ids of the rules that hit. */
export type Peer = (i: number) => Promise<readonly string[]>

/**
 * What the peers are given. They know no windows, visits or silence, so every number a rule needs is worked out for
 * them beforehand and not counted against them.
 */
export type FlatFacts = Readonly<Record<string, number | string | boolean>>

export const toFlatFacts = (
  index: RuleIndex,
  family: readonly FamilyRule[],
  { facts }: Context,
): FlatFacts => {
  const flat: Record<string, number | string | boolean> = {
    intent: Number(facts.intentTenths),
    stage: facts.stage,
    regular: Object.keys(facts.state.marks.tags).length > 0,
    streak: 0,
  }
  for (const rule of family) {
    for (const { condition, found } of leaves(index.explain(rule.document.id, facts).reading)) {
      if ('count' in condition)
        flat[`${rule.shape === 'downloads' ? 'downloads' : 'views'}_${nameOf(rule)}`] = Number(found)
      if ('sum' in condition) flat[`dwell_${nameOf(rule)}`] = Number(found)
      if ('streak' in condition) flat.streak = Number(found)
    }
  }
  return flat
}

const leaves = (reading: Reading): readonly Reading[] =>
  reading.children.length === 0 ? [reading] : reading.children.flatMap(leaves)

const nameOf = ({ topic }: FamilyRule): string => topic.replace('-', '_')

type Test = readonly [fact: string, is: '>=' | 'in' | 'false', value: number | readonly string[] | null]

const testsOf = (rule: FamilyRule): readonly Test[] => {
  const views: Test = [`views_${nameOf(rule)}`, '>=', rule.least]
  switch (rule.shape) {
    case 'views':
      return [views]
    case 'views-and-intent':
      return [views, ['intent', '>=', warmTenths]]
    case 'downloads':
      return [
        [`downloads_${nameOf(rule)}`, '>=', 1],
        ['regular', 'false', null],
      ]
    case 'dwell-in-stage':
      return [
        [`dwell_${nameOf(rule)}`, '>=', rule.least],
        ['stage', 'in', warmStages],
      ]
    case 'views-and-streak':
      return [views, ['streak', '>=', streakVisits]]
  }
}

export const jsonRulesEngine = async (
  family: readonly FamilyRule[],
  inputs: readonly FlatFacts[],
): Promise<Peer> => {
  const { Engine } = await import('json-rules-engine')
  const operators = { '>=': 'greaterThanInclusive', in: 'in', false: 'equal' } as const
  const engine = new Engine(
    family.map((rule) => ({
      name: rule.document.id,
      event: { type: rule.document.id },
      conditions: {
        all: testsOf(rule).map(([fact, is, value]) => ({
          fact,
          operator: operators[is],
          value: is === 'false' ? false : value,
        })),
      },
    })),
  )
  return async (i) => {
    const { events } = await engine.run({ ...inputs[i % inputs.length] })
    return events.map(({ type }) => type)
  }
}

/** As one decision table that collects every row that fits, which measured faster than one expression per rule. */
export const zenEngine = async (
  family: readonly FamilyRule[],
  inputs: readonly FlatFacts[],
): Promise<Peer> => {
  const { ZenEngine } = await import('@gorules/zen-engine')
  const decision = new ZenEngine().createDecision(toDecisionTable(family))
  return async (i) => {
    const { result } = (await decision.evaluate(inputs[i % inputs.length])) as { result: unknown }
    return Array.isArray(result) ? result.map((row) => String((row as { id: unknown }).id)) : []
  }
}

const toDecisionTable = (family: readonly FamilyRule[]): object => ({
  nodes: [
    { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
    {
      id: 'table',
      type: 'decisionTableNode',
      name: 'table',
      position: { x: 1, y: 0 },
      content: {
        hitPolicy: 'collect',
        inputs: [{ id: 'when', name: 'when' }],
        outputs: [{ id: 'id', name: 'id', field: 'id' }],
        rules: family.map((rule, i) => ({
          _id: `row-${i}`,
          when: testsOf(rule).map(toExpression).join(' and '),
          id: JSON.stringify(rule.document.id),
        })),
      },
    },
    { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
  ],
  edges: [
    { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
    { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
  ],
})

const toExpression = ([fact, is, value]: Test): string => {
  if (is === 'false') return `${fact} == false`
  return `${fact} ${is} ${JSON.stringify(value)}`
}
