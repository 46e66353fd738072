import { z } from 'zod'

import type { RuleDocument, StrategyPackage } from '../../contract/rule'
import { triggersOf } from './domain/triggers'
import { ruleDocumentSchema, ruleLimits, strategyPackageSchema } from './rule-schema'

/** What is wrong and where, in Chinese, for the person who wrote the document. */
export interface Problem {
  /** `when.all.1.count.atLeast`; empty for the document as a whole. */
  readonly path: string
  readonly message: string
}

export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }

/** Checks a parsed JSON value: form, then limits. Never throws, however deep or large the value. */
export const readRule = (value: unknown): Reading<RuleDocument> => {
  const excess = excessOf(value)
  if (excess !== undefined) return { ok: false, problems: [excess] }
  const read = check<RuleDocument>(ruleDocumentSchema, value)
  const isRestless = read.ok && read.value.restDays === 0 && triggersOf(read.value.when).clock
  return isRestless ? { ok: false, problems: [restless] } : read
}

/** Time asks again and again; only its rest tells that such a rule has had its say. */
const restless: Problem = {
  path: 'restDays',
  message: '条件里有随时间变化的部分(连续跳过、未发生、时段、不满足等)时,至少休息 1 天',
}

export const readPackage = (value: unknown): Reading<StrategyPackage> => check(strategyPackageSchema, value)

const check = <T>(schema: z.ZodType, value: unknown): Reading<T> => {
  const parsed = schema.safeParse(value, { error: z.locales.zhCN().localeError })
  // Brands of ids, topics and tags are made here, where the words enter; the schema has the same form otherwise.
  if (parsed.success) return { ok: true, value: parsed.data as T }
  return {
    ok: false,
    problems: parsed.error.issues.flatMap((issue) => toProblems(issue, value, [])).slice(0, 20),
  }
}

/** A union says why none of its members fits; what helps is why the member that was meant does not. */
const toProblems = (issue: z.core.$ZodIssue, root: unknown, above: readonly PropertyKey[]): Problem[] => {
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return [{ path: path.join('.'), message: issue.message }]
  }
  const value = at(root, path)
  const isOneKeyed = typeof value === 'object' && value !== null && Object.keys(value).length === 1
  const meant = isOneKeyed ? issue.errors.find((errors) => !errors.some(isStrangeKey)) : undefined
  if (meant !== undefined) return meant.flatMap((inner) => toProblems(inner, root, path))
  return [{ path: path.join('.'), message: issue.message }]
}

const isStrangeKey = ({ code, path }: z.core.$ZodIssue): boolean =>
  code === 'unrecognized_keys' && path.length === 0

const at = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (Object(value) as Record<PropertyKey, unknown>)[key], root)

/** Counts with its own stack, before anything that recurses looks at the value. */
const excessOf = (value: unknown): Problem | undefined => {
  const waiting = [{ node: at(value, ['when']), depth: 1 }]
  let conditions = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    conditions++
    if (next.depth > ruleLimits.depth) {
      return { path: 'when', message: `条件最多嵌套 ${ruleLimits.depth} 层` }
    }
    if (conditions > ruleLimits.conditions) {
      return { path: 'when', message: `一条规则最多 ${ruleLimits.conditions} 个条件` }
    }
    const depth = next.depth + 1
    for (const node of childrenOf(next.node)) waiting.push({ node, depth })
  }
  return undefined
}

const childrenOf = (node: unknown): readonly unknown[] => {
  const { all, any, not } = Object(node) as { all?: unknown; any?: unknown; not?: unknown }
  return [
    ...(Array.isArray(all) ? (all as unknown[]).slice(0, ruleLimits.conditions + 1) : []),
    ...(Array.isArray(any) ? (any as unknown[]).slice(0, ruleLimits.conditions + 1) : []),
    ...(not === undefined ? [] : [not]),
  ]
}
