import type { ContactsPort } from '../../contract/ports/contacts'
import type { ContactsDeps } from './contacts-deps'
import { createContactReports } from './reports'
import { rereadContact } from './reread-contact'
import type { Reread } from './reread-contact'
import type { ContactRun } from './run-store.typeorm'
import { runSync } from './run-sync'
import type { ContactsOrder } from './run-sync'
import { createContactStandings } from './standings'

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
  ...createContactStandings(deps.database),
  ...createContactReports(deps.database),
  /** Reads everything and takes it over. Throws Faults of inbox and store; what was taken over until then stays. */
  sync: (port: ContactsPort, order: ContactsOrder): Promise<ContactRun> => runSync(deps, port, order),
  /** Reads one contact again, as an event asks for. */
  reread: (port: ContactsPort, externalId: string, signal: AbortSignal): Promise<Reread> =>
    rereadContact(deps, port, externalId, signal),
})
