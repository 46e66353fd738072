export type { ChainHead, DecisionQuery, DecisionStore, VerifyReport } from './decision-store.typeorm'
export { createDecisionStore } from './decision-store.typeorm'
export { CHAIN_START } from './domain/decision-text'
export type { DecisionDraft } from './domain/decision-text'
