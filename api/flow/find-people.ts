import type { Member } from '../../contract/people'
import type { Whose } from '../../contract/ports/figures-desk'

/** Some members under one name: a person's, a team's, a region's; null for all there are. */
export interface Named {
  readonly title: string | null
  readonly members: readonly Member[]
}

/**
 * Whom a question is about, of the members its asker may ask about. A name that is nobody's and one that is only
 * other people's are both undefined. A region has no table: it is what the names of teams begin or end with.
 */
export function findPeople(asker: Member, whose: Whose, visible: readonly Member[]): Named | undefined {
  if (whose.kind === 'all') return { title: null, members: visible }
  if (whose.kind === 'me') return found(asker.name, visible, (m) => m.id === asker.id)
  const { name } = whose
  return (
    found(name, visible, (m) => m.name === name) ??
    found(name, visible, (m) => m.team === name) ??
    (name.length < 2 ? undefined : found(name, visible, ({ team }) => isPartOf(team, name)))
  )
}

const isPartOf = (team: string, name: string): boolean => team.startsWith(name) || team.endsWith(name)

function found(
  title: string,
  members: readonly Member[],
  is: (member: Member) => boolean,
): Named | undefined {
  const those = members.filter(is)
  return those.length === 0 ? undefined : { title, members: those }
}
