import { customerId, memberId, personaId, touchpointId } from '../../contract/ids'
import type { CustomerId } from '../../contract/ids'
import type { Stage } from '../../contract/intent'
import { instant } from '../../contract/quantities'
import type { Database, Sql, SqlValue } from '../database'
import { chunks, evenChunks, marks, onConflict, tuples } from '../database'
import type { CustomerRow, CustomerStore, HeldCustomer, OwnerFilter, TimelineEntry } from './customer-store'
import { stateFromText, stateToText } from './domain/state-text'

const PER_STATEMENT = 500
/** More than the state can hold by far. */
const LONGEST_HISTORY = 20_000

const columns = [
  'id', 'name', 'company', 'owner_id', 'intent_tenths', 'intent_at', 'stage', 'touchpoints', 'first_at', 'last_at',
  'due_at', 'merged_into',
] as const // prettier-ignore
const list = columns.join(', ')

export const createCustomerStore = (database: Database): CustomerStore => {
  const { read } = database
  const rows = async (where: string, parameters: readonly SqlValue[]): Promise<CustomerRow[]> =>
    (await read.rows<RawRow>(`SELECT ${list} FROM customer ${where}`, parameters)).map(toRow)
  return {
    hold: async (ids) => {
      const held: HeldCustomer[] = []
      for (const some of chunks(ids, PER_STATEMENT)) held.push(...(await hold(read, some)))
      return held
    },
    write,
    writeStanding: async (tx, changed) => {
      for (const r of changed) {
        await tx.run('UPDATE customer SET intent_tenths = ?, intent_at = ?, stage = ? WHERE id = ?', [
          r.tenths,
          r.intentAt,
          r.stage,
          r.id,
        ])
      }
    },
    addToTimeline,
    moveTimeline: async (tx, persona, from, into) => {
      await tx.run('UPDATE timeline SET customer_id = ? WHERE customer_id = ? AND persona_id = ?', [
        into,
        from,
        persona,
      ])
    },
    markMerged: async (tx, customer, into) => {
      await tx.run('UPDATE customer SET merged_into = ? WHERE id = ?', [into, customer])
    },
    timeline: async (customer, limit, before) => {
      const found = await read.rows<RawEntry>(
        `SELECT customer_id, occurred_at, seq, persona_id FROM timeline WHERE customer_id = ?
         ${before === undefined ? '' : 'AND (occurred_at < ? OR (occurred_at = ? AND seq < ?))'}
         ORDER BY occurred_at DESC, seq DESC LIMIT ${Math.trunc(limit)}`,
        before === undefined ? [customer] : [customer, before.at, before.at, before.id],
      )
      return found.map(toEntry)
    },
    history: async ({ customers, only, except }) => {
      const persona = only ?? except
      const found = await read.rows<{ seq: number }>(
        `SELECT seq FROM timeline WHERE customer_id IN (${marks(customers.length)})
         ${persona === undefined ? '' : `AND persona_id ${only === undefined ? '<>' : '='} ?`}
         ORDER BY occurred_at DESC, seq DESC LIMIT ${LONGEST_HISTORY}`,
        [...customers, ...(persona === undefined ? [] : [persona])],
      )
      return found.map((r) => touchpointId(Number(r.seq))).reverse()
    },
    row: async (customer) => (await rows('WHERE id = ?', [customer]))[0],
    rowsOf: async (customers) => {
      const found: CustomerRow[] = []
      for (const some of chunks(customers, PER_STATEMENT))
        found.push(...(await rows(`WHERE id IN (${marks(some.length)})`, some)))
      return found
    },
    search: async (query, filter, limit, offset) => {
      const { text, parameters } = owners(filter)
      const like = `%${query.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
      const escape = read.dialect === 'sqlite' ? " ESCAPE '\\'" : ''
      return rows(
        `WHERE merged_into IS NULL AND (name LIKE ?${escape} OR company LIKE ?${escape}) ${text}
         ORDER BY intent_tenths DESC, id LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`,
        [like, like, ...parameters],
      )
    },
    hottest: async (filter, limit, offset) => {
      const { text, parameters } = owners(filter)
      return rows(
        `WHERE merged_into IS NULL AND intent_tenths > 0 ${text}
         ORDER BY intent_tenths DESC, id LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`,
        parameters,
      )
    },
    named: async (limit) => {
      const found = await read.rows<Pick<RawRow, 'id' | 'name' | 'company' | 'owner_id'>>(
        `SELECT id, name, company, owner_id FROM customer WHERE merged_into IS NULL
         ORDER BY intent_tenths DESC LIMIT ${Math.trunc(limit)}`,
      )
      return found.map((r) => ({
        id: customerId(Number(r.id)),
        name: r.name,
        company: r.company,
        owner: r.owner_id === null ? null : memberId(Number(r.owner_id)),
      }))
    },
    touchpointsPerDay: async (owners, span, utcOffsetMs) => {
      if (owners.length === 0) return []
      const found = await read.rows<{ owner_id: number; on_day: number; n: number }>(
        `SELECT c.owner_id, (t.occurred_at + ?) - (t.occurred_at + ?) % 86400000 AS on_day, COUNT(*) AS n
         FROM customer c JOIN timeline t ON t.customer_id = c.id AND t.occurred_at >= ? AND t.occurred_at < ?
         WHERE c.owner_id IN (${marks(owners.length)}) AND c.merged_into IS NULL AND c.last_at >= ?
         GROUP BY c.owner_id, on_day`,
        [utcOffsetMs, utcOffsetMs, span.from, span.to, ...owners, span.from],
      )
      return found.map((r) => ({
        member: memberId(Number(r.owner_id)),
        day: instant(Number(r.on_day) - utcOffsetMs),
        count: Number(r.n),
      }))
    },
    due: async (now, limit) =>
      ids(
        await read.rows(
          `SELECT id FROM customer WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ${Math.trunc(limit)}`,
          [now],
        ),
      ),
    warm: async (afterId, limit) =>
      ids(
        await read.rows(
          `SELECT id FROM customer WHERE id > ? AND intent_tenths > 0 AND merged_into IS NULL
           ORDER BY id LIMIT ${Math.trunc(limit)}`,
          [afterId],
        ),
      ),
    tagsOf: async (customers) => {
      const found = new Map<CustomerId, string[]>()
      for (const some of chunks(customers, PER_STATEMENT)) await readTags(read, some, found)
      return found
    },
    count: async () => {
      const [row] = await read.rows<{ n: number }>(
        'SELECT COUNT(*) AS n FROM customer WHERE merged_into IS NULL',
      )
      return Number(row?.n ?? 0)
    },
  }
}

interface RawRow {
  readonly id: number
  readonly name: string
  readonly company: string | null
  readonly owner_id: number | null
  readonly intent_tenths: number
  readonly intent_at: number
  readonly stage: string
  readonly touchpoints: number
  readonly first_at: number
  readonly last_at: number
  readonly due_at: number | null
  readonly merged_into: number | null
}

const toRow = (r: RawRow): CustomerRow => ({
  id: customerId(Number(r.id)),
  name: r.name,
  company: r.company,
  owner: r.owner_id === null ? null : memberId(Number(r.owner_id)),
  tenths: Number(r.intent_tenths),
  intentAt: instant(Number(r.intent_at)),
  stage: r.stage as Stage,
  touchpoints: Number(r.touchpoints),
  firstAt: instant(Number(r.first_at)),
  lastAt: instant(Number(r.last_at)),
  dueAt: r.due_at === null ? null : instant(Number(r.due_at)),
  mergedInto: r.merged_into === null ? null : customerId(Number(r.merged_into)),
})

async function hold(read: Sql, some: readonly CustomerId[]): Promise<HeldCustomer[]> {
  if (some.length === 0) return []
  const found = await read.rows<RawRow & { state: string }>(
    `SELECT ${list}, state FROM customer WHERE id IN (${marks(some.length)})`,
    [...some],
  )
  return found.map((r) => ({ row: toRow(r), state: stateFromText(customerId(Number(r.id)), r.state) }))
}

/** SQLite writes the entry of an index anew for every column that is set, changed or not; so the fewer the better. */
const moving = [
  'intent_tenths',
  'intent_at',
  'stage',
  'touchpoints',
  'first_at',
  'last_at',
  'due_at',
  'state',
]
const everything = [...columns.slice(1), 'state']

async function write(
  tx: Sql,
  held: readonly HeldCustomer[],
  what: 'whole' | 'moved' = 'whole',
): Promise<void> {
  const values = held.map(({ row: r, state }): SqlValue[] => [
    r.id, r.name, r.company, r.owner, r.tenths, r.intentAt, r.stage, r.touchpoints, r.firstAt, r.lastAt, r.dueAt,
    r.mergedInto, stateToText(state),
  ]) // prettier-ignore
  const conflict = onConflict(tx.dialect, ['id'], what === 'whole' ? everything : moving)
  for (const some of pieces(tx, values)) {
    await tx.run(
      `INSERT INTO customer (${list}, state) VALUES ${tuples(some.length, columns.length + 1)}${conflict}`,
      some.flat(),
    )
  }
}

async function addToTimeline(tx: Sql, entries: readonly TimelineEntry[]): Promise<void> {
  for (const some of pieces(tx, entries)) {
    await tx.run(
      `INSERT INTO timeline (customer_id, occurred_at, seq, persona_id) VALUES ${tuples(some.length, 4)}`,
      some.flatMap((e) => [e.customer, e.occurredAt, e.touchpoint, e.persona]),
    )
  }
}

/** SQLite keeps statements prepared, so there they come in a few sizes; MySQL reads each text anew. */
const pieces = <T>(tx: Sql, rows: readonly T[]): T[][] =>
  tx.dialect === 'sqlite' ? evenChunks(rows) : chunks(rows, PER_STATEMENT)

interface RawEntry {
  readonly customer_id: number
  readonly occurred_at: number
  readonly seq: number
  readonly persona_id: number
}

const toEntry = (r: RawEntry): TimelineEntry => ({
  customer: customerId(Number(r.customer_id)),
  occurredAt: instant(Number(r.occurred_at)),
  touchpoint: touchpointId(Number(r.seq)),
  persona: personaId(Number(r.persona_id)),
})

async function readTags(
  read: Sql,
  some: readonly CustomerId[],
  found: Map<CustomerId, string[]>,
): Promise<void> {
  const rows = await read.rows<{ customer_id: number; tag: string }>(
    `SELECT customer_id, tag FROM customer_tag WHERE customer_id IN (${marks(some.length)}) ORDER BY at`,
    [...some],
  )
  for (const row of rows) {
    const id = customerId(Number(row.customer_id))
    found.set(id, [...(found.get(id) ?? []), row.tag])
  }
}

const ids = (rows: readonly unknown[]): CustomerId[] =>
  rows.map((r) => customerId(Number((r as { id: number }).id)))

function owners(filter: OwnerFilter): { text: string; parameters: readonly SqlValue[] } {
  if (filter.kind === 'all') return { text: '', parameters: [] }
  if (filter.owners.length === 0) return { text: 'AND 1 = 0', parameters: [] }
  return { text: `AND owner_id IN (${marks(filter.owners.length)})`, parameters: [...filter.owners] }
}
