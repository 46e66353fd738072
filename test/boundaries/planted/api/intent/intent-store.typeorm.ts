import { EntitySchema } from 'typeorm'

/** Allowed: the ORM in a store. */
export const intentTable = new EntitySchema({ name: 'intent', columns: {} })
