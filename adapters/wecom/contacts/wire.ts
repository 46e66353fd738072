import { z } from 'zod'

import { phoneOf } from '../../../contract/ports/directory'
import type { ContactFollower, ContactPerson, CorpTag } from '../../../contract/ports/contacts'
import { instant } from '../../../contract/quantities'

const words = z
  .string()
  .max(2_000)
  .nullish()
  .transform((text) => (text ?? '').trim())
const userId = z.string().min(1).max(64)
const texts = z
  .array(z.string().max(200))
  .max(1_000)
  .nullish()
  .transform((list) => list ?? [])
const cursor = z
  .string()
  .max(1_000)
  .nullish()
  .transform((text) => text ?? '')

/** `externalcontact/get_follow_user_list`: members with the right to have contacts. */
export const followUsersShape = z.object({ follow_user: z.array(userId).max(100_000).default([]) })

/** `external_contact` of DOC 92114 and of the batch. */
const personShape = z.object({
  external_userid: z.string().min(1).max(64),
  name: words,
  position: words,
  corp_name: words,
  corp_full_name: words,
  /** 1 WeChat, 2 WeCom. */
  type: z.number().int().default(1),
  unionid: z
    .string()
    .max(128)
    .nullish()
    .transform((text) => text ?? ''),
})
type WirePerson = z.infer<typeof personShape>

const followShape = {
  userid: userId,
  remark: words,
  /** Seconds. */
  createtime: z.number().nonnegative().max(9_999_999_999).default(0),
  remark_corp_name: words,
  remark_mobiles: texts,
  state: words,
}

/** `follow_info` of the batch: ids of the company's tags, and none of the member's own. */
const followInfoShape = z.object({ ...followShape, tag_id: texts })
type WireFollowInfo = z.infer<typeof followInfoShape>

/** `follow_user` of `externalcontact/get`: tags with their names; type 1 company, 2 the member's own, 3 by rule. */
const followUserShape = z.object({
  ...followShape,
  tags: z
    .array(z.object({ tag_name: words, tag_id: words, type: z.number().int().default(1) }))
    .max(1_000)
    .nullish()
    .transform((list) => list ?? []),
})
type WireFollowUser = z.infer<typeof followUserShape>

/** `externalcontact/batch/get_by_user`: one row for each pair of a contact and a member. */
export const batchShape = z.object({
  external_contact_list: z
    .array(z.object({ external_contact: personShape, follow_info: followInfoShape }))
    .max(1_000)
    .default([]),
  next_cursor: cursor,
})
export type WireBatch = z.infer<typeof batchShape>

/** `externalcontact/get` (DOC 92114): a page of at most 500 members who have him. */
export const contactShape = z.object({
  external_contact: personShape,
  follow_user: z.array(followUserShape).max(1_000).default([]),
  next_cursor: cursor,
})

/** `externalcontact/get_corp_tag_list`. */
export const tagsShape = z.object({
  tag_group: z
    .array(
      z.object({
        group_name: words,
        deleted: z.boolean().default(false),
        tag: z
          .array(
            z.object({ id: z.string().min(1).max(64), name: words, deleted: z.boolean().default(false) }),
          )
          .max(20_000)
          .default([]),
      }),
    )
    .max(20_000)
    .default([]),
})

export const personOf = (wire: WirePerson): ContactPerson => ({
  externalId: wire.external_userid,
  kind: wire.type === 2 ? 'member' : 'wechat',
  name: wire.name,
  position: wire.position,
  company: wire.corp_full_name === '' ? wire.corp_name : wire.corp_full_name,
  unionid: wire.unionid === '' ? null : wire.unionid,
})

const followed = (wire: Omit<WireFollowInfo, 'tag_id'>): Omit<ContactFollower, 'tags' | 'ownTags'> => ({
  userId: wire.userid,
  since: instant(Math.round(wire.createtime * 1_000)),
  remark: wire.remark,
  remarkCompany: wire.remark_corp_name,
  remarkPhones: wire.remark_mobiles.flatMap((written) => phoneOf(written) ?? []),
  channel: wire.state,
})

export const followerOfBatch = (wire: WireFollowInfo): ContactFollower => ({
  ...followed(wire),
  tags: wire.tag_id,
  ownTags: null,
})

export const followerOfOne = (wire: WireFollowUser): ContactFollower => ({
  ...followed(wire),
  tags: wire.tags.flatMap((tag) => (tag.type === 2 || tag.tag_id === '' ? [] : [tag.tag_id])),
  ownTags: wire.tags.flatMap((tag) => (tag.type === 2 && tag.tag_name !== '' ? [tag.tag_name] : [])),
})

export const corpTagsOf = ({ tag_group }: z.infer<typeof tagsShape>): CorpTag[] =>
  tag_group.flatMap((group) =>
    group.deleted
      ? []
      : group.tag.flatMap((tag) =>
          tag.deleted ? [] : [{ id: tag.id, group: group.group_name, name: tag.name }],
        ),
  )
