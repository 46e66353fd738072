import type { SimulatedContact, SimulatedContactBook, SimulatedFollower } from './contact-book'

export interface BookSize {
  readonly contacts: number
  readonly followUsers: number
}

/** User ids of the members of `makeUpBook`. */
export const followUserId = (i: number): string => `rep${i}`

/**
 * So many contacts, the same each time: a fifth uses WeCom in another company, one in ten has two followers, two of
 * three carry a tag.
 */
export const makeUpBook = ({ contacts, followUsers }: BookSize): SimulatedContactBook => ({
  followUsers: Array.from({ length: followUsers }, (_, i) => followUserId(i)),
  tagGroups: [
    {
      name: '等级',
      tags: [
        { id: 'et-vip', name: 'VIP' },
        { id: 'et-trial', name: '试用中' },
      ],
    },
  ],
  contacts: Array.from({ length: contacts }, (_, i) => contactOf(i, followUsers)),
})

const contactOf = (i: number, followUsers: number): SimulatedContact => {
  const followers = [
    followerOf(i, i % followUsers),
    ...(i % 10 === 3 ? [followerOf(i, (i + 7) % followUsers)] : []),
  ]
  const id = { externalId: `wm${String(i).padStart(10, '0')}`, name: `客户${i}`, followers }
  if (i % 5 !== 4) return { ...id, type: 1, unionid: `oY6-${String(i).padStart(10, '0')}` }
  return { ...id, type: 2, position: '采购经理', corpName: `公司${i}`, corpFullName: `公司${i}有限公司` }
}

const followerOf = (i: number, user: number): SimulatedFollower => ({
  userId: followUserId(user),
  createtime: 1_700_000_000 + i * 60 + user,
  remark: `客户${i}-备注`,
  remarkCorpName: `公司${i}`,
  tagIds: i % 3 === 0 ? [] : [i % 3 === 1 ? 'et-vip' : 'et-trial'],
})
