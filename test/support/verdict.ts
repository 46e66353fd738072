import type { Database, Sql } from '../../api/database'
import { createDecisionStore } from '../../api/decisions'
import type { Hands } from './hands'
import type { Load } from './touchpoint-load'
import { customerOf } from './touchpoint-load'

export interface Verdict {
  /** Empty when everything that was promised holds. */
  readonly violations: readonly string[]
  readonly figures: Readonly<Record<string, number>>
}

/**
 * Counts, after everything has settled: whatever was acknowledged is there once, folded once, judged once, told
 * once and answered once.
 */
export async function verdictOn(database: Database, load: Load, hands: Hands): Promise<Verdict> {
  const found: string[] = [...load.complaints]
  const { read } = database
  const events = await logged(read)
  checkLog(found, events, load)
  await checkPosition(found, read)
  await checkFolds(found, read, events)
  const decisions = await checkDecisions(found, database, events)
  const notices = await checkNotices(found, read, hands)
  const answers = await checkAnswers(found, read, events, hands)
  return {
    violations: found.slice(0, 30),
    figures: {
      acknowledged: load.acknowledged.size,
      logged: events.length,
      unanswered: load.answers.get(0) ?? 0,
      decisions,
      notices,
      answers,
      pressed: hands.pressed.size,
    },
  }
}

interface Logged {
  readonly seq: number
  readonly eventId: string
  /** `c7`; the same for everything of one person. */
  readonly who: string
}

async function logged(read: Sql): Promise<Logged[]> {
  const events: Logged[] = []
  for (let after = 0; ;) {
    const rows = await read.rows<{ seq: number; source_event_id: string; body: string }>(
      'SELECT seq, source_event_id, body FROM touchpoint_log WHERE seq > ? ORDER BY seq LIMIT 5000',
      [after],
    )
    for (const row of rows) {
      const { identifiers } = JSON.parse(row.body) as { identifiers: readonly { value: string }[] }
      const [first] = identifiers
      const who = first === undefined ? '' : customerOf(first)
      events.push({ seq: Number(row.seq), eventId: row.source_event_id, who })
    }
    const last = events.at(-1)
    if (rows.length === 0 || last === undefined) return events
    after = last.seq
  }
}

function checkLog(found: string[], events: readonly Logged[], load: Load): void {
  const counts = new Map<string, number>()
  for (const { eventId } of events) counts.set(eventId, (counts.get(eventId) ?? 0) + 1)
  for (const id of load.acknowledged) if (!counts.has(id)) found.push(`${id} was acknowledged and is lost`)
  for (const [id, count] of counts) {
    if (count > 1) found.push(`${id} is in the log ${count} times`)
    if (!load.sent.has(id) && !id.startsWith('follow-up:')) found.push(`${id} was never sent`)
  }
}

async function checkPosition(found: string[], read: Sql): Promise<void> {
  const [head] = await read.rows<{ n: number }>('SELECT MAX(seq) AS n FROM touchpoint_log')
  const [at] = await read.rows<{ n: number }>("SELECT position AS n FROM log_position WHERE name = 'main'")
  if (Number(head?.n) !== Number(at?.n)) found.push(`judged up to ${at?.n} of ${head?.n}`)
  const aside = await read.rows<{ detail: string }>('SELECT detail FROM quarantine LIMIT 5')
  for (const { detail } of aside) found.push(`put aside: ${detail}`)
}

/** Every customer's state holds exactly the touchpoints that the log has of him, and so does his timeline. */
async function checkFolds(found: string[], read: Sql, events: readonly Logged[]): Promise<void> {
  const customers = await customersByName(read)
  const expected = new Map<number, number>()
  for (const { who, eventId } of events) {
    const customer = customers.get(who)
    if (customer === undefined) found.push(`nobody is ${who}, of whom ${eventId} speaks`)
    else expected.set(customer, (expected.get(customer) ?? 0) + 1)
  }
  const rows = await read.rows<{ id: number; touchpoints: number; entries: number | null }>(
    `SELECT c.id, c.touchpoints, t.entries FROM customer c
     LEFT JOIN (SELECT customer_id, COUNT(*) AS entries FROM timeline GROUP BY customer_id) t ON t.customer_id = c.id
     WHERE c.merged_into IS NULL`,
  )
  for (const { id, touchpoints, entries } of rows) {
    const inLog = expected.get(Number(id)) ?? 0
    const same = Number(touchpoints) === inLog && Number(entries ?? 0) === inLog
    if (!same)
      found.push(
        `customer ${id}: ${inLog} in the log, ${touchpoints} folded, ${entries ?? 0} in the timeline`,
      )
  }
}

/** The customer of `c7`, by any identifier of his. */
async function customersByName(read: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await read.rows<{ type: string; value: string; customer_id: number }>(
    'SELECT i.type, i.value, p.customer_id FROM identifier i JOIN persona p ON p.id = i.persona_id',
  )
  return new Map(rows.map((row) => [customerOf(row), Number(row.customer_id)]))
}

async function checkDecisions(
  found: string[],
  database: Database,
  events: readonly Logged[],
): Promise<number> {
  const { broken, checked } = await createDecisionStore(database).verify()
  if (broken !== null) found.push(`the chain breaks at D${broken.decision}: ${broken.reason}`)
  const rests = await restsOf(database.read)
  const customers = await customersByName(database.read)
  const inquired = events
    .filter((e) => e.eventId.startsWith('inquiry-'))
    .map((e) => customers.get(e.who) ?? 0)
  const decisions = await database.read.rows<{
    id: number
    customer_id: number
    rule_id: string
    at: number
  }>('SELECT id, customer_id, rule_id, at FROM decision ORDER BY at, id')
  const last = new Map<string, number>()
  const inquiries = new Map<number, number>()
  for (const { id, customer_id, rule_id, at } of decisions) {
    const key = `${rule_id} for customer ${customer_id}`
    const before = last.get(key)
    const rest = rests.get(rule_id) ?? 0
    if (before !== undefined && Number(at) - before < rest)
      found.push(`D${id}: ${key} decided inside its rest`)
    last.set(key, Number(at))
    if (rule_id === 'inquiry')
      inquiries.set(Number(customer_id), (inquiries.get(Number(customer_id)) ?? 0) + 1)
  }
  for (const customer of inquired) {
    const count = inquiries.get(customer) ?? 0
    if (count !== 1) found.push(`customer ${customer} inquired once and was decided about ${count} times`)
  }
  return checked
}

async function restsOf(read: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await read.rows<{ rule_id: string; document: string }>(
    'SELECT rule_id, document FROM rule_version',
  )
  return new Map(
    rows.map(({ rule_id, document }) => {
      const { restDays } = JSON.parse(document) as { restDays: number }
      return [rule_id, restDays * 86_400_000]
    }),
  )
}

/** Every decision that tells somebody has its notices, all of them are through, and each sent one was shown once. */
async function checkNotices(found: string[], read: Sql, hands: Hands): Promise<number> {
  const notices = await read.rows<NoticeFate>(
    'SELECT id, kind, state, code, gathered_in FROM notice ORDER BY id',
  )
  const expected = new Set<string>()
  const byId = new Map(notices.map((notice) => [Number(notice.id), notice]))
  for (const notice of notices) {
    const { id, kind, state, code } = notice
    if (!hasArrived(notice, byId)) found.push(`notice n${id} is ${state} (${code})`)
    // A digest has no buttons, so it is Markdown, which no platform shows under a reference.
    if (state === 'sent' && kind !== 'refresh' && kind !== 'daily-digest') expected.add(`n${id}`)
  }
  for (const reference of expected) {
    const times = hands.shown.get(reference) ?? 0
    if (times !== 1) found.push(`${reference} was shown ${times} times`)
  }
  for (const reference of hands.shown.keys()) {
    if (!expected.has(reference)) found.push(`${reference} was shown and is no notice that was sent`)
  }
  const untold = await read.rows<{ id: number; rule_id: string }>(
    `SELECT d.id, d.rule_id FROM decision d WHERE d.body LIKE '%alertOwner%'
     AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.decision_id = d.id)`,
  )
  for (const { id, rule_id } of untold) found.push(`D${id} of ${rule_id} told nobody`)
  return expected.size
}

interface NoticeFate {
  readonly id: number
  readonly kind: string
  readonly state: string
  readonly code: string | null
  readonly gathered_in: number | null
}

/** By itself, or on another card that has; a card carries others at most as part of a digest. */
function hasArrived(notice: NoticeFate, byId: ReadonlyMap<number, NoticeFate>, depth = 0): boolean {
  if (notice.state === 'sent' || notice.state === 'skipped') return true
  if (depth > 2 || !['grouped', 'digested', 'superseded'].includes(notice.state)) return false
  const carrier = byId.get(Number(notice.gathered_in))
  return carrier !== undefined && hasArrived(carrier, byId, depth + 1)
}

/** An answer is recorded once, with its touchpoint, for a card that was pressed; a card that changed has one. */
async function checkAnswers(
  found: string[],
  read: Sql,
  events: readonly Logged[],
  hands: Hands,
): Promise<number> {
  const followUps = await read.rows<{ decision_id: number }>('SELECT decision_id FROM follow_up')
  const answered = new Set(followUps.map((f) => Number(f.decision_id)))
  // `follow-up:12`, and `follow-up:12:taken` beside it where the decision had been put off before.
  const touched = new Set(
    events.flatMap((e) => (e.eventId.startsWith('follow-up:') ? Number(e.eventId.split(':')[1]) : [])),
  )
  for (const decision of touched)
    if (!answered.delete(decision)) found.push(`D${decision} was followed up by nobody`)
  for (const decision of answered) found.push(`the answer to D${decision} is not in the log`)
  const copies = await read.rows<{ id: number; decision_id: number }>(
    'SELECT id, decision_id FROM notice WHERE decision_id IS NOT NULL',
  )
  const pressedOf = new Set(
    copies.flatMap((c) => (hands.pressed.has(`n${c.id}`) ? Number(c.decision_id) : [])),
  )
  for (const decision of touched)
    if (!pressedOf.has(decision)) found.push(`nobody pressed a card of D${decision}`)
  for (const { id, decision_id } of copies) {
    const shows = hands.changed.has(`n${id}`)
    if (shows && !touched.has(Number(decision_id))) found.push(`n${id} shows an answer that is not recorded`)
  }
  return followUps.length
}
