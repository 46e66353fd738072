import { wiring } from './wiring'

/** Allowed: the bench is loaded when it is asked for. */
export const commands = { start: () => wiring, bench: () => import('../bench/ingest') }
