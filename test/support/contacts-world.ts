import type { Contacts, ContactsDeps, ContactsOrder } from '../../api/contacts'
import { createContacts } from '../../api/contacts'
import type { Database } from '../../api/database'
import type { MemberEntry } from '../../api/people'
import { createCustomersBehind } from '../../boot/contacts/customers-behind'
import type { CustomerRow } from '../../api/customers'
import type { ManualClock } from '../fakes/manual-clock'
import { openTestHub } from './hub'
import type { TestHub } from './hub'

/** WeCom's customers before a hub with a real database, and what became of them there. */
export interface ContactsWorld {
  readonly hub: TestHub
  readonly contacts: Contacts
  /** With another inbox or another clock than the hub's. */
  another(deps: Partial<ContactsDeps>): Contacts
  /** Judges everything that waits. */
  judged(): Promise<void>
  /** Touchpoints in the log. */
  head(): Promise<number>
  /** Whom the hub knows by this identifier. */
  customer(type: 'external-userid' | 'unionid' | 'phone', value: string): Promise<CustomerRow | undefined>
  ownerOf(externalId: string): Promise<string | null>
}

const member = (key: string, name: string): MemberEntry => ({
  ...{ key, name, role: 'rep', team: '华东', manager: null },
  addresses: [{ platform: 'wecom', userId: key }],
})

/** 王磊 (`WangLei`) and 赵敏 (`ZhaoMin`) work here. */
export async function openContactsWorld(database: Database, clock: ManualClock): Promise<ContactsWorld> {
  const hub = await openTestHub(database)
  hub.clock.now = () => clock.now()
  const { modules, inbox, source, pipeline } = hub
  const { people, identity, customers } = modules
  await people.upsert([member('WangLei', '王磊'), member('ZhaoMin', '赵敏')])
  const accounts = new Map(
    (await people.all()).flatMap((m) =>
      m.addresses.map((a) => [`wecom:${a.userId}`.toLowerCase(), m.id] as const),
    ),
  )
  Object.assign(modules, { ownerNamed: (name: string) => accounts.get(name.toLowerCase()) })
  const deps: ContactsDeps = {
    ...{ database, clock, inbox, source: () => Promise.resolve(source.id) },
    members: () => people.all(),
    customersBehind: createCustomersBehind({ identity, customers, people }),
  }
  const customer: ContactsWorld['customer'] = async (type, value) => {
    const persona = (await identity.store.personasOf([{ type, value }])).get(`${type}:${value}`)
    return persona === undefined ? undefined : customers.store.row(persona.customer)
  }
  return {
    ...{ hub, contacts: createContacts(deps), customer },
    another: (more) => createContacts({ ...deps, ...more }),
    judged: async () => {
      while ((await pipeline.step()) > 0);
    },
    head: async () => {
      const [row] = await database.read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM touchpoint_log')
      return Number(row?.n)
    },
    ownerOf: async (externalId) => {
      const owner = (await customer('external-userid', externalId))?.owner ?? null
      return owner === null ? null : ((await people.member(owner))?.name ?? null)
    },
  }
}

/** Whatever such a world writes, in the order in which it can be emptied. */
export const contactsTables = [
  ...['contact_conflict', 'contact_run', 'contact_staged', 'contact_tag', 'contact'],
  ...['timeline', 'customer', 'identity_conflict', 'persona_link', 'identifier', 'persona', 'log_position'],
  ...['quarantine', 'touchpoint_log', 'source', 'member_address', 'member'],
]

export const contactsOrder = (more: Partial<ContactsOrder> = {}): ContactsOrder => ({
  ...{ by: 'test', dryRun: false, yes: false, signal: new AbortController().signal },
  ...more,
})
