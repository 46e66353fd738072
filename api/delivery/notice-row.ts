import type { FollowUpAnswer } from '../../contract/decision'
import type { DecisionId, MemberId, NoticeId } from '../../contract/ids'
import { decisionId, memberId, noticeId } from '../../contract/ids'
import type { Notice, OutboundNotice, Settled } from '../../contract/notice'
import type { ChatAddress, Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'

/** What the reader's copy of the card shows. */
export const shown = {
  nothing: 0,
  open: 1,
  /** Taken or wrong, which stays so. */
  answered: 2,
  /** Behind what was answered, on a platform that cannot change it. */
  stale: 3,
  /** Put off, so it may change once more. */
  snoozed: 4,
} as const
export type Shown = (typeof shown)[keyof typeof shown]

/** What a card shows that was drawn after this answer; null where there was none. */
export const shownAfter = (answer: FollowUpAnswer | null): Shown =>
  answer === null ? shown.open : answer === 'snoozed' ? shown.snoozed : shown.answered

/**
 * The kind of rows that change a card which is already there. Their body is `{ of: notice id }`, with `copy: true`
 * where it is not the card but what may stand on a platform that the notice left, and `again: true` where something on
 * it has changed besides the answer.
 */
export const REFRESH = 'refresh'

/**
 * Where a notice stands. Once it waits no more, this is its one fate: it was sent as a card of its own; another notice
 * (`gathered_in`) carried it or stands for it; it was not wanted (`skipped`); or nobody took it (`refused`).
 */
export const noticeStates = [
  'waiting', 'sent', 'grouped', 'digested', 'superseded', 'skipped', 'refused',
] as const // prettier-ignore
export type NoticeState = (typeof noticeStates)[number]

/** How much a notice presses (`urgent`): what only informs waits for the digest. */
export const urgency = { informs: -1, usual: 0, urgent: 1 } as const

/** A row of the table `notice`. */
export interface NoticeRow {
  readonly id: NoticeId
  readonly decision: DecisionId | null
  readonly member: MemberId
  readonly address: ChatAddress
  readonly kind: string
  readonly body: string
  readonly createdAt: Instant
  readonly dueAt: Instant
  readonly state: NoticeState
  /** How often it was tried on this address. */
  readonly tries: number
  readonly claimedUntil: Instant
  readonly sentAt: Instant | null
  readonly code: string | null
  readonly detail: string | null
  readonly shown: Shown
  /** The older card that this one is sent in place of. */
  readonly replaces: NoticeId | null
}

export interface RawNotice {
  readonly id: number
  readonly decision_id: number | null
  readonly member_id: number
  readonly platform: string
  readonly user_id: string
  readonly kind: string
  readonly body: string
  readonly created_at: number
  readonly due_at: number
  readonly state: string
  readonly attempts: number
  readonly claimed_until: number
  readonly sent_at: number | null
  readonly code: string | null
  readonly detail: string | null
  readonly shown: number
  readonly replaces: number | null
}

export const toNotice = (raw: RawNotice): NoticeRow => ({
  id: noticeId(Number(raw.id)),
  decision: raw.decision_id === null ? null : decisionId(Number(raw.decision_id)),
  member: memberId(Number(raw.member_id)),
  address: { platform: raw.platform as Platform, userId: raw.user_id },
  kind: raw.kind,
  body: raw.body,
  createdAt: instant(Number(raw.created_at)),
  dueAt: instant(Number(raw.due_at)),
  state: raw.state as NoticeState,
  tries: Number(raw.attempts),
  claimedUntil: instant(Number(raw.claimed_until)),
  sentAt: raw.sent_at === null ? null : instant(Number(raw.sent_at)),
  code: raw.code,
  detail: raw.detail,
  shown: Number(raw.shown) as Shown,
  replaces: raw.replaces === null ? null : noticeId(Number(raw.replaces)),
})

/** `replaced` is when the card was sent that this one stands for. */
export const toOutbound = (
  row: NoticeRow,
  settled: Settled,
  replaced: Instant | null = null,
): OutboundNotice => ({
  id: row.id,
  member: row.member,
  address: row.address,
  notice: JSON.parse(row.body) as Notice,
  settled,
  createdAt: row.createdAt,
  ...(replaced === null ? {} : { replaces: replaced }),
  attempt: row.tries + 1,
})

/** The notice whose card a refresh row changes. */
export const refreshedBy = (row: NoticeRow): NoticeId => noticeId((JSON.parse(row.body) as { of: number }).of)

/** Whether a refresh row changes a copy that was left behind. */
export const isCopy = (row: NoticeRow): boolean =>
  row.kind === REFRESH && (JSON.parse(row.body) as { copy?: boolean }).copy === true

/** Whether a refresh row draws a card anew that shows the answer already. */
export const isAgain = (row: NoticeRow): boolean =>
  row.kind === REFRESH && (JSON.parse(row.body) as { again?: boolean }).again === true
