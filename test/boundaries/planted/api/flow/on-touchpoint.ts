import { transaction } from '../database/transaction'
import { strength } from '../intent'
import { tagsOf } from '../tags'

/** Allowed: flow enters by front doors and opens a transaction. */
export const onTouchpoint = { transaction, strength, tagsOf }
