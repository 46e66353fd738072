import { parse } from 'csv-parse/sync'

import type { MemberEntry } from '../api/people'
import { Fault } from '../contract/fault'
import type { ChatAddress, Role } from '../contract/people'

/** The columns by the names they may have. */
const columns = {
  key: ['工号', '编号', 'key', 'id'],
  name: ['姓名', 'name'],
  role: ['角色', 'role'],
  team: ['团队', '部门', 'team'],
  manager: ['上级', '上级工号', 'manager'],
  wecom: ['企业微信', 'wecom'],
  dingtalk: ['钉钉', 'dingtalk'],
} as const
type Column = keyof typeof columns

const roleNames: Readonly<Record<string, Role>> = {
  销售: 'rep',
  rep: 'rep',
  主管: 'manager',
  经理: 'manager',
  manager: 'manager',
  总监: 'director',
  director: 'director',
  管理员: 'admin',
  admin: 'admin',
}

const MOST_ROWS = 20_000

/**
 * The company's list of members as a spreadsheet saves it: CSV in UTF-8 or GB18030, with a heading. Throws a Fault
 * `bad-request` that names every line which cannot be read.
 */
export function readMembers(bytes: Buffer): MemberEntry[] {
  const rows = rowsOf(bytes)
  const [heading = []] = rows
  const places = placesOf(heading)
  const problems: string[] = []
  const entries = rows.slice(1).flatMap((row, i) => {
    const entry = entryOf((column) => (row[places.get(column) ?? -1] ?? '').trim())
    if (typeof entry !== 'string') return [entry]
    problems.push(`第 ${i + 2} 行 line ${i + 2}: ${entry}`)
    return []
  })
  if (problems.length > 0)
    throw refused(
      `名单有 ${problems.length} 行读不懂,什么都没有改 · nothing was changed:\n  ${problems.slice(0, 10).join('\n  ')}`,
    )
  return withManagerKeys(entries)
}

function rowsOf(bytes: Buffer): string[][] {
  try {
    return parse(textOf(bytes), {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MOST_ROWS,
    })
  } catch (cause) {
    throw refused(
      `不是可读的 CSV · not a readable CSV: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
}

/** Excel on a Chinese Windows writes GBK, which is no valid UTF-8. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function placesOf(heading: readonly string[]): ReadonlyMap<Column, number> {
  const names = heading.map((cell) => cell.trim().toLowerCase())
  const places = new Map<Column, number>()
  for (const column of Object.keys(columns) as Column[]) {
    const at = names.findIndex((name) => columns[column].some((known) => known === name))
    if (at >= 0) places.set(column, at)
  }
  const missing = (['name', 'role'] as const).filter((column) => !places.has(column))
  if (missing.length === 0) return places
  throw refused(
    `表头缺少 ${missing.map((c) => columns[c][0]).join('、')} · the heading lacks ${missing.join(', ')}`,
  )
}

/** The member, or what is wrong with the line. */
function entryOf(cell: (column: Column) => string): MemberEntry | string {
  const name = cell('name')
  if (name === '') return '没有姓名 · no name'
  const role = roleNames[cell('role').toLowerCase()]
  if (role === undefined)
    return `角色「${cell('role')}」不认识,请写 销售、主管、总监 或 管理员 · unknown role`
  const addresses: ChatAddress[] = (['wecom', 'dingtalk'] as const).flatMap((platform) =>
    cell(platform) === '' ? [] : [{ platform, userId: cell(platform) }],
  )
  const key = cell('key') || addresses.map((a) => `${a.platform}:${a.userId}`)[0] || name
  return { key, name, role, team: cell('team'), manager: cell('manager') || null, addresses }
}

/** People write the name of a superior as often as his number. */
function withManagerKeys(entries: readonly MemberEntry[]): MemberEntry[] {
  const keys = new Set(entries.map((e) => e.key))
  return entries.map((entry) => {
    const { manager } = entry
    if (manager === null || keys.has(manager)) return entry
    const named = entries.filter((e) => e.name === manager)
    return named[0] !== undefined && named.length === 1 ? { ...entry, manager: named[0].key } : entry
  })
}

const refused = (message: string): Fault =>
  new Fault({
    code: 'bad-request',
    message,
    advice:
      '表头:工号,姓名,角色,团队,上级,企业微信,钉钉;见 docs/operations.md · see docs/operations.md for the form',
  })
