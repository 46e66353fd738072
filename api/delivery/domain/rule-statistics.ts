import type { Verdict } from '../../../contract/feedback'
import type { DecisionId, MemberId } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'

/** So many of one thing under one version of the rule. */
export interface RuleFacts {
  readonly version: number
  readonly of: 'decided' | 'told' | 'answered' | 'thought'
  /** A notice's state, an answer, or a verdict; '' for decisions. */
  readonly what: string
  readonly count: number
}

/** What somebody had to say about a card of the rule. */
export interface ReasonGiven {
  readonly decision: DecisionId
  readonly member: MemberId
  /** `wrong` is the answer 不对, the others are feedback. */
  readonly verdict: Verdict | 'wrong'
  readonly reason: string
  readonly at: Instant
}

/** What became of a rule's cards and what people think of them. */
export interface RuleFigures {
  /** How often it fired. */
  readonly decided: number
  /** Cards that reached somebody, alone, with others, or as a line of a digest. */
  readonly sent: number
  /** Cards that did not, or not yet. */
  readonly unsent: number
  /** Decisions that somebody took on. */
  readonly taken: number
  readonly putOff: number
  /** Decisions that somebody called wrong. */
  readonly wrong: number
  /** Decisions of which somebody stopped what the hub had started by itself. */
  readonly calledOff: number
  /** Decisions that nobody has answered. */
  readonly open: number
  readonly good: number
  readonly bad: number
}

export interface RuleStatistics extends RuleFigures {
  readonly versions: readonly (RuleFigures & { readonly version: number })[]
  /** Newest first. */
  readonly reasons: readonly ReasonGiven[]
}

const reached: ReadonlySet<string> = new Set(['sent', 'grouped', 'digested'])

/** The figures of all versions together, and of each, newest version first. */
export function ruleStatistics(facts: readonly RuleFacts[], reasons: readonly ReasonGiven[]): RuleStatistics {
  const versions = [...new Set(facts.map((f) => f.version))].sort((a, b) => b - a)
  return {
    ...figuresOf(facts),
    versions: versions.map((version) => ({
      version,
      ...figuresOf(facts.filter((f) => f.version === version)),
    })),
    reasons,
  }
}

function figuresOf(facts: readonly RuleFacts[]): RuleFigures {
  const sum = (of: RuleFacts['of'], fits: (what: string) => boolean = () => true) =>
    facts.filter((f) => f.of === of && fits(f.what)).reduce((total, f) => total + f.count, 0)
  const is = (wanted: string) => (what: string) => what === wanted
  const decided = sum('decided')
  return {
    decided,
    sent: sum('told', (state) => reached.has(state)),
    unsent: sum('told', (state) => !reached.has(state)),
    taken: sum('answered', is('taken')),
    putOff: sum('answered', is('snoozed')),
    wrong: sum('answered', is('wrong')),
    calledOff: sum('answered', is('called-off')),
    open: decided - sum('answered'),
    good: sum('thought', is('good')),
    bad: sum('thought', is('bad')),
  }
}
