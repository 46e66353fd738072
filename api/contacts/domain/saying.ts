import type { ContactPerson } from '../../../contract/ports/contacts'
import type { KeptFollower } from './contact'
import { present } from './contact'
import type { Proposed } from './propose-owner'

const MOST_TAGS = 30
const LONGEST = 100

/** What a touchpoint says about a contact: the words that may become the customer's. */
export interface Saying {
  readonly name: string
  readonly company: string
  readonly position: string
  readonly unionid: string | null
  /** User id of the proposed owner, empty where there is none. */
  readonly owner: string
  /** Names of the company's tags, from all who have him, in order of name. */
  readonly tags: readonly string[]
}

/**
 * The owner's remark before what somebody calls himself in WeChat: it is what colleagues know him by. A company that
 * WeCom vouches for comes before one that a rep wrote down.
 */
export function sayingOf(
  person: ContactPerson,
  followers: readonly KeptFollower[],
  proposed: Proposed | null,
  tagName: (id: string) => string | undefined,
): Saying {
  const spoken = proposed?.follower
  const company = person.company === '' ? (spoken?.remarkCompany ?? '') : person.company
  return {
    name: cut(spoken === undefined || spoken.remark === '' ? person.name : spoken.remark),
    company: cut(company),
    position: cut(person.position),
    unionid: person.unionid,
    owner: spoken?.userId ?? '',
    tags: tagsOf(followers, tagName),
  }
}

export const tagsOf = (
  followers: readonly KeptFollower[],
  tagName: (id: string) => string | undefined,
): string[] => {
  const ids = new Set(present(followers).flatMap((follower) => follower.tags))
  const names = [...ids].flatMap((id) => tagName(id) ?? [])
  return [...new Set(names)].sort().slice(0, MOST_TAGS)
}

const cut = (text: string): string => [...text].slice(0, LONGEST).join('')
