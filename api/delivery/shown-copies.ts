import type { NoticeId } from '../../contract/ids'
import type { Sql } from '../database'
import { copiesOf, copyState } from './copies.typeorm'
import type { NoticeRow } from './notice-row'
import type { ShownCopy } from './queue-notices.typeorm'

/** Where a decision's card may stand on a screen, but for the one that was just pressed. */
export async function shownCopies(
  tx: Sql,
  notices: readonly NoticeRow[],
  pressed?: NoticeId,
): Promise<ShownCopy[]> {
  // Behind a card that was replaced nobody looks any more.
  const replaced = new Set(notices.map((c) => c.replaces))
  const sent = notices.filter((c) => c.state === 'sent' && c.id !== pressed && !replaced.has(c.id))
  return [...sent, ...(await leftBehind(tx, notices))]
}

/** What may stand on platforms that the copies left while those were away. */
async function leftBehind(tx: Sql, notices: readonly NoticeRow[]): Promise<ShownCopy[]> {
  const left = await copiesOf(
    tx,
    notices.map((c) => c.id),
  )
  return left.flatMap(({ notice, address, state }) => {
    const of = notices.find((c) => c.id === notice)
    return of === undefined || state === copyState.nothing
      ? []
      : [{ id: of.id, member: of.member, address, copy: true as const }]
  })
}
