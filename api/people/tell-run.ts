import { roles } from '../../contract/people'
import type { DirectoryChange } from './domain/directory-changes'
import type { DirectoryRun, PlatformReading } from './run-store.typeorm'
import type { DirectoryWording } from './wording'

/** A run as lines for a person: what was read, what came of it, why nobody came, what is left to do. */
export function tellRun(run: DirectoryRun, words: DirectoryWording, mostLines: number): string[] {
  const nobodyLeft = run.outcome === 'refused' && run.leftOut > 0
  return [
    words.outcome[run.outcome],
    ...run.readings.flatMap((reading) => tellReading(reading, words)),
    ...(nobodyLeft ? [`  ${words.everybodyLeftOut}`] : []),
    ...(run.outcome === 'refused' ? [] : tellCounts(run, words)),
    ...tellSome(
      run.changes.map((change) => tellChange(change, words)),
      mostLines,
      words,
    ),
    ...tellSome(
      run.unclear.map(({ accounts, because }) =>
        words.unclearLine(
          accounts.map((a) => `${words.platform[a.platform]} ${a.userId}`).join(' / '),
          words.unclear[because],
        ),
      ),
      mostLines,
      words,
      run.unclearInAll,
    ),
  ]
}

function tellReading(reading: PlatformReading, words: DirectoryWording): string[] {
  const { platform, people, departments, calls, trouble } = reading
  const name = words.platform[platform]
  if (trouble === null) return [`  ${words.read(name, people, departments, calls)}`]
  const { what, todo } = words.trouble(platform, trouble.kind, trouble.code, trouble.detail)
  return [`  ${words.notRead(name, what)}`, `    → ${todo}`]
}

function tellCounts(run: DirectoryRun, words: DirectoryWording): string[] {
  const counted = roles.filter((role) => run.roles[role] > 0)
  return [
    `  ${words.counts(run)}`,
    `  ${words.roles(counted.map((role) => [words.role[role], run.roles[role]] as const))}`,
    ...(run.leftOut > 0 ? [`  ${words.leftOut(run.leftOut)}`] : []),
    ...(run.ownedByRemoved > 0 ? [`  ${words.ownedByRemoved(run.ownedByRemoved)}`] : []),
    ...(run.circles.length > 0 ? [`  ${words.circle(run.circles.join(' '))}`] : []),
    ...(run.outcome === 'held' ? [`  ${words.held(run.removed, run.expected)}`] : []),
  ]
}

function tellChange(change: DirectoryChange, words: DirectoryWording): string {
  const fields =
    'to' in change
      ? Object.keys(change.to).map(
          (field) =>
            `${words.field[field] ?? field} ${change.from[field] || '-'} → ${change.to[field] || '-'}`,
        )
      : []
  return `${words.change[change.what]} ${change.name}${fields.length > 0 ? ` · ${fields.join(' · ')}` : ''}`
}

function tellSome(
  lines: readonly string[],
  most: number,
  words: DirectoryWording,
  inAll = lines.length,
): string[] {
  const shown = lines.slice(0, most)
  return [
    ...shown.map((line) => `    ${line}`),
    ...(inAll > shown.length ? [`    ${words.more(inAll - shown.length)}`] : []),
  ]
}
