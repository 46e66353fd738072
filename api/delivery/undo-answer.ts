import type { FollowUpAnswer } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Undone } from '../../contract/ports/desk'
import { days, minus } from '../../contract/quantities'
import type { AnswerDeps } from './answer-notice'
import { toOutbound } from './notice-row'
import { followUpOf, noticesOf } from './read-notices.typeorm'
import { retried } from './settler'
import { newestAnswerBy, takeBack } from './undo-store.typeorm'

export type WhichAnswer = readonly [
  member: Member,
  decision: DecisionId | null,
  isBuiltUpon: (decision: DecisionId) => Promise<boolean>,
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
  ...[member, which, isBuiltUpon]: WhichAnswer
): Promise<Undone> {
  const { database, clock } = deps
  const decision = which ?? (await newestAnswerBy(database.read, member.id))
  const given = decision === undefined ? undefined : await followUpOf(database.read, decision)
  if (given?.member !== member.id) return { kind: 'nothing' }
  if (given.at < minus(clock.now(), UNDOABLE_FOR)) return { kind: 'too-late' }
  if (await isBuiltUpon(given.decision)) return { kind: 'built-upon' }
  const was: FollowUpAnswer = given.answer
  const copy = await retried(() =>
    database.write(async (tx) => {
      const copies = await noticesOf(tx, given.decision, true)
      const now = clock.now()
      if (!(await takeBack(tx, given, copies, now))) return undefined
      await deps.consequences?.takenBack(tx, given, now)
      return copies.filter((c) => c.member === member.id).at(-1) ?? copies[0]
    }),
  )
  if (copy === undefined) return { kind: 'nothing' }
  await deps.consequences?.settled(given.decision)
  return { kind: 'done', notice: toOutbound(copy, { kind: 'open' }), was }
}
