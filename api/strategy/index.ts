export { compileRules } from './domain/compile-rules'
export type { RuleIndex } from './domain/compile-rules'
export type { Facts, Trigger, Verdict } from './domain/facts'
export {
  finishStepNamed,
  handOverSteps,
  openStepsOf,
  reopenStep,
  startSteps,
  stepsOf,
  stopSteps,
} from './package-steps.typeorm'
export type { OpenStep, StartedStep, StepState } from './package-steps.typeorm'
export { readPackage, readRule } from './read-documents'
export { ruleLimits } from './rule-schema'
export { createRuleStore } from './rule-store.typeorm'
export type { RuleStore } from './rule-store.typeorm'
export { loadShipped } from './shipped'
export type { Shipped } from './shipped'
export { createStrategy } from './strategy'
export type { Strategy } from './strategy'
