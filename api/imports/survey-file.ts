import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

import type { Said, Wording } from './wording'
import { refusal } from './refusal'

/** What is known of a file before anything of it is imported. */
export interface Survey {
  readonly file: string
  readonly gzip: boolean
  /** Hex SHA-256 of the file as it lies on the disk. */
  readonly sha256: string
  /** Bytes of the text, unpacked. */
  readonly textBytes: number
  /** Size and time of last change: what shows that somebody still writes to it. */
  readonly stamp: string
}

const longestLine = 4 * 1024 * 1024
const lineFeed = 10

export interface SurveyOptions {
  readonly words: Wording
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((done: number, total: number) => void) | undefined
}

/**
 * Reads the whole file once: it must be text, UTF-8 and, where compressed, complete. Throws Faults `not-found`,
 * `unsupported-media`, `bad-charset` and `bad-encoding`, so that none of these is found out halfway.
 */
export async function surveyFile(file: string, options: SurveyOptions): Promise<Survey> {
  const before = await stampOf(file, options.words)
  const head = await headOf(file, options.words)
  refuseOtherKinds(head, file, options.words)
  const gzip = head[0] === 0x1f && head[1] === 0x8b
  const hash = createHash('sha256')
  const text = new TextCheck(file, options.words)
  let done = 0
  const raw = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      options.onBytes?.((done += chunk.length), before.size)
      yield chunk
    }
  }
  const check = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) text.add(chunk)
    text.end()
  }
  const given = options.signal === undefined ? {} : { signal: options.signal }
  try {
    if (gzip) await pipeline(createReadStream(file), raw, createGunzip(), check, given)
    else await pipeline(createReadStream(file), raw, check, given)
  } catch (cause) {
    if (!isBrokenGzip(cause)) throw cause
    throw refusal('bad-encoding', options.words.file.brokenGzip(file), cause)
  }
  if (text.bytes === 0) throw refusal('bad-request', options.words.file.empty(file))
  return { file, gzip, sha256: hash.digest('hex'), textBytes: text.bytes, stamp: before.stamp }
}

/** Throws a Fault `conflict` where the file is not the one that was looked through. */
export async function checkUnchanged(survey: Survey, words: Wording): Promise<void> {
  const now = await stampOf(survey.file, words)
  if (now.stamp !== survey.stamp) throw refusal('conflict', words.file.changed(survey.file))
}

async function stampOf(file: string, words: Wording) {
  try {
    const { size, mtimeMs } = await stat(file)
    return { size, stamp: `${size}@${mtimeMs}` }
  } catch (cause) {
    throw refusal('not-found', words.file.missing(file), cause)
  }
}

async function headOf(file: string, words: Wording): Promise<Buffer> {
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw refusal('not-found', words.file.missing(file), cause)
  }
}

/** What people mean to be CSV and is not, told by its first bytes. */
function refuseOtherKinds(head: Buffer, file: string, words: Wording): void {
  const begins = (hex: string) => head.toString('hex').startsWith(hex)
  const refuse = (said: Said) => {
    throw refusal('unsupported-media', said)
  }
  if (begins('504b0304') || begins('d0cf11e0')) refuse(words.file.workbook(file))
  if (begins('fffe') || begins('feff')) refuse(words.file.utf16(file))
}

const isBrokenGzip = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && /^Z_/.test(String(cause.code))

/** Looks at whole lines, so that no character is cut in two. */
class TextCheck {
  bytes = 0
  private lines = 0
  private rest: Buffer[] = []
  private restBytes = 0

  constructor(
    private readonly file: string,
    private readonly words: Wording,
  ) {}

  add(chunk: Buffer): void {
    this.bytes += chunk.length
    const end = chunk.lastIndexOf(lineFeed) + 1
    if (end > 0) {
      this.check(Buffer.concat([...this.rest, chunk.subarray(0, end)]))
      this.rest = []
      this.restBytes = 0
    }
    if (end < chunk.length) this.rest.push(chunk.subarray(end))
    this.restBytes += chunk.length - end
    if (this.restBytes > longestLine) throw refusal('bad-request', this.words.file.noLines(this.file))
  }

  end(): void {
    this.check(Buffer.concat(this.rest))
  }

  private check(block: Buffer): void {
    if (block.includes(0)) throw refusal('unsupported-media', this.words.file.binary(this.file))
    if (!isUtf8(block)) this.refuse(block)
    for (let at = block.indexOf(lineFeed); at !== -1; at = block.indexOf(lineFeed, at + 1)) this.lines += 1
  }

  private refuse(block: Buffer): never {
    let line = this.lines + 1
    for (const bytes of linesOf(block)) {
      if (!isUtf8(bytes)) throw refusal('bad-charset', this.charset(bytes, line))
      line += 1
    }
    throw refusal('bad-charset', this.words.file.notUtf8(this.file, line))
  }

  private charset(bytes: Buffer, line: number): Said {
    const sample = asGbk(bytes)
    return sample === undefined
      ? this.words.file.notUtf8(this.file, line)
      : this.words.file.gbk(this.file, line, sample)
  }
}

function* linesOf(block: Buffer): Generator<Buffer> {
  let from = 0
  while (from < block.length) {
    const found = block.indexOf(lineFeed, from)
    const end = found === -1 ? block.length : found + 1
    yield block.subarray(from, end)
    from = end
  }
}

/** The first Chinese words of the line as GBK reads it: whoever made the file will know them again. */
function asGbk(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return /[\u4e00-\u9fff]{1,12}/.exec(text)?.[0]
  } catch {
    return undefined
  }
}
