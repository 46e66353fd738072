import type { MemberId } from '../../../contract/ids'
import type { DirectoryPlan, KnownMember, MemberEntry } from './plan-directory'

/** What a sync did to one person, for the record. Never a phone number or a mailbox. */
export type DirectoryChange =
  | { readonly what: 'added'; readonly key: string; readonly name: string }
  | {
      readonly what: 'changed' | 'came-back'
      readonly member: MemberId
      readonly name: string
      readonly from: Readonly<Record<string, string>>
      readonly to: Readonly<Record<string, string>>
    }
  | { readonly what: 'left'; readonly member: MemberId; readonly name: string }

/** The plan as lines that somebody can read later: which field was what, and what it is now. */
export function changesOf(
  plan: DirectoryPlan,
  known: readonly KnownMember[],
  joinedAway: ReadonlySet<MemberId>,
): DirectoryChange[] {
  const byId = new Map(known.map((m) => [m.id, m]))
  const nameOf = (id: MemberId | null): string => (id === null ? '' : (byId.get(id)?.name ?? ''))
  const names = new Map([
    ...known.map((m) => [m.key, m.name] as const),
    ...[...plan.added, ...plan.changed.map((c) => c.entry)].map((e) => [e.key, e.name] as const),
  ])
  return [
    ...plan.added.map(({ key, name }) => ({ what: 'added', key, name }) as const),
    ...plan.changed.flatMap(({ id, entry }): DirectoryChange[] => {
      const before = byId.get(id)
      if (before === undefined) return []
      const then = { ...wordsOf(before), manager: nameOf(before.manager) }
      const now = { ...wordsOf(entry), manager: names.get(entry.manager ?? '') ?? '' }
      const { from, to } = differing(then, now)
      return [{ what: before.active ? 'changed' : 'came-back', member: id, name: entry.name, from, to }]
    }),
    ...plan.removed
      .filter((id) => !joinedAway.has(id))
      .map((member) => ({ what: 'left', member, name: nameOf(member) }) as const),
  ]
}

type Described = Pick<MemberEntry, 'name' | 'role' | 'team' | 'addresses' | 'places'>

const wordsOf = (member: Described): Record<string, string> => ({
  name: member.name,
  role: member.role,
  team: member.team,
  accounts: member.addresses.map((a) => `${a.platform}:${a.userId}`).join(' '),
  departments: (member.places ?? [])
    .map((p) => `${p.platform}:${p.department}${p.leads ? '*' : ''}`)
    .join(' '),
})

function differing(then: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  const fields = Object.keys(now).filter((field) => then[field] !== now[field])
  const only = (all: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(fields.map((field) => [field, all[field] ?? '']))
  return { from: only(then), to: only(now) }
}
