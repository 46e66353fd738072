import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/**
 * Records as lines of JSON, appended one by one. A process killed in the middle of a line leaves that line unreadable
 * and nothing else; what was appended before it is read back.
 */
export class StateFile<Entry> {
  private descriptor: number | undefined
  private appended = 0

  constructor(
    private readonly path: string,
    /** The fewest entries that say the same as everything appended so far. */
    private readonly essence: () => readonly Entry[],
    private readonly rewriteAfter = 5_000,
  ) {}

  read(): Entry[] {
    if (!existsSync(this.path)) return []
    return readFileSync(this.path, 'utf8').split('\n').flatMap(parsed) as Entry[]
  }

  append(entry: Entry): void {
    this.descriptor ??= this.open()
    writeSync(this.descriptor, `${JSON.stringify(entry)}\n`)
    this.appended += 1
    if (this.appended >= this.rewriteAfter) this.rewrite()
  }

  /** Replaces the file by its essence, in one step. */
  rewrite(): void {
    this.close()
    mkdirSync(dirname(this.path), { recursive: true })
    const fresh = `${this.path}.new`
    writeFileSync(
      fresh,
      this.essence()
        .map((entry) => `${JSON.stringify(entry)}\n`)
        .join(''),
    )
    renameSync(fresh, this.path)
    this.appended = 0
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
    this.descriptor = undefined
  }

  private open(): number {
    mkdirSync(dirname(this.path), { recursive: true })
    return openSync(this.path, 'a')
  }
}

const parsed = (line: string): unknown[] => {
  try {
    return line === '' ? [] : [JSON.parse(line) as unknown]
  } catch {
    return []
  }
}
