import fc from 'fast-check'

import { wiring } from '../boot/wiring'

/** Allowed: the bench sees boot and packages of development. */
export const ingest = { wiring, fc }
