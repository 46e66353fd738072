import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Lines of JSON that survive any end of the process: each is one write, and a last line that was cut off in the
 * middle is passed over when the file is read.
 */
export class StateFile {
  private handle: number
  private lines: number

  constructor(
    private readonly path: string,
    restore: (record: unknown) => void,
  ) {
    mkdirSync(dirname(path), { recursive: true })
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const records = text.split('\n').filter((line) => line !== '')
    for (const line of records) restoreLine(line, restore)
    this.lines = records.length
    this.handle = openSync(path, 'a', 0o600)
    if (text !== '' && !text.endsWith('\n')) writeSync(this.handle, '\n')
  }

  append(record: object): void {
    writeSync(this.handle, `${JSON.stringify(record)}\n`)
    this.lines += 1
  }

  /** True when most of the file is history that nobody will read again. */
  isTooLong(alive: number): boolean {
    return this.lines > 2_000 && this.lines > alive * 4
  }

  /** Puts these records in the place of everything that was written. */
  rewrite(records: readonly object[]): void {
    const fresh = `${this.path}.new`
    const handle = openSync(fresh, 'w', 0o600)
    writeSync(handle, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
    renameSync(fresh, this.path)
    closeSync(this.handle)
    this.handle = handle
    this.lines = records.length
  }

  close(): void {
    closeSync(this.handle)
  }
}

const restoreLine = (line: string, restore: (record: unknown) => void): void => {
  let record: unknown
  try {
    record = JSON.parse(line)
  } catch {
    return
  }
  restore(record)
}
