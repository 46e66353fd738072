import type { EntityManager } from 'typeorm'

/** Allowed: the plumbing knows the ORM. */
export const transaction = (manager: EntityManager): EntityManager => manager
