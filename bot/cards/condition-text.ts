import type { Filter } from '../../contract/filter'
import type { Condition, Reading } from '../../contract/rule'
import { topicName, wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { duration } from './moment'
import { points } from './score'

export interface ConditionLine {
  readonly met: boolean
  /** 0 for the outermost. */
  readonly depth: number
  readonly text: string
  /** A group only announces the lines below it. */
  readonly group: boolean
}

/** A reading as lines, outermost first. The outermost `all` is not announced: everything below it must hold. */
export const conditionLines = (reading: Reading, context: CardContext): readonly ConditionLine[] =>
  'all' in reading.condition
    ? reading.children.flatMap((child) => linesOf(child, 0, context))
    : linesOf(reading, 0, context)

/** How many of the outermost conditions hold: "2 of 3". */
export const conditionScore = (reading: Reading): { readonly met: number; readonly total: number } => {
  const parts = 'all' in reading.condition ? reading.children : [reading]
  return { met: parts.filter((part) => part.met).length, total: parts.length }
}

/** The line with its mark, indented by depth. */
export const markedLine = (line: ConditionLine, context: CardContext): string => {
  const { met, missed } = wordingOf(context).cards.conditions
  return `${'\u00b7 '.repeat(line.depth)}${line.met ? met : missed} ${line.text}`
}

/** Deeper than rules are allowed to nest, so that a damaged reading cannot exhaust the stack. */
const deepest = 12

const linesOf = (reading: Reading, depth: number, context: CardContext): readonly ConditionLine[] => {
  const { condition, met, children } = reading
  const words = wordingOf(context).cards.conditions
  const below = (): readonly ConditionLine[] =>
    depth >= deepest ? [] : children.flatMap((child) => linesOf(child, depth + 1, context))
  const group = (text: string): readonly ConditionLine[] => [{ met, depth, text, group: true }, ...below()]
  const metBelow = children.filter((child) => child.met).length

  if ('all' in condition) return group(words.all(metBelow, children.length))
  if ('any' in condition) return group(words.any(metBelow, children.length))
  if ('not' in condition) {
    const [inner] = children
    if (inner === undefined || inner.children.length > 0) return group(words.notAll)
    return [{ met, depth, text: words.not(leafText(inner, context)), group: false }]
  }
  return [{ met, depth, text: leafText(reading, context), group: false }]
}

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>

/** One condition with its value and what it needs. */
export const leafText = (reading: Reading, context: CardContext): string => {
  const { condition } = reading
  if ('all' in condition || 'any' in condition || 'not' in condition) return ''
  return 'intent' in condition || 'stage' in condition || 'tag' in condition || 'field' in condition
    ? standingText(condition, reading, context)
    : behaviourText(condition, reading, context)
}

type Standing = Extract<
  Leaf,
  { intent: unknown } | { stage: unknown } | { tag: unknown } | { field: unknown }
>

/** What the customer has done, counted. */
const behaviourText = (
  condition: Exclude<Leaf, Standing>,
  reading: Reading,
  context: CardContext,
): string => {
  const { conditions: words, weekdays, listed } = wordingOf(context).cards
  const found = plainValue(reading.found, context)
  if ('count' in condition) {
    const { of, withinDays, atLeast } = condition.count
    return words.count(countedText(of, context), withinDays, found, String(atLeast))
  }
  if ('sum' in condition) {
    const { of, withinDays, atLeast } = condition.sum
    const stayed = duration(Number(reading.found ?? 0) * 1_000, context)
    return words.sum(countedText(of, context), withinDays, stayed, duration(atLeast * 1_000, context))
  }
  if ('distinct' in condition) {
    const { of, by, withinDays, atLeast } = condition.distinct
    return words.distinct[by](countedText(of, context), withinDays, found, String(atLeast))
  }
  if ('sequence' in condition) {
    const { steps, withinDays } = condition.sequence
    const named = steps.map((step) => filterText(step, context))
    return words.sequence(named, withinDays, found, String(steps.length))
  }
  if ('absence' in condition) {
    return words.absence(filterText(condition.absence.of, context), found, String(condition.absence.forDays))
  }
  if ('streak' in condition) {
    return words.streak(topicName(condition.streak.shown, context), found, String(condition.streak.visits))
  }
  const { weekdays: days, from, to } = condition.schedule
  return words.schedule(
    listed(days.map((day) => weekdays[day - 1] ?? String(day))),
    `${from}–${to}`,
    localTime(found, weekdays),
  )
}

/** What is known of the customer. */
const standingText = (condition: Standing, reading: Reading, context: CardContext): string => {
  const { conditions: words, stages, fields, listed } = wordingOf(context).cards
  if ('intent' in condition) {
    // Strength is kept and compared in tenths, and read in points.
    const found = typeof reading.found === 'number' ? points(reading.found) : words.unknown
    return words.intent(found, points(condition.intent.atLeast))
  }
  if ('stage' in condition) {
    const found = reading.found === null ? words.unknown : String(reading.found)
    const named = Object.hasOwn(stages, found) ? stages[found as keyof typeof stages] : found
    return words.stage(named, listed(condition.stage.in.map((stage) => stages[stage])))
  }
  if ('tag' in condition) return words.tag(condition.tag.has, reading.met)
  const { name, op, value } = condition.field
  const field = Object.hasOwn(fields, name) ? (fields[name] ?? name) : name
  const found = reading.found === null ? words.unknown : String(reading.found)
  return words.field[op](field, found, value ?? '')
}

/** A reading says `3 14:05` for a Wednesday afternoon. */
const localTime = (found: string, weekdays: readonly string[]): string =>
  found.replace(/^[1-7](?= )/, (day) => weekdays[Number(day) - 1] ?? day)

const plainValue = (value: number | string | null, context: CardContext): string => {
  if (value === null) return wordingOf(context).cards.conditions.unknown
  return typeof value === 'number' ? String(Number(value.toFixed(2))) : value
}

/** Which touchpoints are meant: the verb, the topic and the object, as far as each is given. */
const filterText = (of: Filter, context: CardContext): string => {
  const { verbs, act, conditions } = wordingOf(context).cards
  const object = of.object === undefined ? '' : conditions.object(of.object)
  const what = of.topic === undefined ? object : topicName(of.topic, context) + object
  if (of.verb !== undefined) return what === '' ? verbs[of.verb] : act(verbs[of.verb], what)
  return what === '' ? conditions.anything : conditions.about(what)
}

/** The same where a number follows: views of a topic, the most common of all, need no verb. */
const countedText = (of: Filter, context: CardContext): string =>
  of.verb === 'viewed' && of.topic !== undefined && of.object === undefined
    ? topicName(of.topic, context)
    : filterText(of, context)
