import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

import { createConnection } from 'mysql2/promise'

import { awaitUntil } from './await-until'

/** A MariaDB server of this test's own, which may be killed without anybody else noticing. */
export interface PrivateMariadb {
  /** `mysql://root@127.0.0.1:port/mysql`; the same after every start. */
  readonly url: string
  start(): Promise<void>
  /** SIGKILL; what it had committed is there after the next start. */
  kill(): Promise<void>
  /** SIGTERM: says goodbye to its clients first. */
  stop(): Promise<void>
  /** Neither answers nor goes away, until `thaw`. */
  freeze(): void
  thaw(): void
  dispose(): Promise<void>
}

/** Undefined where the machine has no MariaDB server to start. */
export async function privateMariadb(): Promise<PrivateMariadb | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'zhongshu-mariadb-'))
  const data = join(folder, 'data')
  const user = userInfo().username
  try {
    execFileSync(
      'mariadb-install-db',
      ['--no-defaults', `--datadir=${data}`, `--user=${user}`, '--auth-root-authentication-method=normal'],
      { stdio: 'pipe' },
    )
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true })
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
  const port = await freePort()
  const url = `mysql://root@127.0.0.1:${port}/mysql`
  let server: ChildProcess | undefined
  let gone: Promise<unknown> = Promise.resolve()

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    server?.kill(signal)
    await gone
    server = undefined
  }
  process.once('exit', () => server?.kill('SIGKILL'))

  return {
    url,
    start: async () => {
      const started = spawn('mariadbd', [
        '--no-defaults',
        `--datadir=${data}`,
        `--user=${user}`,
        `--socket=${join(folder, 'sock')}`,
        `--pid-file=${join(folder, 'pid')}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--innodb-buffer-pool-size=32M',
        '--innodb-log-file-size=16M',
      ])
      let said = ''
      started.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)))
      gone = new Promise((resolve) => started.once('exit', resolve))
      server = started
      await awaitUntil(`MariaDB to answer; it said ${said}`, () => answers(url), 60_000)
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    dispose: async () => {
      await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const connection = await createConnection(url)
  await connection.query('SELECT 1')
  await connection.end()
  return true
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
