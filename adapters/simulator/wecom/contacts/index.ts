export { usualContactLimits } from './contact-book'
export type {
  ContactLimits,
  SimulatedContact,
  SimulatedContactBook,
  SimulatedFollower,
  SimulatedTagGroup,
} from './contact-book'
export { contactPaths, createContactRoutes } from './contact-routes'
export type { ContactRoutes } from './contact-routes'
export { followUserId, makeUpBook } from './made-up-book'
