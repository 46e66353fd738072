export { createIdentity } from './identity'
export type { Identity, ResolvedBatch } from './identity'
export type { IdentityStore, LinkRow } from './identity-store'
export { createIdentityStore } from './identity-store.typeorm'
