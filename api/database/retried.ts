import { isFault } from '../../contract/fault'

/** Two who want the same rows may be sent back by the database several times. */
const TRIES = 5

/** Runs it again where the store says that the same call may succeed later. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (cause) {
      if (tries >= TRIES || !isFault(cause) || cause.code !== 'store-unavailable') throw cause
    }
  }
}
