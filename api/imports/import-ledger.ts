import type { SourceId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'

/** How far one file got with one map. */
export interface ImportProgress {
  /** Rows of the file that are settled, from the first: taken, skipped or failed. */
  readonly rowsDone: number
  readonly accepted: number
  readonly repeated: number
  readonly failed: number
}

export interface ImportRun extends ImportProgress {
  readonly finishedAt: Instant | null
}

export const nothingDone: ImportProgress = { rowsDone: 0, accepted: 0, repeated: 0, failed: 0 }

/** Where imports remember how far they got. */
export interface ImportLedger {
  /** The run of this key, begun with nothing done where there is none. */
  begin(run: { readonly key: string; readonly file: string; readonly source: SourceId }): Promise<ImportRun>
  /** What was done so far; `finishedAt` ends the run. */
  save(key: string, progress: ImportProgress, finishedAt: Instant | null): Promise<void>
}
