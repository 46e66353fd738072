import type {
  DirectoryDepartment,
  DirectoryPerson,
  DirectoryReading,
  DirectoryTrouble,
} from '../../../contract/ports/directory'
import { mailboxOf, phoneOf } from '../../../contract/ports/directory'
import type { DingtalkRest } from '../dingtalk-rest'
import type { DingtalkUser, DirectoryAnswer } from '../rest/directory'
import { troubleOf } from './trouble'
import type { Wait } from './wait'

/** A company with more has another problem than this hub. */
const MOST_DEPARTMENTS = 5_000
/** People named one by one in the visible range: each costs a call. */
const MOST_SINGLES = 500
/** Calls under way together; the client spreads them over the second by itself. */
const AT_ONCE = 4
const TRIES = 5
/** Longer than this is not sat out. */
const PATIENCE_MS = 10_000

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
 * Everything the app may see: one call for the range, one for each department and its children, one for every hundred
 * people of a department. Whole or not at all.
 */
export async function readDirectory(
  rest: DingtalkRest,
  wait: Wait,
  signal: AbortSignal,
): Promise<DirectoryReading> {
  const caller = new Caller(wait, signal)
  try {
    const { roots, singles } = await rangeOf(rest, caller)
    const departments = await readTree(rest, caller, roots)
    const users = await readPeople(rest, caller, [...departments.keys()], singles)
    const people = [...users.values()].map((user) => personOf(user, departments))
    return {
      kind: 'read',
      snapshot: { platform: 'dingtalk', people, departments: [...departments.values()], calls: caller.calls },
    }
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    const { trouble, code, detail } = error
    return { kind: 'refused', platform: 'dingtalk', trouble, code, detail, calls: caller.calls }
  }
}

/** Makes calls, counts them, and sits out what passes by itself. */
class Caller {
  calls = 0

  constructor(
    private readonly wait: Wait,
    private readonly signal: AbortSignal,
  ) {}

  /** Undefined where there is no such thing. */
  async ask<T>(what: string, call: () => Promise<DirectoryAnswer<T>>): Promise<T | undefined> {
    for (let tries = 1; ; tries += 1) {
      if (this.signal.aborted) throw new Trouble('incomplete', 'aborted', what)
      this.calls += 1
      const answer = await call()
      if (answer.kind === 'found') return answer.value
      if (answer.kind === 'missing') return undefined
      if (answer.kind === 'refused') throw new Trouble(troubleOf(answer.code), answer.code, what)
      const trouble = troubleOf(answer.code)
      if (trouble === 'wrong-secret' || answer.after > PATIENCE_MS || tries === TRIES)
        throw new Trouble(trouble, answer.code, what)
      await this.wait(answer.after, this.signal)
    }
  }
}

async function rangeOf(rest: DingtalkRest, caller: Caller) {
  const scope = await caller
    .ask('/auth/scopes', () => rest.scope())
    .catch((error: unknown) => {
      // Only this one interface is not in every edition's documents; without it the root is tried.
      if (
        error instanceof Trouble &&
        ['not-known', 'incomplete'].includes(error.trouble) &&
        error.code !== 'aborted'
      )
        return undefined
      throw error
    })
  if (scope === undefined) return { roots: [1], singles: [] }
  const { departments: roots, users: singles } = scope
  if (roots.length === 0 && singles.length === 0) throw new Trouble('nobody-visible', '')
  if (singles.length > MOST_SINGLES) throw new Trouble('incomplete', 'too-many-singles', `${singles.length}`)
  return { roots, singles }
}

/** The tree below the roots, level by level. A root that lies below another one is read once. */
async function readTree(
  rest: DingtalkRest,
  caller: Caller,
  roots: readonly number[],
): Promise<Map<string, DirectoryDepartment>> {
  const found = new Map<string, DirectoryDepartment>()
  let level = [...new Set(roots)]
  await each(level, async (id) => {
    const root = await caller.ask('department/get', () => rest.department(id))
    if (root === undefined) throw new Trouble('no-department', '60003', `${id}`)
    found.set(`${id}`, { id: `${id}`, name: root.name, parent: `${root.parentId}`, leaders: root.leaders })
  })
  const asked = new Set<number>()
  while (level.length > 0) {
    const next: number[] = []
    for (const id of level) asked.add(id)
    await each(level, async (id) => {
      const children = await caller.ask('department/listsub', () => rest.departments(id))
      if (children === undefined) throw new Trouble('no-department', '60003', `${id}`)
      for (const child of children) {
        const known = found.get(`${child.id}`)
        const department = { id: `${child.id}`, name: child.name, parent: `${child.parentId}` }
        found.set(department.id, { ...department, leaders: known?.leaders ?? [] })
        next.push(child.id)
      }
    })
    if (found.size > MOST_DEPARTMENTS)
      throw new Trouble('incomplete', 'too-many-departments', `${found.size}`)
    level = [...new Set(next)].filter((id) => !asked.has(id))
  }
  return withVisibleParents(found)
}

const withVisibleParents = (
  found: ReadonlyMap<string, DirectoryDepartment>,
): Map<string, DirectoryDepartment> =>
  new Map(
    [...found]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([id, department]) => {
        const parent = department.parent !== null && found.has(department.parent) ? department.parent : null
        return [id, { ...department, parent: parent === id ? null : parent }]
      }),
  )

async function readPeople(
  rest: DingtalkRest,
  caller: Caller,
  departments: readonly string[],
  singles: readonly string[],
): Promise<Map<string, DingtalkUser>> {
  const found = new Map<string, DingtalkUser>()
  await each(departments, async (id) => {
    for (let cursor: number | null = 0; cursor !== null;) {
      const at: number = cursor
      const page = await caller.ask('user/list', () => rest.users(Number(id), at))
      if (page === undefined) throw new Trouble('no-department', '60003', id)
      for (const user of page.users) found.set(user.userId, merged(found.get(user.userId), user))
      if (page.next !== null && page.next <= at) throw new Trouble('incomplete', 'cursor', id)
      cursor = page.next
    }
  })
  await each(
    singles.filter((userId) => !found.has(userId)),
    async (userId) => {
      const user = await caller.ask('user/get', () => rest.user(userId))
      if (user !== undefined) found.set(userId, user)
    },
  )
  return found
}

/** The same person from the page of another department: each page knows of one leadership only. */
const merged = (before: DingtalkUser | undefined, now: DingtalkUser): DingtalkUser =>
  before === undefined
    ? now
    : {
        ...before,
        departmentIds: together(before.departmentIds, now.departmentIds),
        leads: together(before.leads, now.leads),
        managerUserId: before.managerUserId ?? now.managerUserId,
      }

/** Pages come in any order, and the order of what they say together must not depend on it. */
const together = (some: readonly number[], more: readonly number[]): readonly number[] =>
  more.every((id) => some.includes(id)) ? some : [...new Set([...some, ...more])].sort((a, b) => a - b)

/** DingTalk vouches for the phone number, with which people log in, and for the mailbox the company gave. */
const personOf = (
  user: DingtalkUser,
  departments: ReadonlyMap<string, DirectoryDepartment>,
): DirectoryPerson => {
  const visible = (ids: readonly number[]): string[] => ids.map(String).filter((id) => departments.has(id))
  return {
    userId: user.userId,
    name: user.name,
    title: user.title ?? '',
    departments: visible(user.departmentIds),
    leads: visible(user.leads),
    managers: user.managerUserId === null ? [] : [user.managerUserId],
    // Who has not activated the account yet works here all the same.
    active: true,
    verified: { phone: phoneOf(user.mobile), email: mailboxOf(user.orgEmail) },
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
