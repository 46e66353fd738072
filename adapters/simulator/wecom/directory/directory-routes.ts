import { z } from 'zod'

import { readOrRefuse, Refused } from '../refused'

export interface SimulatedDepartment {
  readonly id: number
  readonly name: string
  /** 0 for the root. */
  readonly parentId: number
  readonly leaders?: readonly string[]
}

export interface SimulatedEmployee {
  readonly userId: string
  readonly name: string
  readonly departmentIds: readonly number[]
  readonly title?: string
  readonly leads?: readonly number[]
  readonly directLeader?: string
  readonly mobile?: string
  readonly bizMail?: string
  /** 1 active, 2 disabled, 4 not activated, 5 left; 1 where left out. */
  readonly status?: 1 | 2 | 4 | 5
}

export interface SimulatedWecomCompany {
  readonly departments: readonly SimulatedDepartment[]
  readonly people: readonly SimulatedEmployee[]
  /** 可见范围 of the app; the whole company where left out. */
  readonly range?: { readonly departmentIds: readonly number[]; readonly userIds: readonly string[] }
  /** Apps made since 2022-06-20 are not told phone numbers and mailboxes (DOC 90196); such an app where left out. */
  readonly tellsContacts?: boolean
  readonly closed?: boolean
  /** People whose list is refused as too large (45029). */
  readonly mostInOneAnswer?: number
}

/** DOC 90208 department/list, 90200 simplelist, 90201 user/list, 90196 user/get, 90227 agent/get, 96067 list_id. */
export class DirectoryRoutes {
  private readonly departments: ReadonlyMap<number, SimulatedDepartment>

  constructor(
    private readonly company: SimulatedWecomCompany,
    private readonly agentId: number,
  ) {
    this.departments = new Map(company.departments.map((d) => [d.id, d]))
  }

  ofApp(method: string, path: string, query: URLSearchParams, body: unknown): object {
    switch (`${method} ${path}`) {
      case 'GET /cgi-bin/agent/get':
        return this.agent(query)
      case 'GET /cgi-bin/department/list':
        return this.list(query)
      case 'GET /cgi-bin/user/list':
        return { userlist: this.membersOf(query).map((p) => this.wireOf(p)) }
      case 'GET /cgi-bin/user/simplelist':
        return {
          userlist: this.membersOf(query, Infinity).map((p) => ({
            userid: p.userId,
            name: p.name,
            department: this.seenOf(p),
          })),
        }
      case 'GET /cgi-bin/user/get':
        return this.wireOf(this.person(query.get('userid') ?? ''))
      case 'POST /cgi-bin/user/list_id':
        throw new Refused(48002, 'api forbidden')
      default:
        return this.unknown(body)
    }
  }

  /** The secret of 通讯录同步 on an address that did not use it before 2022-08-15: ids, and nothing else. */
  ofContactSync(method: string, path: string, body: unknown): object {
    if (`${method} ${path}` !== 'POST /cgi-bin/user/list_id') throw new Refused(48002, 'api forbidden')
    const { cursor = '', limit } = readOrRefuse(listIdShape, body)
    const rows = this.company.people.flatMap((p) =>
      p.departmentIds.map((department) => ({ userid: p.userId, department })),
    )
    const from = cursor === '' ? 0 : Number(cursor)
    const next = from + limit < rows.length ? String(from + limit) : ''
    return { dept_user: rows.slice(from, from + limit), next_cursor: next }
  }

  private unknown(_body: unknown): object {
    throw new Refused(404, 'no such interface here')
  }

  private agent(query: URLSearchParams): object {
    if (query.get('agentid') !== String(this.agentId))
      throw new Refused(301002, 'not allow operate another agent')
    const range = this.range()
    return {
      agentid: this.agentId,
      name: '中枢',
      close: this.company.closed === true ? 1 : 0,
      allow_userinfos: { user: range.userIds.map((userid) => ({ userid })) },
      allow_partys: { partyid: range.departmentIds },
      allow_tags: { tagid: [] },
    }
  }

  private list(query: URLSearchParams): object {
    const asked = query.get('id')
    if (asked !== null) this.check(Number(asked))
    if (this.range().departmentIds.length === 0)
      throw new Refused(60011, 'no privilege to access/modify contact/party/agent')
    const seen = this.company.departments.filter(
      (d) => this.isSeen(d.id) && (asked === null || this.isBelow(d.id, Number(asked))),
    )
    return {
      department: seen.map((d, order) => ({
        ...{ id: d.id, name: d.name, name_en: '', parentid: d.parentId, order },
        department_leader: d.leaders ?? [],
      })),
    }
  }

  private membersOf(
    query: URLSearchParams,
    most = this.company.mostInOneAnswer ?? Infinity,
  ): SimulatedEmployee[] {
    const id = Number(query.get('department_id') ?? NaN)
    if (!Number.isInteger(id)) throw new Refused(40035, 'invalid parameter: department_id')
    this.check(id)
    const people = this.company.people.filter((p) => p.departmentIds.includes(id))
    if (people.length > most) throw new Refused(45029, 'response too large')
    return people
  }

  private person(userId: string): SimulatedEmployee {
    const person = this.company.people.find((p) => p.userId.toLowerCase() === userId.toLowerCase())
    if (person === undefined) throw new Refused(60111, 'userid not found')
    const named = this.range().userIds.some((id) => id.toLowerCase() === userId.toLowerCase())
    if (!named && this.seenOf(person).length === 0) throw new Refused(60011, 'no privilege to access contact')
    return person
  }

  private check(id: number): void {
    if (!this.departments.has(id)) throw new Refused(60003, 'department not found')
    if (!this.isSeen(id)) throw new Refused(60011, 'no privilege to access/modify contact/party/agent')
  }

  private wireOf(person: SimulatedEmployee): object {
    const department = this.seenOf(person)
    const contacts = { mobile: person.mobile ?? '', biz_mail: person.bizMail ?? '' }
    return {
      userid: person.userId,
      name: person.name,
      department,
      order: department.map(() => 0),
      position: person.title ?? '',
      is_leader_in_dept: department.map((id) => (person.leads?.includes(id) === true ? 1 : 0)),
      direct_leader: person.directLeader === undefined ? [] : [person.directLeader],
      ...(department[0] === undefined ? {} : { main_department: department[0] }),
      status: person.status ?? 1,
      ...(this.company.tellsContacts === true ? contacts : {}),
    }
  }

  private seenOf(person: SimulatedEmployee): number[] {
    return person.departmentIds.filter((id) => this.isSeen(id))
  }

  private isSeen(id: number): boolean {
    return this.range().departmentIds.some((top) => this.isBelow(id, top))
  }

  private isBelow(id: number, top: number): boolean {
    const passed = new Set<number>()
    for (
      let at: number | undefined = id;
      at !== undefined && !passed.has(at);
      at = this.departments.get(at)?.parentId
    ) {
      if (at === top) return true
      passed.add(at)
    }
    return false
  }

  private range() {
    const roots = this.company.departments.filter((d) => d.parentId === 0).map((d) => d.id)
    return this.company.range ?? { departmentIds: roots, userIds: [] }
  }
}

const listIdShape = z.strictObject({
  cursor: z.string().optional(),
  limit: z.number().int().min(1).max(10_000),
})
