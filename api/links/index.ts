export { isRobot } from './is-robot'
export { linkSecretOf } from './link-secret'
export { createLinkSigner } from './signed-link'
export type { LinkPurpose, LinkReading, LinkSigner } from './signed-link'
