import type { DepartmentId, MemberId } from '../../contract/ids'
import { departmentId, memberId } from '../../contract/ids'
import type { Platform } from '../../contract/people'
import type { DirectorySnapshot } from '../../contract/ports/directory'
import type { Sql, SqlValue } from '../database'
import { chunks, marks, onConflict, tuples } from '../database'
import type { Place } from './domain/plan-directory'
import type { KnownDepartment, Organisation, Placement } from './domain/standing'

/** Who leads whom, and the departments that are still there. */
export async function readOrganisation(sql: Sql): Promise<Organisation> {
  const members = await sql.rows<{ id: number; manager_id: number | null }>(
    'SELECT id, manager_id FROM member',
  )
  return {
    managers: new Map(
      members.map((m) => [
        memberId(Number(m.id)),
        m.manager_id === null ? null : memberId(Number(m.manager_id)),
      ]),
    ),
    departments: await readDepartments(sql),
    placements: await readPlacements(sql),
  }
}

export async function readDepartments(sql: Sql): Promise<KnownDepartment[]> {
  const rows = await sql.rows<DepartmentRow>(
    'SELECT id, platform, dept_key, name, parent_key FROM department WHERE active=1 ORDER BY id',
  )
  const ids = new Map(rows.map((r) => [nameOf(r.platform, r.dept_key), departmentId(Number(r.id))]))
  return rows.map((r) => ({
    id: departmentId(Number(r.id)),
    platform: r.platform as Platform,
    name: r.name,
    parent: r.parent_key === null ? null : (ids.get(nameOf(r.platform, r.parent_key)) ?? null),
  }))
}

interface DepartmentRow {
  readonly id: number
  readonly platform: string
  readonly dept_key: string
  readonly name: string
  readonly parent_key: string | null
}

const nameOf = (platform: string, key: string): string => `${platform}:${key}`

async function readPlacements(sql: Sql): Promise<Placement[]> {
  const rows = await sql.rows<{ member_id: number; department_id: number; leads: number }>(
    'SELECT member_id, department_id, leads FROM member_department ORDER BY member_id, preference',
  )
  return rows.map((r) => ({
    member: memberId(Number(r.member_id)),
    department: departmentId(Number(r.department_id)),
    leads: Number(r.leads) === 1,
  }))
}

/** The places of everybody, as a directory would list them. */
export async function readPlaces(sql: Sql): Promise<ReadonlyMap<MemberId, readonly Place[]>> {
  const rows = await sql.rows<{ member_id: number; platform: string; dept_key: string; leads: number }>(
    `SELECT p.member_id, d.platform, d.dept_key, p.leads FROM member_department p
     JOIN department d ON d.id=p.department_id ORDER BY p.member_id, p.preference`,
  )
  const places = new Map<MemberId, Place[]>()
  for (const row of rows) {
    const place = {
      platform: row.platform as Platform,
      department: row.dept_key,
      leads: Number(row.leads) === 1,
    }
    const his = places.get(memberId(Number(row.member_id)))
    if (his === undefined) places.set(memberId(Number(row.member_id)), [place])
    else his.push(place)
  }
  return places
}

/** Departments keep their ids; one that is gone from its platform is kept and no longer counts. */
export async function keepDepartments(tx: Sql, { platform, departments }: DirectorySnapshot): Promise<void> {
  await tx.run('UPDATE department SET active=0 WHERE platform=?', [platform])
  for (const some of chunks(departments, 100))
    await tx.run(
      `INSERT INTO department (platform, dept_key, name, parent_key, active) VALUES ${tuples(some.length, 5)}
       ${onConflict(tx.dialect, ['platform', 'dept_key'], ['name', 'parent_key', 'active'])}`,
      some.flatMap((d): SqlValue[] => [platform, d.id, d.name.slice(0, 200), d.parent, 1]),
    )
}

export interface PlacesOf {
  readonly id: MemberId
  readonly places: readonly Place[]
}

/** Gives each member exactly these places. */
export async function setPlaces(tx: Sql, all: readonly PlacesOf[]): Promise<void> {
  for (const some of chunks(all, 500))
    await tx.run(
      `DELETE FROM member_department WHERE member_id IN (${marks(some.length)})`,
      some.map((m) => m.id),
    )
  const ids = await departmentIds(tx)
  const rows = all.flatMap(({ id, places }) =>
    places.flatMap((place, i) => {
      const department = ids.get(nameOf(place.platform, place.department))
      return department === undefined ? [] : [[id, department, i, place.leads ? 1 : 0] as const]
    }),
  )
  for (const some of chunks(rows, 100))
    await tx.run(
      `INSERT INTO member_department (member_id, department_id, preference, leads)
       VALUES ${tuples(some.length, 4)}`,
      some.flat(),
    )
}

async function departmentIds(tx: Sql): Promise<ReadonlyMap<string, DepartmentId>> {
  const rows = await tx.rows<DepartmentRow>('SELECT id, platform, dept_key FROM department')
  return new Map(rows.map((r) => [nameOf(r.platform, r.dept_key), departmentId(Number(r.id))]))
}
