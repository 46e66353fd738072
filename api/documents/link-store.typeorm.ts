import type {
  CustomerId,
  DecisionId,
  DocumentId,
  DocumentLinkId,
  MemberId,
  NoticeId,
  PersonaId,
  SourceId,
} from '../../contract/ids'
import {
  customerId,
  decisionId,
  documentId,
  documentLinkId,
  memberId,
  noticeId,
  personaId,
} from '../../contract/ids'
import type { Instant, Millis } from '../../contract/quantities'
import { instant, minus } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks, onConflict } from '../database'

/** A document handed out for one customer. */
export interface DocumentLink {
  readonly id: DocumentLinkId
  readonly decision: DecisionId
  readonly step: string
  readonly document: DocumentId
  readonly customer: CustomerId
  /** Whose opening it will be, wherever links between personas have moved him by then. */
  readonly persona: PersonaId
  /** Who had it made. */
  readonly member: MemberId
  /** The card it was made from; null where none was found. */
  readonly notice: NoticeId | null
  /** How often it was made: once, and once more each time after it had ended or was taken back. */
  readonly made: number
  readonly madeAt: Instant
  readonly ends: Instant
  readonly takenBack: boolean
  /** The number of the newest opening, 0 before the first, and when that began. */
  readonly opening: number
  readonly openingAt: Instant
}

export type NewLink = Pick<
  DocumentLink,
  'decision' | 'step' | 'document' | 'customer' | 'persona' | 'member' | 'notice' | 'madeAt' | 'ends'
>

/**
 * Makes the decision's link to the document, or makes it anew where it had ended or was taken back. `isNew` is true
 * for one caller only, in however many processes.
 */
export async function makeLink(
  tx: Sql,
  link: NewLink,
): Promise<{ readonly link: DocumentLink; readonly isNew: boolean }> {
  const made = await tx.run(
    `INSERT INTO document_link (decision_id, step_id, document_id, customer_id, persona_id, member_id, notice_id,
     made, made_at, ends_at, opening, opening_at) VALUES (${marks(12)})${onConflict(tx.dialect, ['decision_id', 'document_id'], [])}`,
    [
      link.decision, link.step, link.document, link.customer, link.persona, link.member, link.notice,
      1, link.madeAt, link.ends, 0, 0,
    ], // prettier-ignore
  )
  const isNew = made === 1 || (await makeAnew(tx, link))
  const kept = await linkOf(tx, link.decision, link.document)
  if (kept === undefined) throw new Error('a document link is gone in the transaction that made it')
  return { link: kept, isNew }
}

const makeAnew = async (tx: Sql, link: NewLink): Promise<boolean> =>
  (await tx.run(
    `UPDATE document_link SET customer_id=?, persona_id=?, member_id=?, notice_id=?, made=made+1, made_at=?, ends_at=?,
     taken_back_at=NULL WHERE decision_id=? AND document_id=? AND (taken_back_at IS NOT NULL OR ends_at<=?)`,
    [
      link.customer, link.persona, link.member, link.notice, link.madeAt, link.ends,
      link.decision, link.document, link.madeAt,
    ], // prettier-ignore
  )) === 1

/** Takes back what nobody has opened; false where it was opened, or is none. */
export const takeLinkBack = async (tx: Sql, id: DocumentLinkId, now: Instant): Promise<boolean> =>
  (await tx.run(
    'UPDATE document_link SET taken_back_at=? WHERE id=? AND opening=0 AND taken_back_at IS NULL',
    [now, id],
  )) === 1

/**
 * A new opening, unless one began less than `gap` ago: then it is that one once more. The row decides, so that two
 * requests, in one process or two, are numbered alike.
 */
export const beginOpening = (tx: Sql, id: DocumentLinkId, now: Instant, gap: Millis): Promise<number> =>
  tx.run(
    `UPDATE document_link SET opening=opening+1, opening_at=? WHERE id=? AND taken_back_at IS NULL
     AND (opening=0 OR opening_at<=?)`,
    [now, id, minus(now, gap)],
  )

/** The first opening only: a piece of a document belongs to the opening before it, where there was one. */
export const beginFirstOpening = (tx: Sql, id: DocumentLinkId, now: Instant): Promise<number> =>
  tx.run(
    'UPDATE document_link SET opening=1, opening_at=? WHERE id=? AND taken_back_at IS NULL AND opening=0',
    [now, id],
  )

export async function linkById(read: Sql, id: DocumentLinkId): Promise<DocumentLink | undefined> {
  const [row] = await read.rows<LinkRow>('SELECT * FROM document_link WHERE id=?', [id])
  return row === undefined ? undefined : toLink(row)
}

export async function linkOf(
  read: Sql,
  decision: DecisionId,
  document: DocumentId,
): Promise<DocumentLink | undefined> {
  const [row] = await read.rows<LinkRow>(
    'SELECT * FROM document_link WHERE decision_id=? AND document_id=?',
    [decision, document],
  )
  return row === undefined ? undefined : toLink(row)
}

export async function linksOfDecision(read: Sql, decision: DecisionId): Promise<DocumentLink[]> {
  const rows = await read.rows<LinkRow>('SELECT * FROM document_link WHERE decision_id=? ORDER BY id', [
    decision,
  ])
  return rows.map(toLink)
}

/** Newest first. */
export async function linksOf(
  read: Sql,
  whose: { readonly customer: CustomerId } | { readonly member: MemberId },
  limit: number,
  before: number | null = null,
): Promise<DocumentLink[]> {
  const [column, id] =
    'customer' in whose ? (['customer_id', whose.customer] as const) : (['member_id', whose.member] as const)
  const rows = await read.rows<LinkRow>(
    `SELECT * FROM document_link WHERE ${column}=?${before === null ? '' : ' AND id<?'} ORDER BY id DESC LIMIT ?`,
    before === null ? [id, limit] : [id, before, limit],
  )
  return rows.map(toLink)
}

/** Openings of a link that the log holds: how many, and when they began, newest first, at most `limit`. */
export async function openingsKept(
  read: Sql,
  source: SourceId,
  id: DocumentLinkId,
  limit: number,
): Promise<{ readonly count: number; readonly newest: readonly Instant[] }> {
  // Every key of an opening begins with the link's number and a colon; a semicolon is the next sign after a colon.
  const range = [source, `${openingKey(id)}:`, `${openingKey(id)};`] as const
  const where = 'source_id=? AND source_event_id>=? AND source_event_id<?'
  const [counted] = await read.rows<{ n: number }>(
    `SELECT COUNT(*) AS n FROM touchpoint_log WHERE ${where}`,
    range,
  )
  const count = Number(counted?.n ?? 0)
  if (limit === 0 || count === 0) return { count, newest: [] }
  const rows = await read.rows<{ received_at: number }>(
    `SELECT received_at FROM touchpoint_log WHERE ${where} ORDER BY seq DESC LIMIT ?`,
    [...range, limit],
  )
  return { count, newest: rows.map((row) => instant(Number(row.received_at))) }
}

/** What the keys of a link's openings begin with. */
export const openingKey = (id: DocumentLinkId): string => `opened:${id}`

/** The card that the member was sent about the decision, or else anybody's. */
export async function noticeAbout(
  read: Sql,
  decision: DecisionId,
  member: MemberId,
): Promise<NoticeId | undefined> {
  const [row] = await read.rows<{ id: number }>(
    `SELECT id FROM notice WHERE decision_id=? ORDER BY CASE WHEN member_id=? THEN 0 ELSE 1 END, id LIMIT 1`,
    [decision, member],
  )
  return row === undefined ? undefined : noticeId(Number(row.id))
}

interface LinkRow {
  readonly id: number
  readonly decision_id: number
  readonly step_id: string
  readonly document_id: string
  readonly customer_id: number
  readonly persona_id: number
  readonly member_id: number
  readonly notice_id: number | null
  readonly made: number
  readonly made_at: number
  readonly ends_at: number
  readonly taken_back_at: number | null
  readonly opening: number
  readonly opening_at: number
}

const toLink = (row: LinkRow): DocumentLink => ({
  id: documentLinkId(Number(row.id)),
  decision: decisionId(Number(row.decision_id)),
  step: row.step_id,
  document: documentId(row.document_id),
  customer: customerId(Number(row.customer_id)),
  persona: personaId(Number(row.persona_id)),
  member: memberId(Number(row.member_id)),
  notice: row.notice_id === null ? null : noticeId(Number(row.notice_id)),
  made: Number(row.made),
  madeAt: instant(Number(row.made_at)),
  ends: instant(Number(row.ends_at)),
  takenBack: row.taken_back_at !== null,
  opening: Number(row.opening),
  openingAt: instant(Number(row.opening_at)),
})
