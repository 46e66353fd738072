import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { awaitUntil } from './await-until'

const root = resolve(__dirname, '../..')
const dist = join(root, 'dist')
const lock = join(dist, '.building')
const stamp = join(dist, '.built')
const sources = ['contract', 'api', 'bot', 'adapters', 'jobs', 'boot', 'ormconfig.ts', 'tsconfig.json']

/**
 * The path of the command line as users run it, compiled from the sources as they are now. Compiles only when a
 * source is newer than what was compiled last, and never twice at once, however many test files ask.
 */
export async function builtCli(): Promise<string> {
  const cli = join(dist, 'boot/cli.js')
  if (!isStale()) return cli
  await awaitUntil('the build of another test', takeLock, 120_000)
  try {
    if (isStale()) {
      const startedAt = new Date().toISOString()
      await compile()
      writeFileSync(stamp, startedAt)
    }
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
  return cli
}

/** The stamp tells when the last build began: what was saved while it ran is newer. */
function isStale(): boolean {
  const builtAt = builtSince()
  return builtAt === undefined || sources.some((source) => newest(join(root, source)) > builtAt)
}

function builtSince(): number | undefined {
  try {
    return Date.parse(readFileSync(stamp, 'utf8'))
  } catch {
    return undefined
  }
}

/** Folders count too: theirs changes when a file is removed. */
function newest(path: string): number {
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  return readdirSync(path).reduce((most, name) => Math.max(most, newest(join(path, name))), facts.mtimeMs)
}

/** A folder is made by one alone. One that a dead process left behind is taken away. */
function takeLock(): boolean {
  mkdirSync(dist, { recursive: true })
  try {
    mkdirSync(lock)
    writeFileSync(join(lock, 'pid'), String(process.pid))
    return true
  } catch {
    if (ownerIsDead()) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function ownerIsDead(): boolean {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'))
    // Just made and not yet signed.
    if (pid === 0) return false
    process.kill(pid, 0)
    return false
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

const compile = (): Promise<void> =>
  new Promise((done, fail) => {
    const tsc = spawn(
      process.execPath,
      [require.resolve('typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let said = ''
    tsc.stdout.on('data', (text: Buffer) => (said += text.toString()))
    tsc.stderr.on('data', (text: Buffer) => (said += text.toString()))
    tsc.once('error', fail)
    tsc.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`the product does not compile:\n${said}`)),
    )
  })
