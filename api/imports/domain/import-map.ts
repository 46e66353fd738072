import type { IdentifierType } from '../../../contract/touchpoint'

/**
 * A text in which `{column}` stands for what the row says in that column: `loan-{case_id}`. `{{` and `}}` are the
 * braces themselves. Where one of its columns is empty, the whole text counts as not said.
 */
export type TemplateText = string

/** How a column of several meanings is looked up: first the very value, then patterns with `*` in their order. */
export interface LookupTable<T> {
  readonly by: TemplateText
  readonly table: Readonly<Record<string, T>>
}

/** The word in a table that leaves a row out, counted. */
export const skip = 'skip'

/** A text for every row, or one looked up; an empty text says nothing. */
export type FieldMap = TemplateText | LookupTable<string>

/** What one value of `events.by` means; what it leaves open is taken from the map's own fields. */
export interface EventRow {
  readonly verb?: TemplateText | undefined
  readonly topic?: TemplateText | undefined
  readonly actor?: TemplateText | undefined
  readonly object?:
    | {
        readonly type?: TemplateText | undefined
        readonly id?: TemplateText | undefined
        readonly name?: TemplateText | undefined
      }
    | undefined
}

export interface CsvForm {
  readonly delimiter: string
  /** Null where quotes are letters like any other. */
  readonly quote: '"' | null
  /** Names for the columns of a file without a header line. */
  readonly columns?: readonly string[] | undefined
}

/** How the rows of a file become touchpoints. */
export interface ImportMap {
  /** Name of the source that the touchpoints are kept under. */
  readonly source?: string | undefined
  readonly csv: CsvForm
  /** Left out: a hash of the row and its line. */
  readonly eventId?: TemplateText | undefined
  readonly occurredAt: {
    readonly from: TemplateText
    /** `iso`, `ms`, `s`, or a pattern such as `yyyy/M/d H:mm`. */
    readonly format: string
    /** For times that name none: `+08:00`. */
    readonly zone: string
  }
  readonly who: Readonly<Partial<Record<IdentifierType, readonly TemplateText[]>>>
  readonly events?: LookupTable<EventRow | typeof skip> | undefined
  readonly verb?: FieldMap | undefined
  readonly object: {
    readonly type?: FieldMap | undefined
    readonly id?: FieldMap | undefined
    readonly name?: FieldMap | undefined
  }
  readonly topic?: FieldMap | undefined
  readonly actor?: FieldMap | undefined
  readonly visit?: TemplateText | undefined
  readonly dwellSeconds?: TemplateText | undefined
  readonly profile: Readonly<Record<string, FieldMap>>
  readonly properties: Readonly<Record<string, FieldMap>>
}
