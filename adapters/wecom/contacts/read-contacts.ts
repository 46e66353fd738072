import type { ContactsReading, ContactTrouble, CorpTag, ReadingStep } from '../../../contract/ports/contacts'
import type { Caller } from './caller'
import { groupsOf } from './lanes'
import type { Lanes } from './lanes'
import { isEverybodys, Trouble } from './trouble'
import { batchShape, corpTagsOf, followerOfBatch, followUsersShape, personOf, tagsShape } from './wire'
import type { WireBatch } from './wire'

/** User ids in one call, and rows in one answer, at most. */
export const MOST_USERS = 100
const PAGE = 100
/** Pages of one group; more means a cursor that goes round. 100 members with 20,000 contacts each have fewer. */
const MOST_PAGES = 20_000
/** A cursor that ran out begins its group anew so often. */
const BEGINNINGS = 3

type Take = (step: ReadingStep) => Promise<void>

/** One reading of everybody's contacts. */
export class ContactsReader {
  private pages = 0
  private pairs = 0
  private usersDone = 0
  private users: readonly string[] = []
  private tags: readonly CorpTag[] | null = null
  private readonly unread: { readonly userId: string; readonly trouble: ContactTrouble }[] = []

  constructor(
    private readonly caller: Caller,
    private readonly lanes: Lanes,
    private readonly take: Take,
  ) {}

  async read(): Promise<ContactsReading> {
    try {
      this.users = await followUsersOf(this.caller)
      if (this.users.length === 0) throw new Trouble('nobody-follows', '')
      this.tags = await this.readTags()
      await this.lanes.run(groupsOf(this.users, MOST_USERS), (group) => this.readGroup(group))
      return this.told(null)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      return this.told(error.told())
    }
  }

  private told(trouble: ContactTrouble | null): ContactsReading {
    const { users: followUsers, tags, pages, pairs, unread } = this
    return { followUsers, tags, pages, pairs, calls: this.caller.calls, trouble, unread }
  }

  /** Contacts without the names of their tags are better than none. */
  private async readTags(): Promise<readonly CorpTag[] | null> {
    try {
      return corpTagsOf(await this.caller.post('/cgi-bin/externalcontact/get_corp_tag_list', {}, tagsShape))
    } catch (error) {
      if (error instanceof Trouble && (!isEverybodys(error.kind) || error.kind === 'no-permission'))
        return null
      throw error
    }
  }

  /** One member who is refused must not hide the contacts of the others of his group. */
  private async readGroup(group: readonly string[]): Promise<void> {
    try {
      await this.readPages(group)
      this.usersDone += group.length
    } catch (error) {
      if (!(error instanceof Trouble) || isEverybodys(error.kind)) throw error
      const [userId] = group
      if (group.length === 1 && userId !== undefined) return this.leaveOut(userId, error)
      const half = Math.ceil(group.length / 2)
      await this.readGroup(group.slice(0, half))
      await this.readGroup(group.slice(half))
    }
  }

  private leaveOut(userId: string, trouble: Trouble): void {
    this.usersDone += 1
    // 84061 for a member is said where he has no contact at all.
    if (trouble.kind !== 'not-a-contact') this.unread.push({ userId, trouble: trouble.told() })
  }

  /** What a group that begins anew hands out twice is the same. */
  private async readPages(group: readonly string[]): Promise<void> {
    for (let beginning = 1; ; beginning += 1) {
      let cursor = ''
      try {
        for (let page = 1; page <= MOST_PAGES; page += 1) {
          const batch = await this.page(group, cursor)
          await this.hand(batch)
          if (batch.next_cursor === '') return
          if (batch.next_cursor === cursor) throw new Trouble('incomplete', 'cursor-stands', batchPath)
          cursor = batch.next_cursor
        }
        throw new Trouble('incomplete', 'cursor-without-end', batchPath)
      } catch (error) {
        const ranOut = error instanceof Trouble && cursor !== '' && !isEverybodys(error.kind)
        if (!ranOut || beginning === BEGINNINGS) throw error
      }
    }
  }

  private page(group: readonly string[], cursor: string): Promise<WireBatch> {
    return this.caller.post(batchPath, { userid_list: group, cursor, limit: PAGE }, batchShape)
  }

  private async hand({ external_contact_list }: WireBatch): Promise<void> {
    const pairs = external_contact_list.map(({ external_contact, follow_info }) => ({
      person: personOf(external_contact),
      follower: followerOfBatch(follow_info),
    }))
    this.pages += 1
    this.pairs += pairs.length
    await this.take({ pairs, usersDone: this.usersDone, users: this.users.length })
  }
}

const batchPath = '/cgi-bin/externalcontact/batch/get_by_user'

/** Each once, in one order. */
export const followUsersOf = async (caller: Caller): Promise<readonly string[]> => {
  const path = '/cgi-bin/externalcontact/get_follow_user_list'
  const { follow_user } = await caller.get(path, {}, followUsersShape)
  return [...new Set(follow_user)].sort()
}
