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

interface Folded {
  touchpoints: number
  lastAt: number
  /** By verb. */
  readonly counts: Record<string, number>
}

/**
 * The least that could be called processing: reads 500 rows, parses them, counts verbs by customer, writes customers
 * and position back in one transaction. Knows no identity, no order, no rules, no evidence.
 */
export class BareLoop {
  private readonly customers = new Map<string, Folded>()
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
    const touched = new Set(rows.map((row) => this.fold(String(row.body))))
    await this.raw.run(this.raw.dialect === 'sqlite' ? 'BEGIN IMMEDIATE' : 'BEGIN', [])
    await this.write([...touched])
    this.position = Number(rows.at(-1)?.seq ?? this.position)
    await this.raw.run('UPDATE bare_position SET position = ? WHERE id = 1', [this.position])
    await this.raw.run('COMMIT', [])
    this.processed += rows.length
    return rows.length
  }

  private fold(body: string): string {
    const t = JSON.parse(body) as {
      readonly verb: string
      readonly occurredAt: number
      readonly identifiers: readonly { readonly value: string }[]
    }
    const id = t.identifiers[0]?.value ?? ''
    const customer = this.customers.get(id) ?? { touchpoints: 0, lastAt: 0, counts: {} }
    customer.touchpoints += 1
    customer.lastAt = Math.max(customer.lastAt, t.occurredAt)
    customer.counts[t.verb] = (customer.counts[t.verb] ?? 0) + 1
    this.customers.set(id, customer)
    return id
  }

  private async write(touched: readonly string[]): Promise<void> {
    const rows = touched.map((id): Value[] => {
      const customer = this.customers.get(id)
      return [id, customer?.lastAt ?? 0, JSON.stringify(customer)]
    })
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
