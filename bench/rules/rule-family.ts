import { ruleId, tag, topic } from '../../contract/ids'
import type { Stage } from '../../contract/intent'
import type { Condition, RuleDocument } from '../../contract/rule'

/** Rules as a company might have them after a year: five shapes over forty topics. */
export interface FamilyRule {
  readonly document: RuleDocument
  readonly topic: string
  readonly shape: Shape
  /** Smallest number for the shape: views, seconds, downloads. */
  readonly least: number
}

export const shapes = [
  'views',
  'views-and-intent',
  'downloads',
  'dwell-in-stage',
  'views-and-streak',
] as const
export type Shape = (typeof shapes)[number]

export const warmStages: readonly Stage[] = ['interested', 'evaluating']
export const warmTenths = 400
export const streakVisits = 3

export const familyOf = (n: number): FamilyRule[] => Array.from({ length: n }, (_, i) => ruleNumber(i))

const ruleNumber = (i: number): FamilyRule => {
  const shape = shapes[i % shapes.length] ?? 'views'
  const about = `topic-${(i * 7) % 40}`
  const least = shape === 'dwell-in-stage' ? 120 + (i % 3) * 60 : 2 + (i % 3)
  return { document: toDocument(i, conditionOf(shape, about, least)), topic: about, shape, least }
}

const conditionOf = (shape: Shape, about: string, least: number): Condition => {
  const views: Condition = {
    count: { of: { verb: 'viewed', topic: topic(about) }, withinDays: 7, atLeast: least },
  }
  switch (shape) {
    case 'views':
      return views
    case 'views-and-intent':
      return { all: [views, { intent: { atLeast: warmTenths } }] }
    case 'downloads':
      return {
        all: [
          { count: { of: { verb: 'downloaded', topic: topic(about) }, withinDays: 30, atLeast: 1 } },
          { not: { tag: { has: tag('老客户') } } },
        ],
      }
    case 'dwell-in-stage':
      return {
        all: [
          {
            sum: {
              of: { verb: 'left', topic: topic(about) },
              field: 'dwellSeconds',
              withinDays: 7,
              atLeast: least,
            },
          },
          { stage: { in: warmStages } },
        ],
      }
    case 'views-and-streak':
      return { all: [views, { streak: { shown: topic('pricing'), visits: streakVisits } }] }
  }
}

const toDocument = (i: number, when: Condition): RuleDocument => ({
  id: ruleId(`rule-${i}`),
  version: 1,
  name: `规则 ${i}`,
  hypothesis: '用于测速',
  when,
  then: [{ alertOwner: { title: '提醒' } }],
  restDays: 1,
  autonomy: 3,
})
