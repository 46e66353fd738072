import type { z } from 'zod'

import type {
  DirectoryDepartment,
  DirectoryPerson,
  DirectoryReading,
  DirectoryTrouble,
} from '../../../contract/ports/directory'
import { mailboxOf, phoneOf } from '../../../contract/ports/directory'
import type { Query, WecomRest } from '../rest'
import { troubleOf } from './trouble'
import type { Wait } from './wait'
import { agentShape, departmentsShape, idsShape, simpleUsersShape, userShape, usersShape } from './wire'
import type { WireAgent, WireUser } from './wire'

const MOST_DEPARTMENTS = 5_000
/** People asked for one by one: those visible by name, or of a department whose list is too long for one answer. */
const MOST_SINGLES = 2_000
const AT_ONCE = 4
const TRIES = 5
/** Longer than this is not sat out. */
const PATIENCE_MS = 10_000
/** The answer would be too large (DOC 90313): the department is read by name. */
const TOO_LARGE = 'wecom-45029'

/** Ends the reading wherever it is; what was read until then is thrown away. */
class Trouble extends Error {
  constructor(
    readonly trouble: DirectoryTrouble,
    readonly code: string,
    readonly detail = '',
  ) {
    super(trouble)
  }
}

/**
 * Everything the app may see: one call for all departments, one for the people of each. Whole or not at all. Phone
 * numbers and mailboxes come only to apps made before 2022-06-20 (DOC 90196); everybody else gets none, and then
 * nobody is joined by them.
 */
export async function readDirectory(
  rest: WecomRest,
  agentId: number | null,
  wait: Wait,
  signal: AbortSignal,
): Promise<DirectoryReading> {
  const caller = new Caller(rest, wait, signal)
  try {
    const agent =
      agentId === null ? null : await caller.get('/cgi-bin/agent/get', { agentid: agentId }, agentShape)
    if (agent?.close === 1) throw new Trouble('app-disabled', 'closed')
    const departments = await readDepartments(caller, agent)
    const users = await readPeople(caller, departments, agent)
    const people = users.map((user) => personOf(user, departments))
    return {
      kind: 'read',
      snapshot: { platform: 'wecom', people, departments: [...departments.values()], calls: caller.calls },
    }
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    const { trouble, code, detail } = error
    return {
      kind: 'refused',
      platform: 'wecom',
      trouble,
      code: code.replace(/^wecom-/, ''),
      detail,
      calls: caller.calls,
    }
  }
}

/** Makes calls, counts them, and sits out what passes by itself. */
class Caller {
  calls = 0

  constructor(
    private readonly rest: WecomRest,
    private readonly wait: Wait,
    private readonly signal: AbortSignal,
  ) {}

  async get<T>(path: string, query: Query, shape: z.ZodType<T>): Promise<T> {
    return this.ask(path, () => this.rest.get(path, query, shape))
  }

  /** Whether the call is granted at all; its answer is of no interest. */
  async mayPost(path: string, body: object): Promise<boolean> {
    this.calls += 1
    return (await this.rest.post(path, body, idsShape)).kind === 'answered'
  }

  private async ask<T>(path: string, call: () => ReturnType<WecomRest['get']>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      if (this.signal.aborted) throw new Trouble('incomplete', 'aborted', path)
      this.calls += 1
      const answer = await call()
      if (answer.kind === 'answered') return answer.value as T
      const detail = (answer.kind === 'refused' ? answer.address : undefined) ?? path
      const trouble = troubleOf(answer.code)
      if (answer.kind === 'refused' || trouble === 'wrong-secret')
        throw new Trouble(trouble, answer.code, detail)
      if (answer.after > PATIENCE_MS || tries === TRIES) throw new Trouble(trouble, answer.code, detail)
      await this.wait(answer.after, this.signal)
    }
  }
}

async function readDepartments(
  caller: Caller,
  agent: WireAgent | null,
): Promise<ReadonlyMap<number, DirectoryDepartment>> {
  const { department } = await caller
    .get('/cgi-bin/department/list', {}, departmentsShape)
    .catch((error: unknown) => explainRefusal(caller, agent, error))
  if (department.length > MOST_DEPARTMENTS)
    throw new Trouble('incomplete', 'too-many-departments', `${department.length}`)
  if (department.length === 0 && (agent === null || agent.allow_userinfos.user.length === 0))
    throw new Trouble('nobody-visible', '')
  const ids = new Set(department.map((d) => d.id))
  return new Map(
    [...department]
      .sort((a, b) => a.id - b.id)
      .map((d) => [
        d.id,
        {
          id: `${d.id}`,
          name: d.name,
          parent: ids.has(d.parentid) && d.parentid !== d.id ? `${d.parentid}` : null,
          leaders: d.department_leader,
        },
      ]),
  )
}

/**
 * Since 2022-08-15 the secret of 通讯录同步 may only list ids (DOC 96067), and is told 48002 here. That it may do so is
 * how it is recognised. An app whose range holds people and no department is told 60011, and has none.
 */
async function explainRefusal(
  caller: Caller,
  agent: WireAgent | null,
  error: unknown,
): Promise<z.infer<typeof departmentsShape>> {
  if (!(error instanceof Trouble)) throw error
  const { trouble, code, detail } = error
  if (trouble === 'out-of-range' && agent !== null && agent.allow_partys.partyid.length === 0)
    return { department: [] }
  if (trouble !== 'no-permission') throw error
  const contactSync = await caller.mayPost('/cgi-bin/user/list_id', { cursor: '', limit: 1 })
  throw contactSync ? new Trouble('other-secret', code, '通讯录同步') : new Trouble(trouble, code, detail)
}

async function readPeople(
  caller: Caller,
  departments: ReadonlyMap<number, DirectoryDepartment>,
  agent: WireAgent | null,
): Promise<WireUser[]> {
  const found = new Map<string, WireUser>()
  await each([...departments.keys()], async (id) => {
    for (const user of await peopleOf(caller, id)) found.set(user.userid.toLowerCase(), user)
  })
  const singles = (agent?.allow_userinfos.user ?? [])
    .map((u) => u.userid)
    .filter((userid) => !found.has(userid.toLowerCase()))
  for (const user of await readSingles(caller, singles)) found.set(user.userid.toLowerCase(), user)
  return [...found.values()]
}

async function peopleOf(caller: Caller, department: number): Promise<readonly WireUser[]> {
  const query = { department_id: department }
  try {
    return (await caller.get('/cgi-bin/user/list', query, usersShape)).userlist
  } catch (error) {
    if (!(error instanceof Trouble) || error.code !== TOO_LARGE) throw error
    const { userlist } = await caller.get('/cgi-bin/user/simplelist', query, simpleUsersShape)
    return readSingles(
      caller,
      userlist.map((u) => u.userid),
    )
  }
}

async function readSingles(caller: Caller, userids: readonly string[]): Promise<WireUser[]> {
  if (userids.length > MOST_SINGLES) throw new Trouble('incomplete', 'too-many-singles', `${userids.length}`)
  const found: WireUser[] = []
  await each(userids, async (userid) => {
    found.push(await caller.get('/cgi-bin/user/get', { userid }, userShape))
  })
  return found
}

/** WeCom vouches for the phone number and for the mailbox the company gave (biz_mail); `email` anybody may write. */
const personOf = (user: WireUser, departments: ReadonlyMap<number, DirectoryDepartment>): DirectoryPerson => {
  const main = user.main_department
  const all = [...(main === undefined ? [] : [main]), ...user.department].filter((id) => departments.has(id))
  return {
    userId: user.userid,
    name: user.name === '' ? user.userid : user.name,
    title: user.position,
    departments: [...new Set(all)].map(String),
    leads: user.department
      .filter((id, i) => user.is_leader_in_dept[i] === 1 && departments.has(id))
      .map(String),
    managers: user.direct_leader,
    active: user.status !== 2 && user.status !== 5,
    verified: { phone: phoneOf(user.mobile), email: mailboxOf(user.biz_mail) },
  }
}

/** A few at a time; the first trouble ends it. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next] as T
      next += 1
      try {
        await work(item)
      } catch (error) {
        next = items.length
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker))
}
