import { constants, createReadStream, createWriteStream } from 'node:fs'
import { access, appendFile, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream'

import { CsvError, parse } from 'csv-parse'

import { cut } from './domain/cut'
import { refusal } from './refusal'
import type { Wording } from './wording'

/** Rows listed at most; the rest is only counted. */
export const mostListed = 10_000
const longestCell = 4_000

/** Columns in front of the row's own; an import of the corrected file does not mind them. */
const ownColumns = ['error_line', 'error_reason', 'error_detail'] as const
/** Tells Excel that the file is UTF-8. */
const mark = '\uFEFF'

export interface BadRow {
  readonly line: number
  readonly reason: string
  readonly detail: string
  readonly fields: readonly string[]
}

/** The rows that could not be read, in the form of the file they came from. */
export interface ErrorFile {
  listed(): number
  add(rows: readonly BadRow[]): Promise<void>
}

/**
 * Opens the error file of a run. Rows up to line `keepTo` stay, those an interrupted run wrote after it go; without
 * any row there is no file. Throws a Fault `bad-configuration` where it cannot be written.
 */
export async function openErrorFile(
  path: string,
  header: readonly string[],
  keepTo: number,
  words: Wording,
): Promise<ErrorFile> {
  const writing = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw refusal('bad-configuration', words.errorFile(path), cause)
    })
  await writing(access(dirname(path), constants.W_OK))
  const isOwn = header.map((name) => ownColumns.some((own) => own === name))
  const columns = [...ownColumns, ...header.filter((_, i) => isOwn[i] !== true)]
  let listed = await writing(keepUpTo(path, keepTo))
  return {
    listed: () => listed,
    add: async (rows) => {
      const some = rows.slice(0, mostListed - listed)
      if (some.length === 0) return
      if (listed === 0) await writing(writeFile(path, mark + lineOf(columns)))
      const lines = some.map(({ line, reason, detail, fields }) =>
        lineOf([String(line), reason, detail, ...fields.filter((_, i) => isOwn[i] !== true)]),
      )
      await writing(appendFile(path, lines.join('')))
      listed += some.length
    },
  }
}

const lineOf = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`

function cellOf(text: string): string {
  const short = cut(text, longestCell)
  return /[",\r\n]|^\s|\s$/.test(short) ? `"${short.replaceAll('"', '""')}"` : short
}

/** How many rows stayed. Written anew beside the old file and put in its place, so that a kill loses nothing. */
async function keepUpTo(path: string, line: number): Promise<number> {
  const fresh = `${path}.tmp`
  const rows = line === 0 ? 0 : await copyUpTo(path, fresh, line)
  if (rows > 0) await rename(fresh, path)
  else await Promise.all([rm(path, { force: true }), rm(fresh, { force: true })])
  return rows
}

async function copyUpTo(from: string, to: string, line: number): Promise<number> {
  const records = await wholeRecords(from)
  const [header, ...rows] = records
  const kept = rows.filter((cells) => Number(cells[0]) <= line)
  if (header === undefined || kept.length === 0) return 0
  const out = createWriteStream(to)
  out.write(mark + lineOf(header))
  for (const cells of kept) out.write(lineOf(cells))
  await new Promise<void>((resolve, reject) => {
    out.on('error', reject)
    out.end(resolve)
  })
  return kept.length
}

/** A kill may have cut the last record off anywhere: it is left out unless its line is whole. */
async function wholeRecords(file: string): Promise<string[][]> {
  const ends = await lastByteOf(file)
  if (ends === undefined) return []
  const parser = parse({ bom: true, relax_column_count: true, relax_quotes: true })
  pipeline(createReadStream(file), parser, () => undefined)
  const records: string[][] = []
  try {
    for await (const cells of parser as AsyncIterable<string[]>) records.push(cells)
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    return records
  }
  return ends === '\n' ? records : records.slice(0, -1)
}

async function lastByteOf(file: string): Promise<string | undefined> {
  const handle = await open(file).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    const { size } = await handle.stat()
    if (size === 0) return undefined
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer.toString('latin1')
  } finally {
    await handle.close()
  }
}
