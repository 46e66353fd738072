import type { Sql } from '../database'

/** Unresolved pieces in quarantine, counted up to this many. */
const MOST_COUNTED = 1_000

/** How far the log is judged, by whichever process judges. */
export async function judgedTo(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ position: number }>("SELECT position FROM log_position WHERE name = 'main'")
  return Number(row?.position ?? 0)
}

export async function quarantined(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT id FROM quarantine WHERE resolved_at IS NULL LIMIT ${MOST_COUNTED}) q`,
  )
  return Number(row?.n ?? 0)
}
