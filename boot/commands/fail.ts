import { isFault } from '../../contract/fault'

/** Ends the process with what went wrong: a sentence and advice where we know, the stack where nobody expected it. */
export function fail(cause: unknown): never {
  if (isFault(cause)) process.stderr.write(`\n${cause.message}\n${cause.advice}\n`)
  else process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  process.exit(1)
}
