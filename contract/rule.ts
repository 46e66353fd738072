import type { Filter } from './filter'
import type { DocumentId, RuleId, Tag, Topic, TouchpointId } from './ids'
import type { Stage } from './intent'
import type { StepMeeting } from './meeting'
import type { Instant } from './quantities'

export type { Filter }

/** What must hold. A tree of the leaves below; every leaf can say its own value, hit or miss. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly count: { readonly of: Filter; readonly withinDays: number; readonly atLeast: number } }
  | { readonly sum: { readonly of: Filter; readonly field: 'dwellSeconds'; readonly withinDays: number; readonly atLeast: number } }
  | { readonly distinct: { readonly of: Filter; readonly by: 'object' | 'visit' | 'day'; readonly withinDays: number; readonly atLeast: number } }
  /** Each filter met after the one before it, the whole inside the window. */
  | { readonly sequence: { readonly steps: readonly Filter[]; readonly withinDays: number } }
  /** Nothing of the kind for so long, counted from the last one (or from the customer's first touchpoint). */
  | { readonly absence: { readonly of: Filter; readonly forDays: number } }
  /**
   * In so many visits in a row the customer was shown the topic and did not open it. Visits without an exposure
   * are passed over; a visit in which it was opened ends the streak; only visits that are over count, and a visit
   * is over when a later one has begun or half an hour of silence has passed.
   */
  | { readonly streak: { readonly shown: Topic; readonly visits: number } }
  /** Tenths of a point: 600 is 60 of 100. */
  | { readonly intent: { readonly atLeast: number } }
  | { readonly stage: { readonly in: readonly Stage[] } }
  | { readonly tag: { readonly has: Tag } }
  | { readonly field: { readonly name: string; readonly op: 'is' | 'is-not' | 'contains' | 'known'; readonly value?: string } }
  /** Local time of day and weekday; weekdays 1 (Monday) – 7, times `HH:MM`, offset in minutes east of UTC. */
  | { readonly schedule: { readonly weekdays: readonly number[]; readonly from: string; readonly to: string; readonly utcOffsetMinutes: number } } // prettier-ignore

export type RuleAction =
  | { readonly tag: Tag }
  | { readonly startPackage: string }
  /** Ends the package's open steps for this customer. */
  | { readonly stopPackage: string }
  | { readonly alertOwner: { readonly title: string } }

/** 0 suggest, 1 confirm, 2 act with undo, 3 act. */
export type Autonomy = 0 | 1 | 2 | 3

/** One version of one rule; published versions never change. */
export interface RuleDocument {
  readonly id: RuleId
  readonly version: number
  readonly name: string
  /** What we believe and how we would notice being wrong; shown as layer three of "why". */
  readonly hypothesis: string
  readonly when: Condition
  readonly then: readonly RuleAction[]
  /** After firing for a customer the rule rests this long for that customer. */
  readonly restDays: number
  readonly autonomy: Autonomy
}

/** A strategy package: ordered steps that follow a tag. */
export interface StrategyPackage {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly hypothesis: string
  readonly steps: readonly PackageStep[]
}

export interface PackageStep {
  readonly id: string
  readonly name: string
  /** What the owner is asked to do, in one sentence. */
  readonly task: string
  readonly owner: 'customer-owner' | 'manager'
  readonly dueDays: number
  /** What the customer is sent in this step; one that the installation does not have is not offered. */
  readonly document?: DocumentId
  /** Set where the step is to meet the customer: its card offers times. */
  readonly meeting?: StepMeeting
}

/** What one condition had to say, for hit and miss alike. */
export interface Reading {
  /** The condition as written, without its children. */
  readonly condition: Condition
  readonly met: boolean
  /** What was found, in the unit of the condition: a count, seconds, days, visits, tenths … */
  readonly found: number | string | null
  readonly needed: number | string | null
  /** Touchpoints that the finding rests on, newest first, at most 50. */
  readonly evidence: readonly TouchpointId[]
  readonly children: readonly Reading[]
}

export interface Explanation {
  readonly rule: RuleId
  readonly ruleVersion: number
  readonly met: boolean
  readonly at: Instant
  readonly reading: Reading
  /** When set, the rule would have fired but rests until then. */
  readonly restsUntil: Instant | null
}
