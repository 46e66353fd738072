import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

import { CsvError, parse } from 'csv-parse'

import { ambiguousColumns, missingColumns } from './domain/columns-of-map'
import type { ImportMap } from './domain/import-map'
import type { Fields } from './domain/template'
import { refusal } from './refusal'
import type { Survey } from './survey-file'
import type { Wording } from './wording'

export interface Row {
  readonly fields: Fields
  /** Where it begins in the file, 1 being the first line. */
  readonly line: number
  /** 1 for the first row below the header; blank lines are no rows. */
  readonly number: number
}

export interface OpenedRows {
  readonly header: readonly string[]
  readonly rows: AsyncIterable<Row>
  /** Bytes of text read so far, at most those of the survey. */
  bytesRead(): number
}

/** A row larger than this is a quote that was never closed. */
const longestRow = 1024 * 1024

/**
 * The rows of a surveyed file. Throws a Fault `bad-configuration` where columns of the map are missing, and
 * `bad-request` at a row that never ends.
 */
export async function openRows(
  survey: Survey,
  map: ImportMap,
  words: Wording,
  signal?: AbortSignal,
): Promise<OpenedRows> {
  const parser = parse({
    bom: true,
    delimiter: map.csv.delimiter,
    quote: map.csv.quote,
    escape: map.csv.quote,
    record_delimiter: ['\r\n', '\n'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRow,
  })
  // The parser hands the error on to whoever reads from it.
  const ignore = (): void => undefined
  const text = createReadStream(survey.file, signal === undefined ? {} : { signal })
  if (survey.gzip) pipeline(text, createGunzip(), parser, ignore)
  else pipeline(text, parser, ignore)
  const records = recordsOf(parser, survey.file, words)
  const header = map.csv.columns ?? (await headerOf(records))
  if (header === undefined) throw refusal('bad-request', words.file.empty(survey.file))
  checkColumns(map, header, words)
  return { header, rows: rowsOf(records), bytesRead: () => Math.min(parser.info.bytes, survey.textBytes) }
}

interface CsvRecord {
  readonly fields: string[]
  readonly line: number
}

/** Counts lines itself: the parser's own count takes a line break of two characters inside quotes for two. */
async function* recordsOf(
  parser: AsyncIterable<string[]>,
  file: string,
  words: Wording,
): AsyncGenerator<CsvRecord, undefined> {
  let line = 1
  try {
    for await (const fields of parser) {
      const blank = fields.length === 1 && fields[0] === ''
      if (!blank) yield { fields, line }
      line += 1 + breaksIn(fields)
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw refusal('bad-request', words.file.quoteOpen(file, line), cause)
  }
  return undefined
}

function breaksIn(fields: readonly string[]): number {
  let breaks = 0
  for (const field of fields) {
    for (let at = field.indexOf('\n'); at !== -1; at = field.indexOf('\n', at + 1)) breaks += 1
  }
  return breaks
}

async function headerOf(records: AsyncGenerator<CsvRecord, undefined>): Promise<string[] | undefined> {
  const first = await records.next()
  return first.value?.fields.map((name) => name.trim())
}

async function* rowsOf(records: AsyncGenerator<CsvRecord, undefined>): AsyncGenerator<Row, undefined> {
  let number = 0
  for await (const { fields, line } of records) yield { fields, line, number: (number += 1) }
  return undefined
}

function checkColumns(map: ImportMap, header: readonly string[], words: Wording): void {
  const missing = missingColumns(map, header)
  if (missing.length > 0) throw refusal('bad-configuration', words.file.columns(missing, header.slice(0, 60)))
  const twice = ambiguousColumns(map, header)
  if (twice.length > 0) throw refusal('bad-configuration', words.file.twice(twice))
}
