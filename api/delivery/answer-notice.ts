import type { PackageState } from '../../contract/autonomy'
import type { FollowUp, FollowUpAnswer } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'
import { noticeId } from '../../contract/ids'
import type { Settled } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Confirmed, ConfirmTarget } from '../../contract/ports/desk'
import type { Database, Sql } from '../database'
import { markAnswerShown, recordAnswer } from './answer-store.typeorm'
import type { Consequences } from './consequences'
import type { DeliveryPeople } from './delivery-people'
import { endEscalations } from './escalate.typeorm'
import type { NoticeRow } from './notice-row'
import { REFRESH, toOutbound } from './notice-row'
import { queueRefreshes } from './queue-notices.typeorm'
import { customerOf, followUpOf, newestSeen, noticeById, noticesOf } from './read-notices.typeorm'
import { retried } from '../database'
import { shownCopies } from './shown-copies'
import { timesUndone } from './undo-store.typeorm'

export interface AnswerDeps {
  readonly database: Database
  readonly clock: Clock
  readonly people: DeliveryPeople
  /** Brings the answer into the customer's timeline, inside the same transaction. */
  readonly recordTouch: RecordTouch
  /** What follows from answers; nothing where left out. */
  readonly consequences?: Consequences
}

/**
 * `replaced`: the decision had been put off before, and this is what became of it. `undone`: how often an answer to it
 * was taken back before.
 */
export type RecordTouch = (tx: Sql, followUp: FollowUp, replaced: boolean, undone: number) => Promise<void>

export interface Answer {
  readonly which: ConfirmTarget
  readonly member: Member
  readonly answer: FollowUpAnswer
  readonly note: string | null
}

const LONGEST_NOTE = 1_000

/**
 * One transaction: who may answer, whether the answer counts, the follow-up itself, the touchpoint, and one refresh
 * for every other copy of the card. The first answer counts, and after one that put the decision off the first that
 * settles it; any other changes nothing and is told who was first.
 */
export async function answerNotice(deps: AnswerDeps, given: Answer): Promise<Confirmed> {
  const found = await find(deps.database.read, given)
  if (found === undefined) return { kind: 'unknown' }
  const receivers = await receiversOf(deps, found.decision)
  if (receivers.length === 0) return { kind: 'unknown' }
  if (!deps.people.may(given.member, 'answer-notice', { receivers })) return { kind: 'not-yours' }
  const done = await retried(() => deps.database.write((tx) => settle(deps, tx, given, found)))
  if (done === undefined) return { kind: 'unknown' }
  if (done.counted) await deps.consequences?.settled(found.decision)
  const settled = await settledBy(deps.people, done.followUp, await packageBehind(deps, found.decision))
  return { kind: done.counted ? 'done' : 'already', notice: toOutbound(done.copy, settled) }
}

/** Whether the member may answer the decision at all, whatever became of it. */
export async function mayAnswer(
  deps: Pick<AnswerDeps, 'database' | 'people'>,
  member: Member,
  decision: DecisionId,
): Promise<boolean> {
  const receivers = await receiversOf(deps, decision)
  return receivers.length > 0 && deps.people.may(member, 'answer-notice', { receivers })
}

interface Found {
  readonly decision: DecisionId
  /** The card that was pressed. */
  readonly pressed: NoticeRow | undefined
}

async function find(read: Sql, { which, member }: Answer): Promise<Found | undefined> {
  if ('decision' in which) return { decision: which.decision, pressed: undefined }
  const row =
    'notice' in which ? await noticeById(read, noticeId(which.notice)) : await newestSeen(read, member.id)
  if (row === undefined || row.decision === null || row.kind === REFRESH) return undefined
  return { decision: row.decision, pressed: 'notice' in which ? row : undefined }
}

async function receiversOf(
  deps: Pick<AnswerDeps, 'database' | 'people'>,
  decision: DecisionId,
): Promise<Member[]> {
  const copies = await noticesOf(deps.database.read, decision)
  const ids = [...new Set(copies.map((c) => c.member))]
  const members = await Promise.all(ids.map((id) => deps.people.member(id)))
  return members.flatMap((m) => m ?? [])
}

async function settle(deps: AnswerDeps, tx: Sql, given: Answer, found: Found) {
  const copies = await noticesOf(tx, found.decision, true)
  const customer = await customerOf(tx, found.decision)
  const copy = copies.filter((c) => c.member === given.member.id).at(-1) ?? found.pressed ?? copies[0]
  if (customer === undefined || copy === undefined) return undefined
  const followUp: FollowUp = {
    decision: found.decision,
    customer,
    member: given.member.id,
    answer: given.answer,
    note: given.note?.slice(0, LONGEST_NOTE) ?? null,
    at: deps.clock.now(),
  }
  const recorded = await recordAnswer(tx, followUp)
  const counted = recorded !== 'kept'
  const stands = counted ? followUp : await followUpOf(tx, found.decision)
  if (stands === undefined) return undefined
  // Whoever pressed is answered with the card as it is now, whether his answer counted or not.
  if (found.pressed?.state === 'sent') await markAnswerShown(tx, found.pressed.id, stands.answer)
  if (counted) {
    const others = await shownCopies(tx, copies, found.pressed?.id)
    await queueRefreshes(tx, others, followUp.answer, followUp.at)
    if (followUp.answer !== 'snoozed') await endEscalations(tx, found.decision, followUp.at)
    await deps.recordTouch(tx, followUp, recorded === 'replaced', await timesUndone(tx, copies))
    await deps.consequences?.follow(tx, followUp)
  }
  return { counted, copy, followUp: stands }
}

/** What has become of the package that the decision speaks of. */
export const packageBehind = async (
  { consequences, database }: Pick<AnswerDeps, 'consequences' | 'database'>,
  decision: DecisionId,
): Promise<PackageState | null> => (await consequences?.packageOf(database.read, decision)) ?? null

/** The decision's state as cards say it. */
export async function settledBy(
  people: DeliveryPeople,
  followUp: FollowUp | undefined,
  pack: PackageState | null,
): Promise<Settled> {
  if (followUp === undefined) return { kind: 'open' }
  const { answer, at } = followUp
  const by = (await people.member(followUp.member))?.name ?? ''
  return { kind: 'answered', by, answer, at, ...(pack === null ? {} : { package: pack }) }
}
