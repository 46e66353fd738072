import type {
  ContactFollower,
  ContactPair,
  ContactPerson,
  ContactsPort,
  ContactsReading,
} from '../../contract/ports/contacts'
import { instant } from '../../contract/quantities'

/** Seconds of `createtime` as the reading has them. */
const began = instant(1_700_000_000_000)

export const contactPerson = (externalId: string, more: Partial<ContactPerson> = {}): ContactPerson => ({
  externalId,
  kind: 'wechat',
  name: `微信名-${externalId}`,
  position: '',
  company: '',
  unionid: `union-${externalId}`,
  ...more,
})

export const follower = (userId: string, more: Partial<ContactFollower> = {}): ContactFollower => ({
  userId,
  since: began,
  remark: '',
  remarkCompany: '',
  remarkPhones: [],
  tags: [],
  ownTags: null,
  channel: '',
  ...more,
})

export const pair = (
  externalId: string,
  userId: string,
  more: { readonly person?: Partial<ContactPerson>; readonly follower?: Partial<ContactFollower> } = {},
): ContactPair => ({
  person: contactPerson(externalId, more.person),
  follower: follower(userId, more.follower),
})

/** A platform that hands out these pairs, a few at a time. */
export const portOf = (
  pairs: readonly ContactPair[],
  how: Partial<ContactsReading> & { readonly perPage?: number } = {},
): ContactsPort => ({
  read: async (take) => {
    const { perPage = 2, ...reading } = how
    for (let i = 0; i < pairs.length; i += perPage)
      await take({ pairs: pairs.slice(i, i + perPage), usersDone: 0, users: 1 })
    const pages = Math.ceil(pairs.length / perPage)
    return {
      ...{
        followUsers: [...new Set(pairs.map((p) => p.follower.userId))],
        tags: [],
        pages,
        pairs: pairs.length,
      },
      ...{ calls: pages + 2, trouble: null, unread: [], ...reading },
    }
  },
  one: async (externalId) => {
    const found = pairs.filter((p) => p.person.externalId === externalId)
    const [first] = found
    return first === undefined
      ? { kind: 'gone' }
      : { kind: 'read', person: first.person, followers: found.map((p) => p.follower) }
  },
  probe: () => Promise.resolve({ followUsers: 1 }),
})
