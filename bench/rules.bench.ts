import { compileRules } from '../api/strategy'
import type { RuleIndex } from '../api/strategy'
import { atLeastTimes, atMost } from './figure'
import type { Figure } from './figure'
import { quantile, rateOf, rateOfWaiting, timesOf } from './measure'
import { contextsOf } from './rules/contexts'
import type { Context } from './rules/contexts'
import { fusedFunction } from './rules/fused'
import { jsonRulesEngine, toFlatFacts, zenEngine } from './rules/peers'
import type { Peer } from './rules/peers'
import { familyOf } from './rules/rule-family'
import type { FamilyRule } from './rules/rule-family'

/** How long each engine is given for each figure, in milliseconds. */
const share = 120
const rounds = 6
/** Pieces of work the waiting engines may have under way at once, which suits them best. */
const together = 16

/**
 * S1-31: rules judged per second of processor time with 1, 20 and 200 rules, beside json-rules-engine, zen-engine and a function
 * written for exactly these rules, all in this run. Needs the development dependencies. Throws when the engines do
 * not agree on what hits.
 */
export const benchRules = async (): Promise<Figure[]> => {
  const figures: Figure[] = []
  for (const n of [1, 20, 200]) figures.push(...(await withRules(n)))
  return [...figures, ...latency()]
}

const withRules = async (n: number): Promise<Figure[]> => {
  const family = familyOf(n)
  const index = compileRules(family.map(({ document }) => document))
  const contexts = contextsOf(n === 1 ? 64 : 256).map((context) => touching(context, family, n))
  const inputs = contexts.map((context) => toFlatFacts(index, family, context))
  const jre = await jsonRulesEngine(family, inputs)
  const zen = await zenEngine(family, inputs)
  const fused = fusedFunction(family)
  await checkAgreement(index, contexts, fused, [jre, zen])

  const at = (i: number): Context => contexts[i % contexts.length] ?? fail('no contexts')
  const judge = (i: number): unknown => index.judge(at(i).facts, at(i).trigger)
  const explain = (i: number): unknown => index.explainAll(at(i).facts)
  const rates = await alternating({
    ours: () => rateOf(judge, share),
    explained: () => rateOf(explain, share),
    fused: () => rateOf((i) => fused(at(i)), share),
    jre: () => rateOfWaiting(jre, share, together),
    zen: () => rateOfWaiting(zen, share, together),
  })
  return [
    atLeastTimes(`rules ${n}: judged / json-rules-engine`, rates.ours, rates.jre, 100),
    atLeastTimes(`rules ${n}: judged / zen-engine`, rates.ours, rates.zen, n === 200 ? 30 : 10),
    atLeastTimes(`rules ${n}: judged / fused function`, rates.ours, rates.fused, 0.25),
    atLeastTimes(`rules ${n}: all explained / json-rules-engine`, rates.explained, rates.jre, 10),
  ]
}

/** With one rule every context touches it; else most would cost nothing. */
const touching = (context: Context, family: readonly FamilyRule[], n: number): Context =>
  n === 1
    ? { ...context, trigger: { ...context.trigger, topic: (family[0]?.topic ?? '') as never } }
    : context

/** Each in turn, several times over; the best of each counts, which is what it does when nobody disturbs it. */
const alternating = async <K extends string>(
  works: Readonly<Record<K, () => number | Promise<number>>>,
): Promise<Record<K, number>> => {
  const names = Object.keys(works) as K[]
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of names) rates[name].push(await works[name]())
  }
  return Object.fromEntries(names.map((name) => [name, Math.max(...rates[name])])) as Record<K, number>
}

const checkAgreement = async (
  index: RuleIndex,
  contexts: readonly Context[],
  fused: (context: Context) => readonly string[],
  peers: readonly Peer[],
): Promise<void> => {
  for (const [i, context] of contexts.entries()) {
    const judged = index.judge(context.facts, context.trigger).map(({ rule }) => rule.id as string)
    agree(judged, fused(context))
    const met = index.rules
      .filter(({ id }) => index.explain(id, context.facts).met)
      .map(({ id }) => id as string)
    for (const peer of peers) agree(met.sort(), [...(await peer(i))].sort())
  }
}

const agree = (a: readonly string[], b: readonly string[]): void => {
  if (a.join() !== b.join()) fail(`the engines do not agree: ${a.join()} and ${b.join()}`)
}

const fail = (message: string): never => {
  throw new Error(message)
}

/** 200 rules, one touchpoint: judged, and every rule explained with the value of every condition. */
const latency = (): Figure[] => {
  const index = compileRules(familyOf(200).map(({ document }) => document))
  const contexts = contextsOf(256)
  const times = timesOf((i) => {
    const context = contexts[i % contexts.length] ?? fail('no contexts')
    index.judge(context.facts, context.trigger)
    index.explainAll(context.facts)
  }, 5_000)
  return [
    atMost('rules 200: judged and all explained, p50', 'ms', quantile(times, 0.5), 0.5),
    atMost('rules 200: judged and all explained, p99', 'ms', quantile(times, 0.99), 5),
  ]
}
