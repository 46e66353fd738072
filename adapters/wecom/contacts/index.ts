import type { Clock } from '../../../contract/ports/clock'
import type { ContactsPort } from '../../../contract/ports/contacts'
import type { Millis } from '../../../contract/quantities'
import { reallyWait } from '../directory/wait'
import type { Wait } from '../directory/wait'
import type { WecomRest } from '../rest'
import { Caller } from './caller'
import { Lanes } from './lanes'
import { Pace, usualInterval } from './pace'
import { readContact } from './read-contact'
import { ContactsReader, followUsersOf } from './read-contacts'
import { Trouble } from './trouble'

export interface WecomContactsDeps {
  readonly clock: Clock
  readonly wait?: Wait
  /** Between two calls. */
  readonly interval?: Millis
}

/**
 * The customers of WeCom (客户联系), read by a self-built app that is listed under 客户联系 → API → 可调用接口的应用.
 * One pace for everything that is asked.
 */
export const createWecomContacts = (
  rest: WecomRest,
  { clock, wait = reallyWait, interval = usualInterval }: WecomContactsDeps,
): ContactsPort => {
  const deps = { rest, wait, pace: new Pace(clock, interval) }
  return {
    read: (take, signal) => {
      const lanes = new Lanes()
      return new ContactsReader(new Caller(deps, signal, () => lanes.narrow()), lanes, take).read()
    },
    one: (externalId, signal) => readContact(new Caller(deps, signal), externalId),
    probe: async (signal) => {
      try {
        return { followUsers: (await followUsersOf(new Caller(deps, signal))).length }
      } catch (error) {
        if (error instanceof Trouble) return error.told()
        throw error
      }
    },
  }
}
