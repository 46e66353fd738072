import type {
  DirectoryDepartment,
  DirectoryPerson,
  DirectorySnapshot,
} from '../../../contract/ports/directory'

/** One platform's departments and who stands where in them. */
export interface OrgTree {
  /** The department and every one around it, nearest first. */
  around(department: string): readonly DirectoryDepartment[]
  /** His superior's user id, null where the tree names none. */
  managerOf(person: DirectoryPerson): string | null
  /** The departments he leads, his own word and the departments' taken together. */
  led(userId: string): readonly string[]
}

/**
 * Reads a snapshot as a tree. A department whose parent the app may not see is a root of what is seen, and a circle
 * of parents, which no platform should have, ends where it closes.
 */
export function orgTree(snapshot: DirectorySnapshot): OrgTree {
  const departments = new Map(snapshot.departments.map((d) => [d.id, d]))
  const present = new Set(snapshot.people.filter((p) => p.active).map((p) => p.userId))
  const leaders = leadersOf(snapshot)

  const around = (id: string): readonly DirectoryDepartment[] => {
    const way: DirectoryDepartment[] = []
    for (
      let at = departments.get(id);
      at !== undefined && !way.includes(at);
      at = departments.get(at.parent ?? '')
    )
      way.push(at)
    return way
  }

  const someone = (ids: readonly string[], but: string): string | undefined =>
    ids.find((id) => id !== but && present.has(id))

  const managerOf = (person: DirectoryPerson): string | null => {
    const named = someone(person.managers, person.userId)
    if (named !== undefined) return named
    for (const { id } of around(person.departments[0] ?? '')) {
      const leader = someone(leaders.get(id) ?? [], person.userId)
      // Two who lead the same department are equals: the one above both is the superior.
      if (leader !== undefined && !(leaders.get(id) ?? []).includes(person.userId)) return leader
    }
    return null
  }

  return {
    around,
    managerOf,
    led: (userId) => [...leaders].filter(([, ids]) => ids.includes(userId)).map(([id]) => id),
  }
}

/** Who leads each department: those who say so of themselves and those the department names, in that order. */
function leadersOf({ people, departments }: DirectorySnapshot): ReadonlyMap<string, readonly string[]> {
  const leaders = new Map<string, string[]>()
  const add = (department: string, userId: string): void => {
    const list = leaders.get(department)
    if (list === undefined) leaders.set(department, [userId])
    else if (!list.includes(userId)) list.push(userId)
  }
  for (const person of people) for (const id of person.leads) add(id, person.userId)
  for (const department of departments) for (const id of department.leaders) add(department.id, id)
  return leaders
}
