import type { DepartmentId, MemberId } from '../../../contract/ids'
import type { Platform, Standing } from '../../../contract/people'

export interface KnownDepartment {
  readonly id: DepartmentId
  readonly platform: Platform
  readonly name: string
  readonly parent: DepartmentId | null
}

export interface Placement {
  readonly member: MemberId
  readonly department: DepartmentId
  readonly leads: boolean
}

export interface Organisation {
  readonly managers: ReadonlyMap<MemberId, MemberId | null>
  readonly departments: readonly KnownDepartment[]
  readonly placements: readonly Placement[]
}

/** Where everybody stands. Circles in managers or departments end where they close. */
export function standingsOf(organisation: Organisation): (member: MemberId) => Standing {
  const departments = new Map(organisation.departments.map((d) => [d.id, d]))
  const tops = topsOf(organisation.departments)
  const places = new Map<MemberId, Placement[]>()
  for (const placement of organisation.placements) {
    const his = places.get(placement.member)
    if (his === undefined) places.set(placement.member, [placement])
    else his.push(placement)
  }
  const around = (id: DepartmentId) => along(id, (at) => departments.get(at)?.parent ?? null)
  return (member) => {
    const his = (places.get(member) ?? []).filter((p) => departments.has(p.department))
    const above = along(member, (at) => organisation.managers.get(at) ?? null).slice(1)
    if (his.length === 0) return { above, place: null }
    const led = his.filter((p) => p.leads)
    const stands = (led.length > 0 ? led : his).map((p) => p.department)
    // Sitting in the company itself, as its accountant may, answers for nobody; leading it does.
    const answersFor = led.length > 0 ? stands : stands.filter((id) => !tops.has(id))
    return {
      above,
      place: {
        within: [...new Set(his.flatMap((p) => around(p.department)))],
        answersFor,
        wholeCompany: stands.some((id) => tops.has(id)),
      },
    }
  }
}

/** From the first one on, each given by the one before it. */
function along<Id>(first: Id, next: (at: Id) => Id | null): Id[] {
  const way: Id[] = []
  const passed = new Set<Id>()
  for (let at: Id | null = first; at !== null && !passed.has(at); at = next(at)) {
    way.push(at)
    passed.add(at)
  }
  return way
}

/**
 * The department that stands for the whole company: the only one of its platform with nothing above it. Where the
 * app sees several branches and not what is above them, none of them does.
 */
function topsOf(departments: readonly KnownDepartment[]): ReadonlySet<DepartmentId> {
  const ids = new Set(departments.map((d) => d.id))
  const free = departments.filter((d) => d.parent === null || !ids.has(d.parent))
  const alone = free.filter((d) => free.filter((other) => other.platform === d.platform).length === 1)
  return new Set(alone.map((d) => d.id))
}
