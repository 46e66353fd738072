export { createWecomRest } from './wecom-rest'
export type { Query, Standing, WecomRest } from './wecom-rest'
export type { WecomRestConfig, WecomRestDeps } from './rest-config'
export type { RestOutcome, RestRefused, RestTryLater } from './rest-outcome'
