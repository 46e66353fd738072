import type { CustomerId, DecisionId, MemberId } from '../../contract/ids'
import { customerId, decisionId, memberId } from '../../contract/ids'
import type { Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { RuleDocument } from '../../contract/rule'
import type { Database } from '../database'
import { chunks, marks } from '../database'
import type { NoticeState } from '../delivery'
import { heldBack } from '../delivery'

/** A piece in quarantine that speaks of somebody. */
export interface SetAside {
  readonly source: string
  readonly reason: string
  readonly eventName: string | null
  readonly detail: string
  readonly receivedAt: Instant
}

/** What became of one notice. */
export interface NoticeFate {
  readonly decision: DecisionId
  readonly member: MemberId
  readonly platform: Platform | ''
  readonly state: NoticeState
  /** Tries so far on this address. */
  readonly tries: number
  /** Of the newest try, or why there was none. */
  readonly code: string | null
  readonly detail: string | null
  readonly createdAt: Instant
  readonly dueAt: Instant
  readonly sentAt: Instant | null
}

export interface PausedRule {
  readonly document: RuleDocument
  readonly pausedAt: Instant
  readonly reason: string
}

/** Reads what lies between a touchpoint and a card, across the tables of all modules. Writes nothing. */
export interface CardPath {
  /** Customers that one of these identifiers belongs to. */
  customersWith(values: readonly string[]): Promise<CustomerId[]>
  /** What was set aside and not read since, and mentions the text; newest first. */
  setAside(text: string, limit: number): Promise<SetAside[]>
  /** Position in the log up to which touchpoints are judged. */
  judgedUpTo(): Promise<number>
  pausedRules(): Promise<PausedRule[]>
  /** Notices of these decisions, oldest first; changed cards are none. */
  noticesOf(decisions: readonly DecisionId[]): Promise<NoticeFate[]>
  /** What has not reached anybody since the moment, by what holds it, the most frequent first. */
  undelivered(since: Instant): Promise<(Pick<NoticeFate, 'state' | 'code' | 'detail'> & { count: number })[]>
}

const OWN_KIND = 'refresh'

export function createCardPath({ read }: Pick<Database, 'read'>): CardPath {
  return {
    customersWith: async (values) => {
      const rows = await read.rows<{ customer_id: number }>(
        `SELECT DISTINCT p.customer_id FROM identifier i JOIN persona p ON p.id = i.persona_id
         WHERE i.value IN (${marks(values.length)}) ORDER BY p.customer_id LIMIT 20`,
        values,
      )
      return rows.map((r) => customerId(Number(r.customer_id)))
    },
    setAside: async (text, limit) => {
      const like = `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
      const rows = await read.rows<RawSetAside>(
        `SELECT s.name AS source, q.reason, q.event_name, q.detail, q.received_at FROM quarantine q
         JOIN source s ON s.id = q.source_id
         WHERE q.resolved_at IS NULL AND q.raw LIKE ?${read.dialect === 'sqlite' ? " ESCAPE '\\'" : ''}
         ORDER BY q.id DESC LIMIT ${Math.trunc(limit)}`,
        [like],
      )
      return rows.map(toSetAside)
    },
    judgedUpTo: async () => {
      const [row] = await read.rows<{ position: number }>(
        "SELECT position FROM log_position WHERE name = 'main'",
      )
      return Number(row?.position ?? 0)
    },
    pausedRules: async () => {
      const rows = await read.rows<{ document: string; paused_at: number; reason: string | null }>(
        `SELECT v.document, s.paused_at, s.reason FROM rule_state s
         JOIN rule_version v ON v.rule_id = s.rule_id AND v.version = s.live_version
         WHERE s.paused_at IS NOT NULL ORDER BY s.rule_id`,
      )
      return rows.map((r) => ({
        document: JSON.parse(r.document) as RuleDocument,
        pausedAt: instant(Number(r.paused_at)),
        reason: r.reason ?? '',
      }))
    },
    noticesOf: async (decisions) => {
      const found: NoticeFate[] = []
      for (const some of chunks(decisions, 200)) {
        const rows = await read.rows<RawFate>(
          `SELECT * FROM notice WHERE decision_id IN (${marks(some.length)}) AND kind <> '${OWN_KIND}' ORDER BY id`,
          some,
        )
        found.push(...rows.map(toFate))
      }
      return found
    },
    undelivered: async (since) => {
      const rows = await read.rows<{ state: string; code: string | null; detail: string | null; n: number }>(
        `SELECT state, code, MAX(detail) AS detail, COUNT(*) AS n FROM notice
         WHERE state IN ('waiting', 'skipped', 'refused') AND (code IS NULL OR code NOT IN (${marks(heldBack.length)}))
         AND kind <> '${OWN_KIND}' AND created_at >= ? GROUP BY state, code ORDER BY n DESC LIMIT 50`,
        [...heldBack, since],
      )
      return rows.map((r) => ({
        state: r.state as NoticeFate['state'],
        code: r.code,
        detail: r.detail,
        count: Number(r.n),
      }))
    },
  }
}

interface RawSetAside {
  readonly source: string
  readonly reason: string
  readonly event_name: string | null
  readonly detail: string
  readonly received_at: number
}

const toSetAside = (r: RawSetAside): SetAside => ({
  source: r.source,
  reason: r.reason,
  eventName: r.event_name,
  detail: r.detail,
  receivedAt: instant(Number(r.received_at)),
})

interface RawFate {
  readonly decision_id: number
  readonly member_id: number
  readonly platform: string
  readonly state: string
  readonly attempts: number
  readonly code: string | null
  readonly detail: string | null
  readonly created_at: number
  readonly due_at: number
  readonly sent_at: number | null
}

const toFate = (r: RawFate): NoticeFate => ({
  decision: decisionId(Number(r.decision_id)),
  member: memberId(Number(r.member_id)),
  platform: r.platform as Platform | '',
  state: r.state as NoticeFate['state'],
  tries: Number(r.attempts),
  code: r.code,
  detail: r.detail,
  createdAt: instant(Number(r.created_at)),
  dueAt: instant(Number(r.due_at)),
  sentAt: r.sent_at === null ? null : instant(Number(r.sent_at)),
})
