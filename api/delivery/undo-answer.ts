import type { FollowUpAnswer } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Undone } from '../../contract/ports/desk'
import { days, minus } from '../../contract/quantities'
import type { Sql } from '../database'
import type { AnswerDeps } from './answer-notice'
import type { NoticeRow } from './notice-row'
import { toOutbound } from './notice-row'
import { followUpOf, noticesOf } from './read-notices.typeorm'
import { retried } from '../database'
import { newestAnswerBy, takeBack } from './undo-store.typeorm'

export type WhichAnswer = readonly [
  member: Member,
  decision: DecisionId | null,
  isBuiltUpon: (decision: DecisionId) => Promise<boolean>,
  /** In the same transaction; false where something has been built upon it after all, and nothing is taken back. */
  takeBackMore?: (tx: Sql, decision: DecisionId) => Promise<boolean>,
]

const UNDOABLE_FOR = days(1)

/**
 * Takes back an answer of the member's own: that decision's, or his newest one. The decision is open again for
 * everybody who was told of it, and their cards change; what was written into the timeline stays there.
 *
 * `isBuiltUpon` says whether something that followed from the decision has been done already.
 */
export async function undoAnswer(
  deps: Pick<AnswerDeps, 'database' | 'clock' | 'consequences'>,
  ...[member, which, isBuiltUpon, takeBackMore]: WhichAnswer
): Promise<Undone> {
  const { database, clock } = deps
  const decision = which ?? (await newestAnswerBy(database.read, member.id))
  const given = decision === undefined ? undefined : await followUpOf(database.read, decision)
  if (given?.member !== member.id) return { kind: 'nothing' }
  if (given.at < minus(clock.now(), UNDOABLE_FOR)) return { kind: 'too-late' }
  if (await isBuiltUpon(given.decision)) return { kind: 'built-upon' }
  const was: FollowUpAnswer = given.answer
  const taken = await retried(() =>
    database.write(async (tx): Promise<Taken> => {
      if (takeBackMore !== undefined && !(await takeBackMore(tx, given.decision))) throw new BuiltUpon()
      const copies = await noticesOf(tx, given.decision, true)
      // What went before it in this transaction is only to stand where the answer is taken back.
      const now = clock.now()
      if (!(await takeBack(tx, given, copies, now))) throw new NotThere()
      await deps.consequences?.takenBack(tx, given, now)
      return copies.filter((c) => c.member === member.id).at(-1) ?? copies[0]
    }),
  ).catch(refusedBy)
  if (taken === 'built-upon' || taken === 'nothing') return { kind: taken }
  if (taken === undefined) return { kind: 'nothing' }
  await deps.consequences?.settled(given.decision)
  return { kind: 'done', notice: toOutbound(taken, { kind: 'open' }), was }
}

type Taken = NoticeRow | undefined

class BuiltUpon extends Error {}
class NotThere extends Error {}

const refusedBy = (thrown: unknown): 'built-upon' | 'nothing' => {
  if (thrown instanceof BuiltUpon) return 'built-upon'
  if (thrown instanceof NotThere) return 'nothing'
  throw thrown
}
