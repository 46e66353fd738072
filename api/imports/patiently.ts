import { setTimeout as sleep } from 'node:timers/promises'

import { isFault } from '../../contract/fault'
import type { Clock } from '../../contract/ports/clock'
import type { Millis } from '../../contract/quantities'
import { minutes, seconds } from '../../contract/quantities'

export interface Patience {
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
  /** How long the store may be away before the work is given up; ten minutes unless said otherwise. */
  readonly atMost?: Millis | undefined
}

/** Does the work again for as long as it is refused for now, waiting as long as the refusal asks. */
export async function patiently<T>(
  work: () => Promise<T>,
  { clock, signal, atMost = minutes(10) }: Patience,
): Promise<T> {
  const giveUpAt = clock.now() + atMost
  for (;;) {
    try {
      return await work()
    } catch (cause) {
      const wait = waitAsked(cause)
      if (wait === undefined || clock.now() >= giveUpAt) throw cause
      await sleep(wait, undefined, signal === undefined ? {} : { signal })
    }
  }
}

const waitAsked = (cause: unknown): Millis | undefined =>
  isFault(cause) && (cause.code === 'busy' || cause.code === 'store-unavailable')
    ? (cause.retryAfter ?? seconds(1))
    : undefined
