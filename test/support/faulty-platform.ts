import type { DeliveryOutcome } from '../../contract/ports/chat'
import { millis } from '../../contract/quantities'
import type { FakeChat } from '../fakes/fake-chat'

/** What went wrong, so that a test can say that each of it did. */
export type Mishap = 'lost-before' | 'lost-after' | 'busy-before' | 'busy-after' | 'overtaken'

/**
 * Makes a platform fail in every way the documents know, each time by the dice: it drops a request, or its answer;
 * it says busy, also where it has shown the card; it answers late, so that others overtake.
 */
export function makeFaulty(chat: FakeChat, dice: () => number, mishaps: Map<Mishap, number>): void {
  const later: DeliveryOutcome = { kind: 'try-later', after: millis(0), code: 'busy' }
  const count = (mishap: Mishap) => mishaps.set(mishap, (mishaps.get(mishap) ?? 0) + 1)
  const overtaken = async () => {
    count('overtaken')
    for (let turns = 0; turns < 5; turns += 1) await Promise.resolve()
  }
  const fails = (at: 'before' | 'after'): DeliveryOutcome | undefined => {
    const thrown = dice()
    if (thrown < 0.08) {
      count(`lost-${at}`)
      throw new Error('socket hang up')
    }
    if (thrown >= 0.16) return undefined
    count(`busy-${at}`)
    return later
  }
  chat.before = async () => {
    if (dice() < 0.1) await overtaken()
    return fails('before')
  }
  chat.after = async () => {
    return fails('after')
  }
}
