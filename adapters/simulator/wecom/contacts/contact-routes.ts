import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import { readOrRefuse, Refused } from '../refused'
import { usualContactLimits } from './contact-book'
import type { ContactLimits, SimulatedContact, SimulatedContactBook, SimulatedFollower } from './contact-book'

const MOST_FOLLOWERS = 500

interface Row {
  readonly contact: SimulatedContact
  readonly follower: SimulatedFollower
}

interface Cursor {
  readonly of: string
  readonly from: number
  readonly until: number
}

/**
 * The interfaces of 客户联系 that read (DOC 92113, 92114): strict about fields, ids and limits; a cursor leads on for
 * the question it was given to, once, and for a while.
 */
export class ContactRoutes {
  private book: SimulatedContactBook
  private readonly cursors = new Map<string, Cursor>()
  private readonly minutes = new Map<string, { minute: number; calls: number }>()
  /** Most calls that came in one minute, by path. */
  readonly busiest: Record<string, number> = {}

  constructor(
    book: SimulatedContactBook,
    private readonly now: () => number,
    private readonly limits: ContactLimits = usualContactLimits,
  ) {
    this.book = book
  }

  change(book: SimulatedContactBook): void {
    this.book = book
  }

  /** Undefined where the path is none of ours. */
  handle(method: string, path: string, query: URLSearchParams, body: unknown): object | undefined {
    const route = routes.get(path)
    if (route === undefined) return undefined
    if (route.method !== method) throw new Refused(43001, `require ${route.method} method`)
    this.spend(path)
    if (this.book.granted === false) throw new Refused(48002, 'api forbidden')
    switch (route.name) {
      case 'follow-users':
        return { follow_user: this.book.followUsers }
      case 'batch':
        return this.batch(body)
      case 'one':
        return this.one(query)
      case 'tags':
        return this.tags(body)
    }
  }

  /** Every cursor that was given out ends now. */
  endCursors(): void {
    this.cursors.clear()
  }

  private spend(path: string): void {
    const minute = Math.floor(this.now() / 60_000)
    const before = this.minutes.get(path)
    const calls = before?.minute === minute ? before.calls + 1 : 1
    this.minutes.set(path, { minute, calls })
    this.busiest[path] = Math.max(this.busiest[path] ?? 0, calls)
    if (calls > this.limits.callsPerMinute) throw new Refused(45009, 'api freq out of limit')
  }

  private batch(body: unknown): object {
    const { userid_list, cursor = '', limit } = readOrRefuse(batchShape, body)
    for (const userId of userid_list) this.checkUser(userId)
    const of = JSON.stringify(userid_list)
    const from = cursor === '' ? 0 : this.follow(cursor, of)
    const rows = this.rowsOf(new Set(userid_list.map((id) => id.toLowerCase())))
    const next = from + limit < rows.length ? this.leadOn(of, from + limit) : ''
    const external_contact_list = rows.slice(from, from + limit).map(({ contact, follower }) => ({
      external_contact: wireOf(contact),
      follow_info: { ...followOf(follower), tag_id: follower.tagIds ?? [] },
    }))
    return { external_contact_list, next_cursor: next }
  }

  private one(query: URLSearchParams): object {
    const externalId = query.get('external_userid') ?? ''
    if (!/^w[mo][\w-]{4,62}$/.test(externalId)) throw new Refused(40096, 'invalid external userid')
    const contact = this.book.contacts.find((c) => c.externalId === externalId)
    const followers = (contact?.followers ?? []).filter((f) => this.mayFollow(f.userId))
    if (contact === undefined || followers.length === 0) throw new Refused(84061, 'not external contact')
    const cursor = query.get('cursor') ?? ''
    const from = cursor === '' ? 0 : this.follow(cursor, externalId)
    const end = from + MOST_FOLLOWERS
    const next = end < followers.length ? { next_cursor: this.leadOn(externalId, end) } : {}
    return {
      external_contact: wireOf(contact),
      follow_user: followers.slice(from, end).map((f) => ({ ...followOf(f), tags: this.tagsOf(f) })),
      ...next,
    }
  }

  private tags(body: unknown): object {
    readOrRefuse(tagsShape, body)
    return {
      tag_group: (this.book.tagGroups ?? []).map((group, order) => ({
        ...{ group_id: `et-group-${order}`, group_name: group.name, create_time: 1_600_000_000, order },
        tag: group.tags.map(({ id, name, deleted = false }) => ({
          id,
          name,
          deleted,
          create_time: 1_600_000_000,
        })),
      })),
    }
  }

  private tagsOf(follower: SimulatedFollower): object[] {
    const groups = this.book.tagGroups ?? []
    const company = groups.flatMap((group) =>
      group.tags
        .filter((tag) => follower.tagIds?.includes(tag.id) === true)
        .map((tag) => ({ group_name: group.name, tag_name: tag.name, tag_id: tag.id, type: 1 })),
    )
    return [
      ...company,
      ...(follower.ownTags ?? []).map((name) => ({ group_name: '', tag_name: name, type: 2 })),
    ]
  }

  private checkUser(userId: string): void {
    const refused = this.book.refusedUsers?.[userId]
    if (refused !== undefined) throw new Refused(refused, 'refused for this member')
    if (!this.mayFollow(userId)) throw new Refused(84074, 'no external contact permission')
  }

  private mayFollow(userId: string): boolean {
    return this.book.followUsers.some((id) => id.toLowerCase() === userId.toLowerCase())
  }

  private rowsOf(users: ReadonlySet<string>): Row[] {
    return this.book.contacts.flatMap((contact) =>
      contact.followers
        .filter((follower) => users.has(follower.userId.toLowerCase()))
        .map((follower) => ({ contact, follower })),
    )
  }

  private leadOn(of: string, from: number): string {
    const cursor = randomUUID()
    this.cursors.set(cursor, { of, from, until: this.now() + this.limits.cursorLife })
    return cursor
  }

  private follow(cursor: string, of: string): number {
    const found = this.cursors.get(cursor)
    this.cursors.delete(cursor)
    if (found === undefined || found.of !== of || found.until <= this.now())
      throw new Refused(40035, 'invalid parameter: cursor')
    return found.from
  }
}

/** Whoever has no customers has no right to ask for them either. */
export const createContactRoutes = (
  options: { readonly contacts?: SimulatedContactBook; readonly contactLimits?: Partial<ContactLimits> },
  now: () => number,
): ContactRoutes =>
  new ContactRoutes(options.contacts ?? { contacts: [], followUsers: [], granted: false }, now, {
    ...usualContactLimits,
    ...options.contactLimits,
  })

type RouteName = 'follow-users' | 'batch' | 'one' | 'tags'

const routes: ReadonlyMap<string, { readonly method: 'GET' | 'POST'; readonly name: RouteName }> = new Map([
  ['/cgi-bin/externalcontact/get_follow_user_list', { method: 'GET', name: 'follow-users' }],
  ['/cgi-bin/externalcontact/batch/get_by_user', { method: 'POST', name: 'batch' }],
  ['/cgi-bin/externalcontact/get', { method: 'GET', name: 'one' }],
  ['/cgi-bin/externalcontact/get_corp_tag_list', { method: 'POST', name: 'tags' }],
])

/** Where they are, and how they are asked. */
export const contactPaths: readonly (readonly [path: string, method: 'GET' | 'POST'])[] = [...routes].map(
  ([path, { method }]) => [path, method],
)

const batchShape = z.strictObject({
  userid_list: z.array(z.string().min(1).max(64)).min(1).max(100),
  cursor: z.string().optional(),
  limit: z.number().int().min(1).max(100).default(50),
})

const tagsShape = z.strictObject({
  tag_id: z.array(z.string()).max(100).optional(),
  group_id: z.array(z.string()).max(100).optional(),
})

/** Position and company are told of people who use WeCom, the unionid of those who use WeChat. */
const wireOf = (contact: SimulatedContact): object => ({
  external_userid: contact.externalId,
  name: contact.name,
  avatar: 'http://avatar.example/1',
  type: contact.type,
  gender: 0,
  ...(contact.type === 2
    ? {
        position: contact.position ?? '',
        corp_name: contact.corpName ?? '',
        corp_full_name: contact.corpFullName ?? '',
        external_profile: {},
      }
    : {}),
  ...(contact.type === 1 && contact.unionid !== undefined ? { unionid: contact.unionid } : {}),
})

const followOf = (follower: SimulatedFollower): object => ({
  userid: follower.userId,
  remark: follower.remark ?? '',
  description: '',
  createtime: follower.createtime,
  ...(follower.remarkCorpName === undefined ? {} : { remark_corp_name: follower.remarkCorpName }),
  remark_mobiles: follower.remarkMobiles ?? [],
  oper_userid: follower.userId,
  add_way: 1,
  ...(follower.state === undefined ? {} : { state: follower.state }),
})
