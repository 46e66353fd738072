import type { CustomerId, RuleId, TouchpointId } from '../../../contract/ids'
import type { IntentStrength } from '../../../contract/intent'
import type { Instant } from '../../../contract/quantities'
import type { Autonomy, Reading, RuleAction } from '../../../contract/rule'

/** A decision before it has its place in the chain. */
export interface DecisionDraft {
  readonly trace: string
  readonly customer: CustomerId
  readonly rule: RuleId
  readonly ruleVersion: number
  readonly at: Instant
  readonly autonomy: Autonomy
  readonly actions: readonly RuleAction[]
  readonly reading: Reading
  readonly intent: IntentStrength
  readonly evidence: readonly TouchpointId[]
}

/** The part of a decision kept as one text; its bytes are what the hash covers. */
export const bodyText = (draft: DecisionDraft): string =>
  JSON.stringify({
    autonomy: draft.autonomy,
    actions: draft.actions,
    reading: draft.reading,
    intent: draft.intent,
  })

export interface ChainedColumns {
  readonly id: number
  readonly trace: string
  readonly customer: number
  readonly rule: string
  readonly ruleVersion: number
  readonly at: number
  readonly recordedAt: number
  readonly body: string
  readonly evidence: readonly number[]
  readonly previousHash: string
}

/**
 * What is hashed for one decision: every column in a fixed order, each with its length before it so that no two
 * different decisions can give the same text.
 */
export function chainText(c: ChainedColumns): string {
  const evidence = [...c.evidence].sort((a, b) => a - b).join(',')
  return [
    c.previousHash,
    c.id,
    c.trace,
    c.customer,
    c.rule,
    c.ruleVersion,
    c.at,
    c.recordedAt,
    c.body,
    evidence,
  ]
    .map((part) => `${String(part).length}:${part}`)
    .join('|')
}

/** What the first decision follows. */
export const CHAIN_START = '0'.repeat(64)
