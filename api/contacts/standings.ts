import type { Database } from '../database'
import { readContacts, readTags } from './contact-store.typeorm'
import type { KeptContact } from './domain/contact'
import { present } from './domain/contact'
import { tagsOf } from './domain/saying'

/** What WeCom says of a customer and the hub keeps beside its own tags. */
export interface ContactStanding {
  /** Names of the company's tags, and of own tags of whoever has him. */
  readonly tags: readonly string[]
}

export interface ContactStandings {
  /** By the external ids of one customer; null where none of them is a contact now. */
  standingOf(externalIds: readonly string[]): Promise<ContactStanding | null>
}

export const createContactStandings = ({ read }: Pick<Database, 'read'>): ContactStandings => ({
  standingOf: async (externalIds) => {
    if (externalIds.length === 0) return null
    const found = [...(await readContacts(read, externalIds)).values()].filter((c) => c.leftAt === null)
    return found.length === 0 ? null : { tags: allTags(found, await readTags(read)) }
  },
})

const allTags = (contacts: readonly KeptContact[], names: ReadonlyMap<string, string>): string[] => {
  const all = contacts.flatMap(({ followers }) => [
    ...tagsOf(followers, (id) => names.get(id)),
    ...present(followers).flatMap((follower) => follower.ownTags),
  ])
  return [...new Set(all)]
}
