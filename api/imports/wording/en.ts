import { z } from 'zod'

import type { RowReason } from '../domain/row-outcome'
import type { Wording } from './wording'

const empty = (value: string): string => (value === '' ? '(empty)' : value)

const reasons: Record<RowReason, (field: string, value: string) => string> = {
  'column-count': (_, value) =>
    `not as many cells as the header has (${value}); look for a separator or quote too many`,
  'open-quote': (_, value) =>
    `not as many cells as the header has, over ${value} lines: a quote is probably not closed, and none of these lines was imported`,
  'no-time': () => 'no time is given',
  'bad-time': (_, value) => `no time that can be read: ${value}; check occurredAt.format in the map`,
  'time-out-of-range': (_, value) => `the time is before 1990 or after tomorrow: ${value}`,
  'no-event-id': () => 'a column that eventId is made of is empty',
  'no-identifier': (_, value) =>
    `nobody is named: the columns of identifiers are empty or unusable${value === '' ? '' : ` (${value})`}`,
  'no-mapping': (field, value) => `the table of ${field} has nothing for this value: ${empty(value)}`,
  'unknown-verb': (_, value) => `no such verb: ${empty(value)}`,
  'unknown-object-type': (_, value) => `no such type of object: ${empty(value)}`,
  'unknown-actor': (_, value) => `actor is customer or ours, here it is: ${value}`,
  'no-object': () => 'object.id is empty',
  'topic-too-long': (_, value) => `the topic has more than 64 characters: ${value}`,
  'bad-dwell': (_, value) => `the seconds of dwell are no number: ${value}`,
}

export const en: Wording = {
  schemaError: z.locales.en().localeError,
  reason: (reason, field, value) => reasons[reason](field, value),
  map: {
    tooLong: (limit) => `the map is larger than ${limit / 1024} KB`,
    notYaml: 'the map cannot be read as YAML',
    syntax: (detail) => `YAML: ${detail}. A text that begins with { needs quotes: "{case_id}"`,
    bareBraces: (column) => `this needs quotes: "{${column}}"; without them YAML reads something else`,
    unknownKey: (key, near) => `${key} is not known here${near === undefined ? '' : `; was ${near} meant?`}`,
    mistakes: {
      'stray-brace': 'a brace stands alone. A column is written {name}; a brace itself {{ or }}',
      'needs-column': 'this must come from a column, written "{name}"',
      'touching-columns':
        'put a sign between two columns, as in "{a}-{b}": otherwise 1+23 and 12+3 are one id',
      'unknown-verb': 'no such verb; docs/import.md lists them',
      'unknown-object-type': 'no such type of object; docs/import.md lists them',
      'unknown-actor': 'actor is customer or ours',
      'bad-format': 'no such format; use iso, ms, s or a pattern such as yyyy/M/d H:mm:ss',
      'bad-zone': 'a zone is written +08:00',
      'no-verb': 'no verb is given: write verb, or name it in this row of the events table',
      'no-object-type':
        'no type of object is given: write object.type, or name it in this row of the events table',
      'no-object-id': 'no object id is given: write object.id, or name it in this row of the events table',
      nobody: 'at least one identifier is needed, such as account: "{customer no}"',
      'too-many': 'too many entries',
    },
  },
  file: {
    missing: (file) => [`${file} cannot be found or opened.`, 'Check the path and the right to read it.'],
    empty: (file) => [`${file} has no data.`, 'It should have a header line and at least one row.'],
    workbook: (file) => [
      `${file} is an Excel workbook or a zip archive, not CSV.`,
      'In Excel, save it as "CSV UTF-8 (comma delimited)" and import that; unpack a zip first.',
    ],
    utf16: (file) => [
      `${file} is encoded as UTF-16.`,
      'In Excel, save it as "CSV UTF-8", or run iconv -f UTF-16 -t UTF-8 old > new.',
    ],
    binary: (file) => [`${file} is not a text file.`, 'Import CSV, or CSV compressed by gzip.'],
    gbk: (file, line, sample) => [
      `Line ${line} of ${file} is not UTF-8; it looks like GBK ("${sample}"). Nothing was imported.`,
      'In Excel, save it as "CSV UTF-8", or run iconv -f GB18030 -t UTF-8 old > new, and import that.',
    ],
    notUtf8: (file, line) => [
      `Line ${line} of ${file} is not UTF-8. Nothing was imported.`,
      'Convert it to UTF-8 with iconv and import that.',
    ],
    brokenGzip: (file) => [
      `The compressed data of ${file} is damaged or incomplete. Nothing was imported.`,
      'Download or copy it again; gzip -t checks it.',
    ],
    noLines: (file) => [
      `${file} has more than 4 MB without a line break.`,
      'Check that it is CSV and that no quote was left open.',
    ],
    quoteOpen: (file, line) => [
      `A quote near line ${line} of ${file} is never closed. The rows before it are imported.`,
      'Close it and import again; where quotes are letters like any other, write csv: { quote: none } in the map.',
    ],
    changed: (file) => [
      `${file} was changed while it was read.`,
      'Run the import again when the file is complete; rows that are in are not doubled.',
    ],
    columns: (missing, header) => [
      `The file lacks columns that the map asks for: ${missing
        .map(({ column, near }) => (near === undefined ? column : `${column} (was ${near} meant?)`))
        .join(', ')}.`,
      `Its columns are: ${header.join(', ')}. Correct the map, or check csv.delimiter.`,
    ],
    twice: (columns) => [
      `The header has these names more than once: ${columns.join(', ')}.`,
      'Name each column with csv.columns in the map, or change the header.',
    ],
  },
  noneReadable: (rows, example) => [
    `None of the first ${rows} rows can be read as a touchpoint. The first reason: ${example}. Nothing was imported.`,
    'Run it with --dry-run to see what becomes of each row, correct the map, and import again.',
  ],
  errorFile: (file) => [`The error file ${file} cannot be written.`, 'Name another place with --errors.'],
  tell: {
    counts: (c) =>
      `${c.rows} rows: ${c.accepted} new, ${c.repeated} known already, ${c.skipped} skipped by the map, ${c.failed} with problems`,
    seconds: (seconds) => `${seconds} seconds`,
    resumed: (rows) => `the first ${rows} rows were imported before; this run went on from there`,
    stopped: 'Stopped. The same command goes on from here and doubles nothing',
    doneBefore:
      'This file was imported with this map before and was not read again. --again goes through it once more; what is in is not doubled',
    errors: (file, listed, failed) =>
      `Rows with problems are in ${file}${listed < failed ? ` (the first ${listed})` : ''}. Once corrected, that file can be imported as it is`,
    sampled: (rows, whole) => (whole ? `the whole file, ${rows} rows` : `the first ${rows} rows`),
    span: (from, to) => `times from ${from} to ${to} (UTC+8)`,
    people: (count) => `about ${count} customers`,
    kinds: 'They become:',
    skips: 'Skipped:',
    problems: 'Problems:',
    examples: 'The first rows:',
    withoutBraces: (field, column) =>
      `${field} is the same text ${column} in every row, and a column has that name. For the column write "{${column}}"`,
    rowSkipped: (value) => `skipped (${empty(value)})`,
    line: (line) => `line ${line}`,
    times: (count, example) => `${count} times, for example line ${example}`,
  },
}
