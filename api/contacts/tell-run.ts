import type { ContactTrouble } from '../../contract/ports/contacts'
import type { Conflict } from './domain/conflicts'
import { conflictKinds } from './domain/conflicts'
import type { ContactRun } from './run-store.typeorm'
import type { ContactsWording } from './wording'

const MOST_UNREAD_TOLD = 5

/** A run as lines for a person: what was read, what came of it, why nobody came, what is left to do. */
export function tellContactRun(run: ContactRun, words: ContactsWording): string[] {
  const read = run.outcome !== 'refused' && run.outcome !== 'interrupted'
  return [
    words.outcome[run.outcome],
    ...tellReading(run, words),
    ...(read ? tellCounts(run, words) : []),
    ...(run.outcome === 'partial' ? [`  ${words.nobodyMarked}`] : []),
    ...(run.outcome === 'held' ? [`  ${words.held(run.left, run.before)}`] : []),
    ...(read ? tellConflicts(run, words) : []),
  ]
}

function tellReading(run: ContactRun, words: ContactsWording): string[] {
  if (run.outcome === 'interrupted') return []
  const nothing = run.pairs === 0
  if (run.trouble !== null) {
    const { what, todo } = words.trouble(run.trouble)
    const said = nothing ? words.notRead(what) : words.cutShort(what)
    return [...(nothing ? [] : [`  ${words.read(run)}`]), `  ${said}`, `    → ${todo}`]
  }
  const nobody =
    nothing && run.unreadInAll === 0 ? [`  ${words.nobody.what}`, `    → ${words.nobody.todo}`] : []
  return [`  ${words.read(run)}`, ...tellUnread(run, words), ...nobody]
}

function tellUnread({ unread, unreadInAll }: ContactRun, words: ContactsWording): string[] {
  const told = unread.slice(0, MOST_UNREAD_TOLD)
  const more = unreadInAll - told.length
  return [
    ...told.flatMap(({ userId, trouble }) => {
      const { what, todo } = words.trouble(trouble)
      return [`  ${words.unread(userId, what)}`, `    → ${todo}`]
    }),
    ...(more > 0 ? [`    ${words.more(more)}`] : []),
  ]
}

const tellCounts = (run: ContactRun, words: ContactsWording): string[] => [
  `  ${words.counts(run)}`,
  `  ${words.said(run)}`,
]

function tellConflicts(run: ContactRun, words: ContactsWording): string[] {
  const counted = conflictKinds.flatMap((kind) => {
    const n = run.conflicts[kind] ?? 0
    return n === 0 ? [] : [`${words.conflictKind[kind]} ${n}`]
  })
  if (counted.length === 0) return [`  ${words.noConflicts}`]
  return [`  ${words.conflicts(counted.join(', '))}`, `    → ${words.whereConflicts}`]
}

export function tellConflict(conflict: Conflict, words: ContactsWording): string[] {
  const { what, todo } = words.conflict(conflict)
  return [`[${words.conflictKind[conflict.kind]}] ${what}`, `    → ${todo}`]
}

export function tellContactTrouble(trouble: ContactTrouble, words: ContactsWording): string[] {
  const { what, todo } = words.trouble(trouble)
  return [what, todo]
}
