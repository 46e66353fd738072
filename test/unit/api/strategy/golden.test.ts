import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { fold } from '../../../../api/customers/domain/fold'
import { emptyState } from '../../../../api/customers/domain/working-state'
import { compileTemplate, loadTemplate, stageOf, tenthsOf } from '../../../../api/intent'
import { compileRules, loadShipped } from '../../../../api/strategy'
import type { Facts, RuleIndex, Trigger } from '../../../../api/strategy'
import type { CustomerState } from '../../../../contract/customer-state'
import { customerId, ruleId, sourceId, topic, touchpointId } from '../../../../contract/ids'
import type { Stage } from '../../../../contract/intent'
import { instant } from '../../../../contract/quantities'
import type { Reading } from '../../../../contract/rule'
import type { Touchpoint, Verb } from '../../../../contract/touchpoint'
import type { Touch } from './state-of'
import { china, stateOf } from './state-of'

const root = join(__dirname, '../../../..')
const golden = join(root, 'test/golden')

type Line = readonly [at: string, verb: string, topic: string, more?: More]

interface More {
  readonly visit?: string
  readonly object?: string
  readonly shows?: readonly string[]
  readonly arrives?: string
}

interface GoldenFile {
  readonly rule: string
  /** What each page shows a way to. */
  readonly pages: Readonly<Record<string, readonly string[]>>
  readonly cases: readonly GoldenCase[]
}

/** Times are UTC+8. Touchpoints arrive in the order of `arrives`, or when they happened. */
interface GoldenCase {
  readonly title: string
  readonly touchpoints: readonly Line[]
  /** Time passes until then. */
  readonly until: string
  readonly fires: readonly string[]
  /** What the conditions of the rule find at `until`. */
  readonly readings?: Readonly<Record<string, number>>
}

type Arrival = Touch & { readonly at: number; readonly received: number }

/** Folds what has arrived so far. */
type Folding = (arrived: readonly Arrival[], marks: CustomerState['marks']) => CustomerState

const foldings: Record<string, Folding> = {
  'the words of the contract': (arrived, marks) => stateOf(arrived, { marks }),
  'the fold': (arrived, marks) => {
    const state = emptyState(customerId(1))
    for (const touch of arrived) fold(state, toTouchpoint(touch))
    return { customer: state.customer, folded: state.folded, profile: state.profile, marks }
  },
}

const files = readdirSync(golden)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(golden, name), 'utf8')) as GoldenFile)

let index: RuleIndex
let template: ReturnType<typeof compileTemplate>

beforeAll(async () => {
  index = compileRules((await loadShipped(join(root, 'assets/rules'))).rules)
  template = compileTemplate(await loadTemplate(join(root, 'assets/intent-template.json')))
})

it('S1-24 holds more than thirty golden cases of the seed example', () => {
  const seed = files.filter(({ rule }) => rule === 'technical-nurture')
  expect(seed.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(30)
})

describe.each(Object.keys(foldings))('with states made by %s', (folding) => {
  for (const file of files) {
    describe(`${file.rule}`, () => {
      for (const each of file.cases) {
        it(`${file.rule === 'technical-nurture' ? 'S1-24' : 'S1-31'} ${each.title}`, () => {
          const life = live(file, each, foldings[folding])
          expect(life.fires.map(inChina)).toEqual(each.fires)
          for (const [kind, found] of Object.entries(each.readings ?? {})) {
            expect({ [kind]: readingOf(life.explanation, kind)?.found }).toEqual({ [kind]: found })
          }
          expect(life.firesUnderReplay).toEqual([])
        })
      }
    })
  }
})

/** Lives through a case: touchpoints arrive, time passes, tags set off further rules. */
const live = (file: GoldenFile, { touchpoints, until }: GoldenCase, folding: Folding | undefined) => {
  const marks = {
    tags: {} as Record<string, { at: number; decision: number }>,
    fired: {} as Record<string, number>,
  }
  const fires: number[] = []
  const arrived: Arrival[] = []
  let stage: Stage = 'new'

  const facts = (now: number): Facts => {
    const state = folding?.(arrived, structuredClone(marks) as CustomerState['marks'])
    if (state === undefined) throw new Error('no folding')
    const tenths = tenthsOf(template, state.folded, instant(now))
    return { state, now: instant(now), intentTenths: tenths, stage }
  }
  const settleStage = (now: number): void => {
    const { state, intentTenths } = facts(now)
    stage = stageOf(state.folded, Number(intentTenths), instant(now), stage).stage
  }
  const judge = (now: number, trigger: Trigger): number => {
    const hits = index.judge(facts(now), trigger)
    for (const { rule } of hits) {
      marks.fired[rule.id] = now
      if (rule.id === file.rule) fires.push(now)
      for (const action of rule.then) {
        if (!('tag' in action)) continue
        marks.tags[action.tag] ??= { at: now, decision: fires.length }
        judge(now, { kind: 'tag', tag: action.tag })
      }
    }
    return hits.length
  }
  const passTime = (from: number, to: number): void => {
    let now = from
    for (let checks = 0; checks < 200; checks++) {
      const next = arrived.length === 0 ? null : index.nextCheck(facts(now))
      if (next === null || next > to) return
      if (judge(next, { kind: 'clock' }) === 0 && next === now) throw new Error('a check that led to nothing')
      settleStage(next)
      now = next
    }
    throw new Error('time stands still')
  }

  let now = 0
  for (const touch of arrivals(file, touchpoints)) {
    passTime(now, touch.received)
    now = touch.received
    arrived.push(touch)
    settleStage(now)
    judge(now, triggerOf(touch))
  }
  passTime(now, china(until))
  const end = facts(china(until))
  const explanation = index.explain(ruleId(file.rule), end).reading
  const firesUnderReplay = arrived.flatMap((touch) =>
    index.judge(facts(now), triggerOf(touch)).map(({ rule }) => rule.id),
  )
  return { fires, explanation, firesUnderReplay }
}

const arrivals = ({ pages }: GoldenFile, lines: readonly Line[]): Arrival[] =>
  lines
    .map(([at, verb, about, more]) => {
      const received = china(more?.arrives ?? at)
      const isView = verb === 'views'
      return {
        // A touchpoint from the future counts when it is received.
        at: Math.min(china(at), received),
        received,
        verb: (isView ? 'viewed' : verb) as Verb,
        topic: about,
        object: more?.object ?? about,
        visit: more?.visit ?? '',
        exposes: more?.shows ?? (isView ? (pages[about] ?? []) : []),
        id: 0,
      }
    })
    .sort((a, b) => a.received - b.received)
    .map((arrival, i) => ({ ...arrival, id: i + 1 }))

const triggerOf = ({ verb = 'viewed', topic: about, exposes }: Touch): Trigger => ({
  kind: 'touchpoint',
  verb,
  topic: topic(about ?? ''),
  exposes: exposes?.map(topic) ?? [],
})

const toTouchpoint = (arrival: Arrival): Touchpoint => ({
  id: touchpointId(arrival.id),
  source: sourceId(1),
  sourceEventId: `e${arrival.id}`,
  receivedAt: instant(arrival.received),
  occurredAt: instant(arrival.at),
  actor: 'customer',
  verb: arrival.verb ?? 'viewed',
  object: { type: 'page', id: arrival.object ?? '' },
  topic: topic(arrival.topic ?? ''),
  exposes: arrival.exposes?.map(topic) ?? [],
  identifiers: [],
  ...(arrival.visit === undefined || arrival.visit === '' ? {} : { visit: arrival.visit }),
})

const readingOf = (reading: Reading, kind: string): Reading | undefined =>
  kind in reading.condition
    ? reading
    : reading.children.map((child) => readingOf(child, kind)).find((found) => found !== undefined)

const inChina = (at: number): string => {
  const text = new Date(at + 8 * 3_600_000).toISOString().replace('T', ' ')
  return text.slice(17, 19) === '00' ? text.slice(0, 16) : text.slice(0, 19)
}
