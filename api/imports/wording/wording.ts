import type { z } from 'zod'

import type { MissingColumn } from '../domain/columns-of-map'
import type { RowReason } from '../domain/row-outcome'
import type { MapMistake } from '../import-map-form'

/** What happened, and what to do now. */
export type Said = readonly [message: string, advice: string]

export interface Counts {
  /** Rows settled since the first row of the file, by earlier runs too. */
  readonly rows: number
  /** New in the log. */
  readonly accepted: number
  /** In the log before, or twice in the file; also what a killed run had handed in and not yet written down. */
  readonly repeated: number
  /** Left out by the map. */
  readonly skipped: number
  readonly failed: number
}

/** Everything that imports say to the person at the command line. */
export interface Wording {
  readonly schemaError: z.core.$ZodErrorMap
  readonly reason: (reason: RowReason, field: string, value: string) => string
  readonly map: {
    readonly tooLong: (limit: number) => string
    readonly notYaml: string
    readonly syntax: (detail: string) => string
    readonly bareBraces: (column: string) => string
    readonly unknownKey: (key: string, near: string | undefined) => string
    readonly mistakes: Readonly<Record<MapMistake, string>>
  }
  readonly file: {
    readonly missing: (file: string) => Said
    readonly empty: (file: string) => Said
    readonly workbook: (file: string) => Said
    readonly utf16: (file: string) => Said
    readonly binary: (file: string) => Said
    readonly gbk: (file: string, line: number, sample: string) => Said
    readonly notUtf8: (file: string, line: number) => Said
    readonly brokenGzip: (file: string) => Said
    readonly noLines: (file: string) => Said
    readonly quoteOpen: (file: string, line: number) => Said
    readonly changed: (file: string) => Said
    readonly columns: (missing: readonly MissingColumn[], header: readonly string[]) => Said
    readonly twice: (columns: readonly string[]) => Said
  }
  readonly noneReadable: (rows: number, example: string) => Said
  readonly errorFile: (file: string) => Said
  readonly tell: {
    readonly counts: (counts: Counts) => string
    readonly seconds: (seconds: string) => string
    readonly resumed: (rows: number) => string
    readonly stopped: string
    readonly doneBefore: string
    readonly errors: (file: string, listed: number, failed: number) => string
    readonly sampled: (rows: number, whole: boolean) => string
    readonly span: (from: string, to: string) => string
    readonly people: (count: number) => string
    readonly kinds: string
    readonly skips: string
    readonly problems: string
    readonly examples: string
    readonly withoutBraces: (field: string, column: string) => string
    readonly rowSkipped: (value: string) => string
    readonly line: (line: number) => string
    readonly times: (count: number, example: number) => string
  }
}
