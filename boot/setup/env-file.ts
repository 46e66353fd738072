import { randomBytes } from 'node:crypto'
import { chmod, copyFile, open, readFile, realpath, rename, stat } from 'node:fs/promises'
import { parseEnv } from 'node:util'

/** Names and values of an .env file. */
export type Settings = Readonly<Record<string, string>>

export interface EnvFile {
  readonly path: string
  readonly text: string
  readonly settings: Settings
}

/** The file as it is, or an empty one where there is none. Follows a link to the file behind it. */
export async function readEnvFile(path: string): Promise<EnvFile> {
  try {
    const real = await realpath(path)
    const text = await readFile(real, 'utf8')
    return { path: real, text, settings: settingsOf(text) }
  } catch (cause) {
    if (isNotThere(cause)) return { path, text: '', settings: {} }
    throw cause
  }
}

const settingsOf = (text: string): Settings =>
  Object.fromEntries(Object.entries(parseEnv(text)).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))

/**
 * Writes the file anew beside itself and moves it into its place, readable by its owner alone: whoever interrupts it
 * finds the old one. `backup` keeps the old one under a name with the time, readable by its owner alone too.
 */
export async function writeEnvFile(file: EnvFile, text: string, backup: Date | null): Promise<string | null> {
  const kept = backup === null ? null : await keepOld(file.path, backup)
  const fresh = `${file.path}.${randomBytes(4).toString('hex')}.tmp`
  const handle = await open(fresh, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, file.path)
  return kept
}

async function keepOld(path: string, at: Date): Promise<string | null> {
  try {
    await stat(path)
  } catch (cause) {
    if (isNotThere(cause)) return null
    throw cause
  }
  const copy = `${path}.bak-${at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`
  await copyFile(path, copy)
  await chmod(copy, 0o600)
  return copy
}

const isNotThere = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT'

/**
 * The text with these settings in it: where a name is set already its last line is changed, as that is the one which
 * counts; what is new comes at the end. Comments, order and every other line stay as they are.
 */
export function putInto(text: string, settings: Settings, heading: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const pieces = piecesOf(text)
  const fresh: string[] = []
  for (const [name, value] of Object.entries(settings)) {
    const at = pieces.findLastIndex((piece) => piece.name === name)
    const line = `${name}=${quoted(value)}`
    const before = pieces[at]
    if (before === undefined) fresh.push(line)
    else pieces[at] = { name, text: `${before.exported ? 'export ' : ''}${line}`, exported: before.exported }
  }
  const lines = pieces.map((p) => p.text)
  while (lines.at(-1) === '') lines.pop()
  if (fresh.length > 0) lines.push(...(lines.length > 0 ? [''] : []), `# ${heading}`, ...fresh)
  return `${lines.join(newline)}${newline}`
}

interface Piece {
  /** Undefined for everything that sets nothing. */
  readonly name: string | undefined
  readonly text: string
  readonly exported: boolean
}

/** Lines, where a value in quotes that goes over several of them is one. */
function piecesOf(text: string): Piece[] {
  const lines = text.split(/\r?\n/)
  const pieces: Piece[] = []
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    const match = /^\s*(export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/.exec(line)
    let end = i
    const quote = /^(["'`])/.exec(match?.[3] ?? '')?.[1]
    if (quote !== undefined && !(match?.[3] ?? '').slice(1).includes(quote))
      while (end + 1 < lines.length && !(lines[(end += 1)] ?? '').includes(quote)) continue
    const closed = end === i || (lines[end] ?? '').includes(quote ?? '\n')
    const last = closed ? end : i
    const whole = lines.slice(i, last + 1).join('\n')
    pieces.push({ name: match?.[2], text: whole, exported: match?.[1] !== undefined })
    i = last
  }
  return pieces
}

/** As it is where nothing in it means anything to a reader of .env files, else in the quotes that it does not hold. */
function quoted(value: string): string {
  if (/^[\w.:/+=@%,-]*$/.test(value)) return value
  const quote = ["'", '"', '`'].find((q) => !value.includes(q)) ?? "'"
  return `${quote}${value}${quote}`
}
