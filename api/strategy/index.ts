export { levelChanges, moveLevel, raisedBy, readLevels } from './autonomy-store.typeorm'
export type { LevelInForce } from './autonomy-store.typeorm'
export { compileRules } from './domain/compile-rules'
export type { RuleIndex } from './domain/compile-rules'
export { fallOf, lowestFall, missingFor, recent, rungs } from './domain/ladder'
export type { Fall } from './domain/ladder'
export { recordOf } from './domain/track-record'
export type { Facts, Trigger, Verdict } from './domain/facts'
export {
  finishStepNamed,
  goOnWithSteps,
  handOverSteps,
  openStepsOf,
  reopenStep,
  startSteps,
  stepsOf,
  stopSteps,
  stopStepsOf,
} from './package-steps.typeorm'
export type { OpenStep, StartedStep, StepState } from './package-steps.typeorm'
export {
  recordStart,
  setStartState,
  settledActs,
  settledCounts,
  startsOf,
  thumbsDown,
  withdrawStarts,
} from './package-starts.typeorm'
export type { PackageStart } from './package-starts.typeorm'
export { readPackage, readRule } from './read-documents'
export { ruleLimits } from './rule-schema'
export { createRuleStore } from './rule-store.typeorm'
export type { RuleStore } from './rule-store.typeorm'
export { loadShipped } from './shipped'
export type { Shipped } from './shipped'
export { createStrategy, wishOf } from './strategy'
export type { Strategy } from './strategy'
