import type { Condition, Filter } from '../../../../contract/rule'
import type { Facts } from '../../../../api/strategy'
import type { Touch } from './state-of'
import { atOf, visitList } from './state-of'

export interface Truth {
  readonly met: boolean
  readonly found: unknown
}

const day = 86_400_000

/** What a condition says, worked out from the raw touchpoints and nothing else. */
export const truthOf = (condition: Condition, touches: readonly Touch[], facts: Facts): Truth => {
  const sorted = [...touches].sort((a, b) => atOf(a) - atOf(b) || a.id - b.id)
  const inside = (of: Filter, days: number): Touch[] =>
    sorted.filter((touch) => isMeant(of, touch) && atOf(touch) > facts.now - days * day)
  const again = (child: Condition): Truth => truthOf(child, touches, facts)

  if ('all' in condition) {
    const met = condition.all.filter((child) => again(child).met).length
    return { met: met === condition.all.length, found: met }
  }
  if ('any' in condition) {
    const met = condition.any.filter((child) => again(child).met).length
    return { met: met > 0, found: met }
  }
  if ('not' in condition) return { met: !again(condition.not).met, found: null }
  if ('count' in condition) {
    const { of, withinDays, atLeast } = condition.count
    return least(inside(of, withinDays).length, atLeast)
  }
  if ('sum' in condition) {
    const { of, withinDays, atLeast } = condition.sum
    const dwell = inside(of, withinDays).reduce((sum, { dwellMs }) => sum + (dwellMs ?? 0), 0)
    return { met: dwell >= atLeast * 1000, found: Math.floor(dwell / 1000) }
  }
  if ('distinct' in condition) {
    const { of, by, withinDays, atLeast } = condition.distinct
    const visits = visitList(sorted)
    const kind = {
      object: (touch: Touch) => touch.object ?? '',
      visit: (touch: Touch) => visits.find(({ touches }) => touches.includes(touch))?.key,
      day: (touch: Touch) => new Date(atOf(touch) + 8 * 3_600_000).toISOString().slice(0, 10),
    }[by]
    return least(new Set(inside(of, withinDays).map(kind)).size, atLeast)
  }
  if ('sequence' in condition) {
    const { steps, withinDays } = condition.sequence
    const floor = facts.now - withinDays * day
    let done = 0
    for (const touch of sorted) {
      const step = steps[done]
      if (step !== undefined && atOf(touch) > floor && isMeant(step, touch)) done++
    }
    return least(done, steps.length)
  }
  if ('absence' in condition) {
    const { of, forDays } = condition.absence
    const since = sorted.filter((touch) => isMeant(of, touch)).at(-1) ?? sorted[0]
    const gone = Math.max(0, facts.now - (since === undefined ? 0 : atOf(since)))
    return { met: gone >= forDays * day, found: Math.floor(gone / 864_000) / 100 }
  }
  if ('streak' in condition)
    return streakTruth(condition.streak.shown, condition.streak.visits, sorted, facts)
  if ('intent' in condition) return least(Number(facts.intentTenths), condition.intent.atLeast)
  if ('stage' in condition) return { met: condition.stage.in.includes(facts.stage), found: facts.stage }
  if ('tag' in condition) {
    const met = facts.state.marks.tags[condition.tag.has] !== undefined
    return { met, found: met ? condition.tag.has : null }
  }
  throw new Error('not part of the random conditions')
}

const least = (found: number, atLeast: number): Truth => ({ met: found >= atLeast, found })

const isMeant = ({ verb, topic, object }: Filter, touch: Touch): boolean => {
  const isObject = object === undefined || object === (touch.object ?? '')
  const did = touch.verb ?? 'viewed'
  if (verb === 'exposed') {
    const isShown =
      touch.exposes?.includes(topic ?? '') === true || (did === 'exposed' && touch.topic === topic)
    return isObject && isShown
  }
  if (verb === undefined ? did === 'exposed' : did !== verb) return false
  return isObject && (topic === undefined || topic === (touch.topic ?? ''))
}

const streakTruth = (shown: string, needed: number, sorted: readonly Touch[], facts: Facts): Truth => {
  const visits = visitList(sorted)
  let found = 0
  for (const visit of [...visits].reverse()) {
    const opened = visit.touches.some(({ verb = 'viewed', topic }) => verb === 'viewed' && topic === shown)
    if (opened) break
    const exposed = visit.touches.some((touch) => isMeant({ verb: 'exposed', topic: shown as never }, touch))
    const isOver = visits.some(({ start }) => start > visit.start) || facts.now - visit.last >= 30 * 60_000
    if (exposed && isOver) found++
  }
  return least(found, needed)
}
