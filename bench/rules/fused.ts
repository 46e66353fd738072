import type { Context } from './contexts'
import { streakVisits, warmStages, warmTenths } from './rule-family'
import type { FamilyRule } from './rule-family'

/** Judges one context the way one would write it by hand for exactly these rules, and answers the ids that hit. */
export type Fused = (context: Context) => readonly string[]

/**
 * Straight code for one set of rules: a switch over what happened, each number worked out once, thresholds as
 * constants. It does less than the engine does: it knows no rest, explains nothing, and a changed rule means a new
 * release.
 */
export const fusedFunction = (family: readonly FamilyRule[]): Fused => {
  const topics = [...new Set(family.map(({ topic }) => topic))]
  const cases = topics.map((topic) => {
    const own = family.filter((rule) => rule.topic === topic)
    const always = family.filter((rule) => rule.topic !== topic && isAskedAlways(rule))
    return `case ${JSON.stringify(topic)}: { ${[...own, ...always].map(toLine).join('\n')}\nbreak }`
  })
  const others = family.filter(isAskedAlways).map(toLine).join('\n')
  const body = `
    const series = context.facts.state.folded.series, now = context.facts.now, hits = []
    let streak = -1
    switch (context.trigger.topic) { ${cases.join('\n')} default: { ${others} } }
    return hits.length > 1 ? hits.sort((a, b) => a - b) : hits`
  const code = new Function('context', 'viewed', 'summed', 'streakOf', body) as (
    ...parts: unknown[]
  ) => number[]
  const ids = family.map(({ document }) => document.id as string)
  return (context) => code(context, viewed, summed, streakOf).map((i) => ids[i] ?? '')
}

/** Any touchpoint may change strength, stage or the end of a visit. */
const isAskedAlways = ({ shape }: FamilyRule): boolean =>
  shape === 'views-and-intent' || shape === 'dwell-in-stage' || shape === 'views-and-streak'

const toLine = (rule: FamilyRule): string => {
  const number = Number(rule.document.id.slice('rule-'.length))
  return `if (${toTest(rule)}) hits.push(${number})`
}

const toTest = ({ shape, topic, least }: FamilyRule): string => {
  const views = `viewed(series['viewed|${topic}'], now, ${least})`
  switch (shape) {
    case 'views':
      return views
    case 'views-and-intent':
      return `context.facts.intentTenths >= ${warmTenths} && ${views}`
    case 'downloads':
      return 'false'
    case 'dwell-in-stage':
      return `(${warmStages.map((stage) => `context.facts.stage === '${stage}'`).join(' || ')}) && summed(series['left|${topic}'], now, ${least})`
    case 'views-and-streak':
      return `${views} && (streak < 0 ? (streak = streakOf(context)) : streak) >= ${streakVisits}`
  }
}

type Columns = Context['facts']['state']['folded']['series'][string] | undefined

const week = 7 * 86_400_000

const viewed = (columns: Columns, now: number, least: number): boolean => {
  if (columns === undefined) return false
  const decisive = columns.at[columns.at.length - least]
  return decisive !== undefined && decisive > now - week
}

const summed = (columns: Columns, now: number, seconds: number): boolean => {
  if (columns === undefined) return false
  let left = seconds * 1000
  for (let i = columns.at.length - 1; i >= 0 && (columns.at[i] ?? 0) > now - week; i--) {
    left -= columns.dwellMs[i] ?? 0
    if (left <= 0) return true
  }
  return false
}

/** Stops at three, as the rules ask for no more. */
const streakOf = ({ facts }: Context): number => {
  const { series, visits } = facts.state.folded
  const shown = series['exposed|pricing']
  const opened = series['viewed|pricing']
  const newest = visits.start[visits.start.length - 1] ?? 0
  let streak = 0
  for (let v = visits.key.length - 1; v >= 0 && streak < streakVisits; v--) {
    const key = visits.key[v]
    if (opened !== undefined && opened.visit.includes(key ?? '')) break
    const isOver = (visits.start[v] ?? 0) < newest || facts.now - (visits.last[v] ?? 0) >= 1_800_000
    if (isOver && shown !== undefined && shown.visit.includes(key ?? '')) streak++
  }
  return streak
}
