import { createHash } from 'node:crypto'

import type { Decision, FollowUp, FollowUpAnswer } from '../../contract/decision'
import { customerId, decisionId, memberId, ruleId, touchpointId } from '../../contract/ids'
import type { CustomerId, DecisionId } from '../../contract/ids'
import { instant } from '../../contract/quantities'
import type { Instant } from '../../contract/quantities'
import type { Database, Sql, SqlValue } from '../database'
import { chunks, marks, onConflict, tuples } from '../database'
import type { DecisionDraft } from './domain/decision-text'
import { CHAIN_START, bodyText, chainText } from './domain/decision-text'

/** Where the chain stands. */
export interface ChainHead {
  readonly id: number
  readonly hash: string
}

export interface DecisionQuery {
  readonly customer?: CustomerId
  readonly rule?: string
  readonly since?: Instant
  /** Only decisions with a smaller id: newest first pages. */
  readonly before?: DecisionId
  readonly limit: number
}

export interface DecisionStore {
  /** Writes the drafts as the next links of the chain; part of the batch's transaction. */
  append(tx: Sql, drafts: readonly DecisionDraft[], head: ChainHead, now: Instant): Promise<Decision[]>
  find(id: DecisionId): Promise<Decision | undefined>
  list(query: DecisionQuery): Promise<Decision[]>
  followUp(id: DecisionId): Promise<FollowUp | undefined>
  /** What people did about the customer's decisions, newest decision first; `before` leaves out that one and newer ones. */
  followUpsOf(customer: CustomerId, limit: number, before: DecisionId | null): Promise<FollowUp[]>
  count(): Promise<number>
  /** Walks the whole chain; resolves with the first decision that does not fit, if any. */
  verify(progress?: (checked: number) => void): Promise<VerifyReport>
}

export interface VerifyReport {
  readonly checked: number
  readonly broken: { readonly decision: DecisionId; readonly reason: string } | null
  readonly head: string
}

const PER_STATEMENT = 300

export const createDecisionStore = (database: Database): DecisionStore => ({
  append,
  find: async (id) => (await decisions(database.read, 'WHERE id = ?', [id]))[0],
  list: (query) => {
    const { text, parameters } = whereOf(query)
    return decisions(database.read, `${text} ORDER BY id DESC LIMIT ${Math.trunc(query.limit)}`, parameters)
  },
  followUp: async (id) => {
    const [row] = await database.read.rows<Record<string, string | number | null>>(
      'SELECT * FROM follow_up WHERE decision_id = ?',
      [id],
    )
    return row === undefined ? undefined : toFollowUp(row)
  },
  followUpsOf: async (customer, limit, before) => {
    const rows = await database.read.rows<Record<string, string | number | null>>(
      `SELECT * FROM follow_up WHERE customer_id = ?${before === null ? '' : ' AND decision_id < ?'}
       ORDER BY decision_id DESC LIMIT ${Math.trunc(limit)}`,
      before === null ? [customer] : [customer, before],
    )
    return rows.map(toFollowUp)
  },
  count: async () => {
    const [row] = await database.read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM decision')
    return Number(row?.n ?? 0)
  },
  verify: (progress) => verify(database.read, progress),
})

async function append(
  tx: Sql,
  drafts: readonly DecisionDraft[],
  head: ChainHead,
  now: Instant,
): Promise<Decision[]> {
  let previous = head
  const made: { decision: Decision; body: string; previousHash: string }[] = []
  for (const draft of drafts) {
    const body = bodyText(draft)
    const id = previous.id + 1
    const hash = hashOf({
      id,
      trace: draft.trace,
      customer: draft.customer,
      rule: draft.rule,
      ruleVersion: draft.ruleVersion,
      at: draft.at,
      recordedAt: now,
      body,
      evidence: draft.evidence,
      previousHash: previous.hash,
    })
    made.push({
      decision: { ...draft, id: decisionId(id), recordedAt: now, hash },
      body,
      previousHash: previous.hash,
    })
    previous = { id, hash }
  }
  for (const some of chunks(made, PER_STATEMENT)) await insert(tx, some)
  return made.map((m) => m.decision)
}

const hashOf = (columns: Parameters<typeof chainText>[0]): string =>
  createHash('sha256').update(chainText(columns)).digest('hex')

async function insert(
  tx: Sql,
  made: readonly { decision: Decision; body: string; previousHash: string }[],
): Promise<void> {
  await tx.run(
    `INSERT INTO decision (id, trace, customer_id, rule_id, rule_version, first_evidence, at, recorded_at, body,
     previous_hash, hash) VALUES ${tuples(made.length, 11)}`,
    made.flatMap(({ decision: d, body, previousHash }): SqlValue[] => [
      d.id, d.trace, d.customer, d.rule, d.ruleVersion, d.evidence[0] ?? null, d.at, d.recordedAt, body,
      previousHash, d.hash,
    ]), // prettier-ignore
  )
  const evidence = made.flatMap(({ decision }) => decision.evidence.map((t) => [decision.id, t]))
  for (const some of chunks(evidence, PER_STATEMENT)) {
    await tx.run(
      `INSERT INTO decision_evidence (decision_id, touchpoint) VALUES ${tuples(some.length, 2)}`,
      some.flat(),
    )
  }
  for (const { decision } of made) await insertTags(tx, decision)
}

async function insertTags(tx: Sql, decision: Decision): Promise<void> {
  for (const action of decision.actions) {
    if (!('tag' in action)) continue
    await tx.run(
      `INSERT INTO customer_tag (customer_id, tag, decision_id, at) VALUES (?,?,?,?)
       ${onConflict(tx.dialect, ['customer_id', 'tag'], [])}`,
      [decision.customer, action.tag, decision.id, decision.at],
    )
  }
}

interface RawDecision {
  readonly id: number
  readonly trace: string
  readonly customer_id: number
  readonly rule_id: string
  readonly rule_version: number
  readonly first_evidence: number
  readonly at: number
  readonly recorded_at: number
  readonly body: string
  readonly previous_hash: string
  readonly hash: string
}

async function decisions(read: Sql, rest: string, parameters: readonly SqlValue[]): Promise<Decision[]> {
  const rows = await read.rows<RawDecision>(`SELECT * FROM decision ${rest}`, parameters)
  const evidence = await evidenceOf(
    read,
    rows.map((r) => Number(r.id)),
  )
  return rows.map((row) => toDecision(row, evidence.get(Number(row.id)) ?? []))
}

async function evidenceOf(read: Sql, ids: readonly number[]): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>()
  for (const some of chunks(ids, PER_STATEMENT)) {
    const rows = await read.rows<{ decision_id: number; touchpoint: number }>(
      `SELECT decision_id, touchpoint FROM decision_evidence WHERE decision_id IN (${marks(some.length)})
       ORDER BY touchpoint DESC`,
      some,
    )
    for (const row of rows) {
      const list = found.get(Number(row.decision_id)) ?? []
      list.push(Number(row.touchpoint))
      found.set(Number(row.decision_id), list)
    }
  }
  return found
}

const toDecision = (row: RawDecision, evidence: readonly number[]): Decision => ({
  ...(JSON.parse(row.body) as Pick<Decision, 'autonomy' | 'actions' | 'reading' | 'intent'>),
  id: decisionId(Number(row.id)),
  trace: row.trace,
  customer: customerId(Number(row.customer_id)),
  rule: ruleId(row.rule_id),
  ruleVersion: Number(row.rule_version),
  at: instant(Number(row.at)),
  recordedAt: instant(Number(row.recorded_at)),
  evidence: evidence.map(touchpointId),
  hash: row.hash,
})

function whereOf(query: DecisionQuery): { text: string; parameters: SqlValue[] } {
  const parts: string[] = []
  const parameters: SqlValue[] = []
  const add = (text: string, value: SqlValue | undefined): void => {
    if (value === undefined) return
    parts.push(text)
    parameters.push(value)
  }
  add('customer_id = ?', query.customer)
  add('rule_id = ?', query.rule)
  add('recorded_at >= ?', query.since)
  add('id < ?', query.before)
  return { text: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, parameters }
}

const toFollowUp = (row: Record<string, string | number | null>): FollowUp => ({
  decision: decisionId(Number(row.decision_id)),
  customer: customerId(Number(row.customer_id)),
  member: memberId(Number(row.member_id)),
  answer: String(row.answer) as FollowUpAnswer,
  note: row.note === null ? null : String(row.note),
  at: instant(Number(row.at)),
})

async function verify(read: Sql, progress?: (checked: number) => void): Promise<VerifyReport> {
  let previous: ChainHead = { id: 0, hash: CHAIN_START }
  for (;;) {
    const rows = await read.rows<RawDecision>('SELECT * FROM decision WHERE id > ? ORDER BY id LIMIT 500', [
      previous.id,
    ])
    if (rows.length === 0)
      return { checked: previous.id, broken: await danglingHead(read, previous), head: previous.hash }
    const evidence = await evidenceOf(
      read,
      rows.map((r) => Number(r.id)),
    )
    for (const row of rows) {
      const reason = whatIsWrong(row, evidence.get(Number(row.id)) ?? [], previous)
      if (reason !== null) {
        return {
          checked: previous.id,
          broken: { decision: decisionId(Number(row.id)), reason },
          head: previous.hash,
        }
      }
      previous = { id: Number(row.id), hash: row.hash }
    }
    progress?.(previous.id)
  }
}

function whatIsWrong(row: RawDecision, evidence: readonly number[], previous: ChainHead): string | null {
  if (Number(row.id) !== previous.id + 1) return `decision D${previous.id + 1} is missing`
  if (row.previous_hash !== previous.hash) return 'it does not follow the decision before it'
  if (!evidence.includes(Number(row.first_evidence))) return 'its first evidence is not among its evidence'
  const hash = hashOf({
    id: Number(row.id),
    trace: row.trace,
    customer: Number(row.customer_id),
    rule: row.rule_id,
    ruleVersion: Number(row.rule_version),
    at: Number(row.at),
    recordedAt: Number(row.recorded_at),
    body: row.body,
    evidence,
    previousHash: row.previous_hash,
  })
  return hash === row.hash ? null : 'its content was changed after it was recorded'
}

/** The last decisions cut off would leave a chain that fits; the head kept beside the log position tells. */
async function danglingHead(read: Sql, last: ChainHead): Promise<VerifyReport['broken']> {
  const [row] = await read.rows<{ chain_head: number; chain_hash: string }>(
    "SELECT chain_head, chain_hash FROM log_position WHERE name = 'main'",
  )
  if (row === undefined || Number(row.chain_head) === last.id) return null
  return { decision: decisionId(Number(row.chain_head)), reason: 'the newest decisions are missing' }
}
