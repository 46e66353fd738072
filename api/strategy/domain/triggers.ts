import type { Tag, Topic } from '../../../contract/ids'
import type { Condition, Filter } from '../../../contract/rule'

/** What can make a rule true that was not. */
export interface Triggers {
  /** Touchpoints of these kinds. */
  readonly filters: readonly Filter[]
  /** Any touchpoint: strength, stage and fields may change with each. */
  readonly anything: boolean
  /** Any touchpoint of a customer who was shown the topic: a new visit ends the one before, a late one may join two. */
  readonly shown: readonly Topic[]
  readonly tags: readonly Tag[]
  /** Time alone. */
  readonly clock: boolean
}

/** Conditions that a touchpoint makes true, and under `not` only time makes false again. */
type Fading = Extract<Condition, { count: unknown } | { sum: unknown } | { distinct: unknown }>

const nothing: Triggers = { filters: [], anything: false, shown: [], tags: [], clock: false }
const time: Triggers = { ...nothing, clock: true }
const anything: Triggers = { ...nothing, anything: true }

export const triggersOf = (condition: Condition): Triggers => {
  const triggers = toTrue(condition, true)
  const isSilent = triggers.filters.length + triggers.shown.length + triggers.tags.length === 0
  // Such a rule (`not tagged X`) is true from the start; a touchpoint is when we first look.
  return isSilent && !triggers.anything && !triggers.clock ? anything : triggers
}

/** What turns the condition to `wanted`. */
const toTrue = (condition: Condition, wanted: boolean): Triggers => {
  if ('all' in condition) return united(condition.all.map((child) => toTrue(child, wanted)))
  if ('any' in condition) return united(condition.any.map((child) => toTrue(child, wanted)))
  if ('not' in condition) return toTrue(condition.not, !wanted)
  if ('absence' in condition) return wanted ? time : { ...nothing, filters: [condition.absence.of] }
  if ('streak' in condition) return { ...nothing, shown: [condition.streak.shown], clock: wanted }
  if ('intent' in condition) return wanted ? anything : { ...anything, clock: true }
  if ('stage' in condition) {
    return { ...anything, clock: condition.stage.in.includes('lost') === wanted }
  }
  if ('tag' in condition) return wanted ? { ...nothing, tags: [condition.tag.has] } : nothing
  if ('field' in condition) return anything
  if ('schedule' in condition) return time
  return wanted ? { ...nothing, filters: filtersOf(condition) } : time
}

const filtersOf = (condition: Fading | Extract<Condition, { sequence: unknown }>): readonly Filter[] => {
  if ('sequence' in condition) return condition.sequence.steps
  if ('count' in condition) return [condition.count.of]
  return ['sum' in condition ? condition.sum.of : condition.distinct.of]
}

const united = (all: readonly Triggers[]): Triggers => ({
  filters: all.flatMap(({ filters }) => filters),
  anything: all.some(({ anything }) => anything),
  shown: all.flatMap(({ shown }) => shown),
  tags: all.flatMap(({ tags }) => tags),
  clock: all.some(({ clock }) => clock),
})

/**
 * A series without which the condition cannot hold, or null where there is no single one. Lets rules that any
 * touchpoint may concern be passed over for customers who never came near their topic.
 */
export const neededSeries = (condition: Condition): string | null => {
  if ('all' in condition) {
    const keys = condition.all.map(neededSeries).filter((key) => key !== null)
    // Most customers were shown something; fewer did something about it.
    return keys.find((key) => !key.startsWith('exposed|')) ?? keys[0] ?? null
  }
  if ('streak' in condition) return `exposed|${condition.streak.shown}`
  if ('count' in condition || 'sum' in condition || 'distinct' in condition || 'sequence' in condition) {
    return (
      filtersOf(condition)
        .map(keyOf)
        .find((key) => key !== null) ?? null
    )
  }
  return null
}

const keyOf = ({ verb, topic }: Filter): string | null =>
  verb === undefined || topic === undefined ? null : `${verb}|${topic}`
