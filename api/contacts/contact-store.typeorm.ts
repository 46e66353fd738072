import type { ContactPerson, CorpTag } from '../../contract/ports/contacts'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql, SqlValue } from '../database'
import { chunks, marks, onConflict, tuples } from '../database'
import type { KeptContact, KeptFollower } from './domain/contact'

const PER_STATEMENT = 100

interface ContactRow {
  readonly external_id: string
  readonly revision: number
  readonly said: string
  readonly body: string
  readonly first_at: number
  readonly changed_at: number
  readonly left_at: number | null
}

interface Body {
  readonly person: ContactPerson
  readonly followers: readonly KeptFollower[]
}

export async function readContacts(
  sql: Sql,
  externalIds: readonly string[],
): Promise<Map<string, KeptContact>> {
  const found = new Map<string, KeptContact>()
  for (const some of chunks(externalIds, PER_STATEMENT)) {
    const rows = await sql.rows<ContactRow>(
      `SELECT external_id, revision, said, body, first_at, changed_at, left_at FROM contact
       WHERE external_id IN (${marks(some.length)})`,
      some,
    )
    for (const row of rows) found.set(row.external_id, toContact(row))
  }
  return found
}

const toContact = (row: ContactRow): KeptContact => ({
  ...(JSON.parse(row.body) as Body),
  revision: Number(row.revision),
  said: row.said,
  firstAt: instant(Number(row.first_at)),
  changedAt: instant(Number(row.changed_at)),
  leftAt: row.left_at === null ? null : instant(Number(row.left_at)),
})

const columns = [
  'external_id', 'unionid', 'revision', 'said', 'body', 'first_at', 'changed_at', 'left_at',
] as const // prettier-ignore

export async function writeContacts(tx: Sql, contacts: readonly KeptContact[]): Promise<void> {
  for (const some of chunks(contacts, PER_STATEMENT))
    await tx.run(
      `INSERT INTO contact (${columns.join(', ')}) VALUES ${tuples(some.length, columns.length)}
       ${onConflict(tx.dialect, ['external_id'], columns.slice(1))}`,
      some.flatMap(rowOf),
    )
}

const rowOf = (contact: KeptContact): SqlValue[] => {
  const { person, followers, revision, said, firstAt, changedAt, leftAt } = contact
  const body: Body = { person, followers }
  return [person.externalId, person.unionid, revision, said, JSON.stringify(body), firstAt, changedAt, leftAt]
}

export async function markLeft(tx: Sql, externalId: string, at: Instant): Promise<number> {
  return tx.run('UPDATE contact SET left_at=? WHERE external_id=? AND left_at IS NULL', [at, externalId])
}

/** External ids by unionid, of contacts that somebody has now. */
export async function sharingIn(
  sql: Sql,
  unionids: readonly string[],
  table: 'contact' | 'contact_staged',
): Promise<(readonly [unionid: string, externalId: string])[]> {
  const found: (readonly [string, string])[] = []
  const now = table === 'contact' ? ' AND left_at IS NULL' : ''
  for (const some of chunks(unionids, PER_STATEMENT)) {
    const rows = await sql.rows<{ unionid: string; external_id: string }>(
      `SELECT DISTINCT unionid, external_id FROM ${table} WHERE unionid IN (${marks(some.length)})${now}`,
      some,
    )
    found.push(...rows.map((row) => [row.unionid, row.external_id] as const))
  }
  return found
}

export interface ContactCounts {
  /** Whom somebody has now. */
  readonly now: number
  readonly left: number
}

export async function countContacts(sql: Sql): Promise<ContactCounts> {
  const [row] = await sql.rows<{ here: number; gone: number }>(
    `SELECT COALESCE(SUM(CASE WHEN left_at IS NULL THEN 1 ELSE 0 END), 0) AS here,
     COALESCE(SUM(CASE WHEN left_at IS NULL THEN 0 ELSE 1 END), 0) AS gone FROM contact`,
  )
  return { now: Number(row?.here ?? 0), left: Number(row?.gone ?? 0) }
}

export async function readTags(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.rows<{ tag_id: string; name: string }>('SELECT tag_id, name FROM contact_tag')
  return new Map(rows.map((row) => [row.tag_id, row.name]))
}

/** Tags that are not among these are marked as gone; their names stay known. */
export async function keepTags(tx: Sql, tags: readonly CorpTag[], at: Instant): Promise<void> {
  await tx.run('UPDATE contact_tag SET gone_at=? WHERE gone_at IS NULL', [at])
  for (const some of chunks(tags, PER_STATEMENT))
    await tx.run(
      `INSERT INTO contact_tag (tag_id, group_name, name, gone_at) VALUES ${tuples(some.length, 4)}
       ${onConflict(tx.dialect, ['tag_id'], ['group_name', 'name', 'gone_at'])}`,
      some.flatMap((tag): SqlValue[] => [tag.id, tag.group.slice(0, 200), tag.name.slice(0, 200), null]),
    )
}
