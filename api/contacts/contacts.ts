import type { ContactsPort } from '../../contract/ports/contacts'
import * as store from './contact-store.typeorm'
import type { ContactCounts } from './contact-store.typeorm'
import type { ContactsDeps } from './contacts-deps'
import type { KeptContact } from './domain/contact'
import { present } from './domain/contact'
import type { Conflict } from './domain/conflicts'
import { tagsOf } from './domain/saying'
import { rereadContact } from './reread-contact'
import type { Reread } from './reread-contact'
import * as runs from './run-store.typeorm'
import type { ConflictPage, ContactRun } from './run-store.typeorm'
import { runSync } from './run-sync'
import type { ContactsOrder } from './run-sync'

/** What WeCom says of a customer and the hub keeps beside its own tags. */
export interface ContactStanding {
  /** Names of the company's tags, and of tags of whoever has him. */
  readonly tags: readonly string[]
}

export type Contacts = ReturnType<typeof createContacts>

/**
 * The customers of WeCom (客户联系), one way: WeCom is read, and nothing is written there.
 *
 * 1. A contact becomes a customer by a touchpoint of its own source; the same contact again adds nothing.
 * 2. Whoever owns a customer in the hub keeps him; where WeCom says otherwise, that is a conflict for a person.
 * 3. Nobody is deleted: whoever is missing from a whole reading is marked, and more than 30 % wait for a yes.
 * 4. A reading with anything missing marks nobody.
 * 5. Phone numbers that reps wrote down recognise nobody.
 */
export const createContacts = (deps: ContactsDeps) => ({
  /** Reads everything and takes it over. Throws Faults of inbox and store; what was taken over until then stays. */
  sync: (port: ContactsPort, order: ContactsOrder): Promise<ContactRun> => runSync(deps, port, order),
  /** Reads one contact again, as an event asks for. */
  reread: (port: ContactsPort, externalId: string, signal: AbortSignal): Promise<Reread> =>
    rereadContact(deps, port, externalId, signal),
  /** The newest first. */
  runs: (limit: number): Promise<ContactRun[]> => runs.readRuns(deps.database.read, limit),
  conflicts: (page: ConflictPage): Promise<Conflict[]> => runs.readConflicts(deps.database.read, page),
  counts: (): Promise<ContactCounts> => store.countContacts(deps.database.read),
  /** By the external ids of one customer; null where none of them is a contact now. */
  standingOf: async (externalIds: readonly string[]): Promise<ContactStanding | null> => {
    if (externalIds.length === 0) return null
    const { read } = deps.database
    const found = [...(await store.readContacts(read, externalIds)).values()].filter((c) => c.leftAt === null)
    return found.length === 0 ? null : { tags: allTags(found, await store.readTags(read)) }
  },
})

const allTags = (contacts: readonly KeptContact[], names: ReadonlyMap<string, string>): string[] => {
  const all = contacts.flatMap(({ followers }) => [
    ...tagsOf(followers, (id) => names.get(id)),
    ...present(followers).flatMap((follower) => follower.ownTags),
  ])
  return [...new Set(all)]
}
