import type { RawDriver, Value } from './raw-driver'

const BATCH = 500

/** A table for what the bare loop writes back. */
export const bareTables = (dialect: 'sqlite' | 'mysql'): readonly string[] => {
  const [big, text] = dialect === 'sqlite' ? ['INTEGER', 'TEXT'] : ['BIGINT', 'MEDIUMTEXT']
  const key = dialect === 'sqlite' ? 'TEXT' : 'VARCHAR(128)'
  return [
    `CREATE TABLE bare_customer (id ${key} PRIMARY KEY, last_at ${big} NOT NULL, state ${text} NOT NULL)`,
    `CREATE TABLE bare_position (id ${big} PRIMARY KEY, position ${big} NOT NULL)`,
    'INSERT INTO bare_position VALUES (1, 0)',
  ]
}

/** What happened to one customer, verb by verb: what any rule about counts, sums, order or visits needs to be kept. */
interface Folded {
  lastAt: number
  readonly verbs: Record<string, Happened[]>
}
type Happened = readonly [at: number, object: string, visit: string | undefined, dwellMs: number]

interface Sent {
  readonly verb: string
  readonly occurredAt: number
  readonly object: { readonly id: string }
  readonly visit?: string
  readonly dwellMs?: number
  readonly identifiers: readonly { readonly value: string }[]
}

/**
 * The least that could be called processing: reads 500 rows, reads the customers they belong to, adds what happened to
 * each of them, writes customers and position back in one transaction. Knows no identity, no order, no rules, no
 * evidence, and remembers nothing from one transaction to the next.
 */
export class BareLoop {
  private position = 0
  processed = 0

  constructor(private readonly raw: RawDriver) {}

  /** Resolves with how many rows it took. */
  async step(): Promise<number> {
    const rows = await this.raw.rows(
      `SELECT seq, body FROM touchpoint_log WHERE seq > ? ORDER BY seq LIMIT ${BATCH}`,
      [this.position],
    )
    if (rows.length === 0) return 0
    const sent = rows.map((row) => JSON.parse(String(row.body)) as Sent)
    await this.raw.run(this.raw.dialect === 'sqlite' ? 'BEGIN IMMEDIATE' : 'BEGIN', [])
    const customers = await this.read([...new Set(sent.map(whose))])
    for (const one of sent) fold(customers, one)
    await this.write(customers)
    this.position = Number(rows.at(-1)?.seq ?? this.position)
    await this.raw.run('UPDATE bare_position SET position = ? WHERE id = 1', [this.position])
    await this.raw.run('COMMIT', [])
    this.processed += rows.length
    return rows.length
  }

  private async read(ids: readonly string[]): Promise<Map<string, Folded>> {
    const marks = ids.map(() => '?').join(',')
    const rows = await this.raw.rows(`SELECT id, state FROM bare_customer WHERE id IN (${marks})`, ids)
    return new Map(rows.map((row) => [String(row.id), JSON.parse(String(row.state)) as Folded]))
  }

  private async write(customers: ReadonlyMap<string, Folded>): Promise<void> {
    const rows = [...customers].map(([id, state]): Value[] => [id, state.lastAt, JSON.stringify(state)])
    const conflict =
      this.raw.dialect === 'sqlite'
        ? 'ON CONFLICT (id) DO UPDATE SET last_at = excluded.last_at, state = excluded.state'
        : 'ON DUPLICATE KEY UPDATE last_at = VALUES(last_at), state = VALUES(state)'
    await this.raw.run(
      `INSERT INTO bare_customer VALUES ${rows.map(() => '(?,?,?)').join(',')} ${conflict}`,
      rows.flat(),
    )
  }
}

const whose = (t: Sent): string => t.identifiers[0]?.value ?? ''

function fold(customers: Map<string, Folded>, t: Sent): void {
  const id = whose(t)
  const customer = customers.get(id) ?? { lastAt: 0, verbs: {} }
  customer.lastAt = Math.max(customer.lastAt, t.occurredAt)
  ;(customer.verbs[t.verb] ??= []).push([t.occurredAt, t.object.id, t.visit, t.dwellMs ?? 0])
  customers.set(id, customer)
}
