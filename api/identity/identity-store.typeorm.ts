import type { Persona, PersonaKind } from '../../contract/identity'
import { customerId, personaId, touchpointId } from '../../contract/ids'
import type { CustomerId, PersonaId } from '../../contract/ids'
import { instant } from '../../contract/quantities'
import type { Instant } from '../../contract/quantities'
import type { Identifier, IdentifierType } from '../../contract/touchpoint'
import type { Database, Sql } from '../database'
import { chunks, marks, onConflict, tuples } from '../database'
import type { IdentityChanges } from './domain/identity-changes'
import type { IdentityStore, LinkRow } from './identity-store'

const PER_STATEMENT = 400

export const createIdentityStore = (database: Database): IdentityStore => ({
  personasOf: async (identifiers) => {
    const found = new Map<string, Persona>()
    for (const some of chunks(identifiers, PER_STATEMENT)) await readPersonas(database.read, some, found)
    return found
  },
  identifiersOf: async (personas, sql = database.read) => {
    const found = new Map<PersonaId, Identifier[]>()
    for (const some of chunks(personas, PER_STATEMENT)) await readIdentifiers(sql, some, found)
    return found
  },
  nextPersona: async () => {
    const [row] = await database.read.rows<{ id: number | null }>('SELECT MAX(id) AS id FROM persona')
    return Number(row?.id ?? 0) + 1
  },
  write,
  personasOfCustomer: async (customer, sql = database.read) => {
    const rows = await sql.rows<PersonaRow>(
      'SELECT id AS persona_id, customer_id, known FROM persona WHERE customer_id = ? ORDER BY id',
      [customer],
    )
    return rows.map(toPersona)
  },
  links: async (customer) => {
    const rows = await database.read.rows<Record<string, number | string | null>>(
      'SELECT * FROM persona_link WHERE from_customer = ? OR into_customer = ? ORDER BY id',
      [customer, customer],
    )
    return rows.map(toLink)
  },
  link: async (id) => {
    const [row] = await database.read.rows<Record<string, number | string | null>>(
      'SELECT * FROM persona_link WHERE id = ?',
      [id],
    )
    return row === undefined ? undefined : toLink(row)
  },
  undoLink: async (tx, link, by, now) => {
    const changed = await tx.run(
      'UPDATE persona_link SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL',
      [now, by, link.id],
    )
    if (changed === 0) return false
    // A device that was parted from somebody by hand is not joined to him again by its next visit.
    await tx.run(
      'UPDATE persona SET customer_id = ?, known = CASE WHEN known = 0 THEN 2 ELSE known END WHERE id = ?',
      [link.from, link.persona],
    )
    return true
  },
  linkByHand: async (tx, persona, into, touchpoint, now) => {
    await tx.run('UPDATE persona SET customer_id = ? WHERE id = ?', [into, persona.id])
    await insertLinks(
      tx,
      [
        {
          persona: persona.id,
          from: persona.customer,
          into,
          touchpoint: touchpoint ?? touchpointId(0),
          reason: 'by-hand',
        },
      ],
      now,
    )
  },
})

const kinds: readonly PersonaKind[] = ['anonymous', 'known', 'shared']

interface PersonaRow {
  readonly persona_id: number
  readonly customer_id: number
  readonly known: number
}

const toPersona = (row: PersonaRow): Persona => ({
  id: personaId(Number(row.persona_id)),
  customer: customerId(Number(row.customer_id)),
  kind: kinds[Number(row.known)] ?? 'anonymous',
})

async function readPersonas(
  read: Sql,
  identifiers: readonly Identifier[],
  found: Map<string, Persona>,
): Promise<void> {
  const rows = await read.rows<PersonaRow & { type: string; value: string }>(
    `SELECT i.type, i.value, i.persona_id, p.customer_id, p.known FROM identifier i JOIN persona p ON p.id = i.persona_id
     WHERE (i.type, i.value) IN (${read.dialect === 'sqlite' ? 'VALUES ' : ''}${tuples(identifiers.length, 2)})`,
    identifiers.flatMap((i) => [i.type, i.value]),
  )
  for (const row of rows) found.set(`${row.type}:${row.value}`, toPersona(row))
}

async function readIdentifiers(
  read: Sql,
  personas: readonly PersonaId[],
  found: Map<PersonaId, Identifier[]>,
): Promise<void> {
  const rows = await read.rows<{ type: string; value: string; persona_id: number }>(
    `SELECT type, value, persona_id FROM identifier WHERE persona_id IN (${marks(personas.length)}) ORDER BY type, value`,
    [...personas],
  )
  for (const row of rows) {
    const id = personaId(Number(row.persona_id))
    const list = found.get(id) ?? []
    list.push({ type: row.type as IdentifierType, value: row.value })
    found.set(id, list)
  }
}

async function write(tx: Sql, changes: IdentityChanges, now: Instant): Promise<void> {
  const fresh = [...changes.founded.keys()].flatMap((id) => changes.personas.get(id) ?? [])
  for (const some of chunks(fresh, PER_STATEMENT)) {
    await tx.run(
      `INSERT INTO persona (id, customer_id, first_touchpoint, created_at, known) VALUES ${tuples(some.length, 5)}`,
      some.flatMap((p) => [p.id, p.customer, changes.founded.get(p.id)?.id ?? 0, now, kinds.indexOf(p.kind)]),
    )
  }
  for (const p of changes.personas.values()) {
    if (changes.founded.has(p.id)) continue
    await tx.run('UPDATE persona SET customer_id = ?, known = ? WHERE id = ?', [
      p.customer,
      kinds.indexOf(p.kind),
      p.id,
    ])
  }
  for (const some of chunks([...changes.attached.values()], PER_STATEMENT)) {
    await tx.run(
      `INSERT INTO identifier (type, value, persona_id, touchpoint, at) VALUES ${tuples(some.length, 5)}
       ${onConflict(tx.dialect, ['type', 'value'], ['persona_id', 'touchpoint', 'at'])}`,
      some.flatMap((a) => [a.identifier.type, a.identifier.value, a.persona, a.touchpoint.id, now]),
    )
  }
  await insertLinks(tx, changes.links, now)
  for (const { persona } of changes.unlinked) {
    await tx.run(
      `UPDATE persona_link SET undone_at = ?, undone_by = 'shared-device' WHERE persona_id = ? AND undone_at IS NULL`,
      [now, persona],
    )
  }
  for (const c of changes.conflicts) {
    await tx.run(
      `INSERT INTO identity_conflict (touchpoint, kept_customer, other_customer, identifier, at) VALUES (?,?,?,?,?)`,
      [c.touchpoint, c.kept, c.other, `${c.identifier.type}:${c.identifier.value}`, now],
    )
  }
}

async function insertLinks(tx: Sql, links: IdentityChanges['links'], now: Instant): Promise<void> {
  for (const link of links) {
    await tx.run(
      `INSERT INTO persona_link (persona_id, from_customer, into_customer, touchpoint, reason, at) VALUES (?,?,?,?,?,?)`,
      [link.persona, link.from, link.into, link.touchpoint, link.reason, now],
    )
  }
}

const toLink = (row: Record<string, number | string | null>): LinkRow => ({
  id: Number(row.id),
  persona: personaId(Number(row.persona_id)),
  from: customerId(Number(row.from_customer)) as CustomerId,
  into: customerId(Number(row.into_customer)) as CustomerId,
  touchpoint: touchpointId(Number(row.touchpoint)),
  reason: String(row.reason),
  at: instant(Number(row.at)),
  undoneAt: row.undone_at === null ? null : instant(Number(row.undone_at)),
})
