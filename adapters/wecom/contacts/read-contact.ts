import type { ContactFollower, ContactReading } from '../../../contract/ports/contacts'
import type { Caller } from './caller'
import { Trouble } from './trouble'
import { contactShape, followerOfOne, personOf } from './wire'

/** Pages of 500; nobody has more colleagues around one customer. */
const MOST_PAGES = 40
const path = '/cgi-bin/externalcontact/get'

/** One contact with everybody who has him (`externalcontact/get`, DOC 92114). */
export async function readContact(caller: Caller, externalId: string): Promise<ContactReading> {
  try {
    return await readPages(caller, externalId)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    return error.kind === 'not-a-contact' ? { kind: 'gone' } : { kind: 'refused', trouble: error.told() }
  }
}

async function readPages(caller: Caller, externalId: string): Promise<ContactReading> {
  const followers: ContactFollower[] = []
  let cursor = ''
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { external_userid: externalId, ...(cursor === '' ? {} : { cursor }) }
    const answer = await caller.get(path, query, contactShape)
    followers.push(...answer.follow_user.map(followerOfOne))
    if (answer.next_cursor === '') {
      if (followers.length === 0) return { kind: 'gone' }
      return { kind: 'read', person: personOf(answer.external_contact), followers }
    }
    cursor = answer.next_cursor
  }
  throw new Trouble('incomplete', 'cursor-without-end', path)
}
