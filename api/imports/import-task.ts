import type { SourceId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { TouchpointInbox } from '../../contract/ports/inbox'
import type { Millis } from '../../contract/quantities'
import type { ImportMap } from './domain/import-map'
import type { RowMeans } from './domain/row-means'
import type { ImportLedger, ImportProgress } from './import-ledger'
import type { Patience } from './patiently'
import type { Counts, Language } from './wording'

export interface ImportTask {
  readonly file: string
  readonly map: ImportMap
  /** The source the touchpoints are kept under. Their ids are unique inside it. */
  readonly source: SourceId
  readonly inbox: TouchpointInbox
  readonly ledger: ImportLedger
  readonly clock: Clock
  readonly toIdentifier: RowMeans['toIdentifier']
  /** `<file>.errors.csv` unless said otherwise. */
  readonly errorFile?: string | undefined
  readonly language?: Language | undefined
  /** Goes through a file once more that was imported to its end before. */
  readonly again?: boolean | undefined
  /** Stops after what is on its way; the same call goes on from there. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: ImportState) => void) | undefined
  /** How long the store may be away. */
  readonly patience?: Millis | undefined
}

export interface ImportState extends Counts {
  readonly phase: 'checking' | 'importing'
  /** Of the file as it lies on the disk while checking, of its text while importing. */
  readonly bytes: number
  readonly totalBytes: number
}

export interface ImportReport extends Counts {
  readonly state: 'done' | 'stopped' | 'done-before'
  /** Rows that earlier runs had settled. */
  readonly resumedAfter: number
  /** Of this run. */
  readonly seconds: number
  /** Null where no row failed. */
  readonly errorFile: string | null
  /** Rows in the error file. */
  readonly listed: number
}

export const countsOf = (progress: ImportProgress): Counts => ({
  rows: progress.rowsDone,
  accepted: progress.accepted,
  repeated: progress.repeated,
  skipped: progress.rowsDone - progress.accepted - progress.repeated - progress.failed,
  failed: progress.failed,
})

export const patienceOf = ({ clock, signal, patience }: ImportTask): Patience => ({
  clock,
  signal,
  atMost: patience,
})
