import type { Clock } from '../../contract/ports/clock'
import { columnsWithoutBraces } from './domain/columns-of-map'
import type { ImportMap } from './domain/import-map'
import type { RowMeans } from './domain/row-means'
import { compileRows } from './domain/map-row'
import type { RowOutcome } from './domain/row-outcome'
import { openRows } from './read-rows'
import { surveyFile } from './survey-file'
import { Tally } from './tally'
import type { Tallied } from './tally'
import type { Language } from './wording'
import { wordingOf } from './wording'

export interface PreviewTask {
  readonly file: string
  readonly map: ImportMap
  readonly clock: Clock
  readonly toIdentifier: RowMeans['toIdentifier']
  /** Rows shown one by one; 20 unless said otherwise. */
  readonly show?: number
  /** Rows counted; 10,000 unless said otherwise. */
  readonly count?: number
  readonly language?: Language | undefined
  readonly signal?: AbortSignal
}

export interface ImportPreview {
  readonly header: readonly string[]
  readonly rows: readonly { readonly line: number; readonly outcome: RowOutcome }[]
  readonly counted: number
  /** Whether the rows counted are all there are. */
  readonly whole: boolean
  /** `verb object topic`, the most frequent first. */
  readonly kinds: readonly Tallied[]
  readonly skips: readonly Tallied[]
  /** By reason and value. */
  readonly problems: readonly Tallied[]
  /** Different first identifiers. */
  readonly people: number
  readonly earliest: number | null
  readonly latest: number | null
  /** Fields that look as if their braces were forgotten. */
  readonly withoutBraces: readonly { readonly field: string; readonly column: string }[]
}

/** What an import would make of the file, without keeping anything. Throws the same Faults as the import. */
export async function previewImport(task: PreviewTask): Promise<ImportPreview> {
  const { map, signal, show = 20, count = 10_000 } = task
  const words = wordingOf(task.language ?? 'zh')
  const survey = await surveyFile(task.file, { words, signal })
  const opened = await openRows(survey, map, words)
  const mapRow = compileRows(map, opened.header, {
    toIdentifier: task.toIdentifier,
    hash: (text) => text.slice(0, 64),
    now: task.clock.now(),
  })
  const shown: { line: number; outcome: RowOutcome }[] = []
  const seen = new Sample(words)
  let whole = true
  for await (const { fields, line } of opened.rows) {
    if (seen.counted >= count) {
      whole = false
      break
    }
    const outcome = mapRow(fields, line)
    if (shown.length < show) shown.push({ line, outcome })
    seen.add(outcome, line)
  }
  const withoutBraces = columnsWithoutBraces(map, opened.header)
  return { header: opened.header, rows: shown, whole, withoutBraces, ...seen.result() }
}

class Sample {
  counted = 0
  private readonly kinds = new Tally()
  private readonly skips = new Tally()
  private readonly problems = new Tally()
  private readonly people = new Set<string>()
  private earliest: number | null = null
  private latest: number | null = null

  constructor(private readonly words: ReturnType<typeof wordingOf>) {}

  add(outcome: RowOutcome, line: number): void {
    this.counted += 1
    if (outcome.kind === 'skipped') return this.skips.add(outcome.value, line)
    if (outcome.kind === 'failed') {
      const { reason, field, value } = outcome.problem
      return this.problems.add(this.words.reason(reason, field, value), line)
    }
    const { verb, object, topic, identifiers, occurredAt } = outcome.touchpoint
    this.kinds.add(`${verb} ${object.type}${topic === undefined ? '' : ` ${topic}`}`, line)
    this.people.add(`${identifiers[0]?.type}:${identifiers[0]?.value}`)
    this.earliest = Math.min(this.earliest ?? occurredAt, occurredAt)
    this.latest = Math.max(this.latest ?? occurredAt, occurredAt)
  }

  result() {
    return {
      counted: this.counted,
      kinds: this.kinds.most(),
      skips: this.skips.most(),
      problems: this.problems.most(),
      people: this.people.size,
      earliest: this.earliest,
      latest: this.latest,
    }
  }
}
