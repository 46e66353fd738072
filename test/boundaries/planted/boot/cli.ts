import { bench } from './commands/bench'
import { wiring } from './wiring'

/** Allowed: commands are boot's own. */
export const commands = { start: () => wiring, bench }
