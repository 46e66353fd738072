import type { NewTouchpoint } from '../../contract/touchpoint'
import type { RowOutcome } from './domain/row-outcome'
import type { ImportReport } from './import-task'
import type { ImportPreview } from './preview-import'
import type { MapProblem } from './read-import-map'
import type { Tallied } from './tally'
import type { Language, Wording } from './wording'
import { wordingOf } from './wording'

/** `map.yaml:12 events.table.A_*: …`, a line for each problem. */
export const tellProblems = (file: string, problems: readonly MapProblem[]): string[] =>
  problems.map(({ line, path, message }) => `${file}:${line} ${path === '' ? '' : `${path}: `}${message}`)

/** What an import did, as lines for the screen. */
export function tellReport(report: ImportReport, language: Language): string[] {
  const { tell } = wordingOf(language)
  return [
    ...(report.state === 'done-before' ? [tell.doneBefore] : []),
    ...(report.state !== 'done-before' && report.resumedAfter > 0 ? [tell.resumed(report.resumedAfter)] : []),
    tell.counts(report),
    ...(report.errorFile === null ? [] : [tell.errors(report.errorFile, report.listed, report.failed)]),
    ...(report.state === 'done-before' ? [] : [tell.seconds(report.seconds.toFixed(1))]),
    ...(report.state === 'stopped' ? [tell.stopped] : []),
  ]
}

/** What an import would do, as lines for the screen. */
export function tellPreview(preview: ImportPreview, language: Language): string[] {
  const words = wordingOf(language)
  const { tell } = words
  const { earliest, latest } = preview
  return [
    ...preview.withoutBraces.map(({ field, column }) => `! ${tell.withoutBraces(field, column)}`),
    tell.sampled(preview.counted, preview.whole),
    ...(earliest === null || latest === null ? [] : [tell.span(timeText(earliest), timeText(latest))]),
    tell.people(preview.people),
    ...section(tell.kinds, preview.kinds, words),
    ...section(tell.skips, preview.skips, words),
    ...section(tell.problems, preview.problems, words),
    tell.examples,
    ...preview.rows.map(({ line, outcome }) => `  ${tell.line(line)}  ${outcomeText(outcome, words)}`),
  ]
}

const section = (title: string, found: readonly Tallied[], { tell }: Wording): string[] =>
  found.length === 0
    ? []
    : [title, ...found.map((one) => `  ${one.what}  ${tell.times(one.count, one.firstLine)}`)]

function outcomeText(outcome: RowOutcome, words: Wording): string {
  if (outcome.kind === 'skipped') return words.tell.rowSkipped(outcome.value)
  if (outcome.kind === 'touchpoint') return touchpointText(outcome.touchpoint)
  const { reason, field, value } = outcome.problem
  return `✗ ${words.reason(reason, field, value)}`
}

const touchpointText = ({ occurredAt, identifiers, verb, object, topic, actor }: NewTouchpoint): string =>
  [
    timeText(occurredAt),
    identifiers.map(({ type, value }) => `${type}:${value}`).join(' '),
    actor === 'ours' ? '(ours)' : '',
    verb,
    `${object.type}:${object.id}`,
    object.name ?? '',
    topic === undefined ? '' : `#${topic}`,
  ]
    .filter((part) => part !== '')
    .join(' ')

/** To the second, as China's clocks show it. */
const timeText = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
