import type { Role } from '../../../contract/people'

/** Every part that is given must hold. `*` stands for anything. */
export interface RoleRule {
  readonly title?: string | undefined
  /** The name of a department he sits in, or of one around it. */
  readonly department?: string | undefined
  /** Whether he leads a department. */
  readonly leader?: boolean | undefined
  /** `none` leaves him out of the hub. */
  readonly role: Role | 'none'
}

/** Which title and which place make which role. The first rule that holds decides. */
export interface RoleMap {
  readonly rules: readonly RoleRule[]
  readonly otherwise: Role | 'none'
}

export interface Rated {
  readonly title: string
  readonly departments: readonly string[]
  readonly leads: boolean
}

/**
 * The role of somebody in the directory. Without a map nobody becomes director or admin, because whoever may change
 * a title in the chat platform could then make himself one: those who lead a department are managers, everybody else
 * is a rep, and whoever was made director or admin by hand stays it.
 */
export function roleOf(person: Rated, map: RoleMap | null, before: Role | undefined): Role | 'none' {
  if (map !== null) return map.rules.find((rule) => holds(rule, person))?.role ?? map.otherwise
  if (before === 'director' || before === 'admin') return before
  return person.leads ? 'manager' : 'rep'
}

const holds = (rule: RoleRule, person: Rated): boolean =>
  (rule.title === undefined || matches(rule.title, person.title)) &&
  (rule.department === undefined || person.departments.some((d) => matches(rule.department ?? '', d))) &&
  (rule.leader === undefined || rule.leader === person.leads)

/** Walks along the pieces between the stars, so that no pattern takes longer than the text is long. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*')
  const whole = text.toLowerCase()
  const last = rest.pop()
  if (last === undefined) return whole === first
  if (!whole.startsWith(first) || whole.length < first.length + last.length || !whole.endsWith(last))
    return false
  let at = first.length
  for (const piece of rest) {
    const found = whole.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return at <= whole.length - last.length
}
