import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { awaitUntil } from './await-until'
import { builtCli } from './build'

export interface HubProcessOptions {
  /** Over the settings every such process gets: no trial, loopback, few words in the log. */
  readonly env: Readonly<Record<string, string>>
  /** How long it may take until it is ready; generous, for machines that do much else. */
  readonly readyWithinMs?: number
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The product as users run it, in a process of its own that can be killed and started again. */
export interface HubProcess {
  /** `http://127.0.0.1:port`, the same after every start. Empty before the first. */
  readonly url: string
  readonly pid: number | undefined
  /** Everything said on standard output and standard error since the last start. */
  readonly said: string
  /** Starts it and resolves when it is ready to take touchpoints, with the milliseconds that took. */
  start(): Promise<number>
  /** Starts it and waits for nothing. */
  launch(): Promise<void>
  /** Resolves when it is ready, with the milliseconds since it was launched. Rejects when it ends before. */
  ready(): Promise<number>
  /** SIGKILL: no handler, no last word. Resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM. Resolves when the process is gone. */
  stop(): Promise<Exit>
  /** How the process ended, once it has. */
  exited(): Promise<Exit>
  /** What `/readyz` answers. */
  checks(): Promise<ReadonlyMap<string, Check>>
  /** Kills it and removes its folder. */
  dispose(): Promise<void>
}

export interface Check {
  readonly ok: boolean
  readonly detail: string
}

const unfinished = new Set<ChildProcess>()
process.once('exit', () => unfinished.forEach((child) => child.kill('SIGKILL')))

/** Nothing runs before `start` or `launch`. */
export function createHubProcess(options: HubProcessOptions): HubProcess {
  const folder = mkdtempSync(join(tmpdir(), 'zhongshu-process-'))
  let child: ChildProcess | undefined
  let gone: Promise<Exit> = Promise.resolve({ code: null, signal: null })
  let said = ''
  let url = ''
  let greeted = false
  let launchedAt = 0

  const hear = (text: Buffer): void => {
    said = (said + text.toString()).slice(-200_000)
    const address = /Running\s+(http:\/\/\S+)/.exec(said)?.[1]
    if (address === undefined) return
    greeted = true
    url = address
  }

  const launch = async (): Promise<void> => {
    const cli = await builtCli()
    said = ''
    greeted = false
    launchedAt = performance.now()
    const started = spawn(process.execPath, [cli, 'start'], {
      // Its own folder, so that no .env of the developer's is read.
      cwd: folder,
      env: { ...inherited(), ...quiet(folder), PORT: url === '' ? '0' : new URL(url).port, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    unfinished.add(started)
    gone = new Promise((resolve) => {
      started.once('exit', (code, signal) => {
        unfinished.delete(started)
        resolve({ code, signal })
      })
    })
    started.stdout.on('data', hear)
    started.stderr.on('data', hear)
  }

  const ready = async (): Promise<number> => {
    let ended: Exit | undefined
    void gone.then((exit) => (ended = exit))
    const check = async (): Promise<boolean> => {
      if (ended !== undefined) return true
      return greeted && (await fetch(`${url}/readyz`)).ok
    }
    await awaitUntil('the hub to be ready', check, options.readyWithinMs ?? 60_000)
    if (ended !== undefined) throw new Error(`the hub ended with ${JSON.stringify(ended)} and said:\n${said}`)
    return performance.now() - launchedAt
  }

  const end = async (signal: NodeJS.Signals): Promise<Exit> => {
    child?.kill(signal)
    return gone
  }

  return {
    get url() {
      return url
    },
    get pid() {
      return child?.pid
    },
    get said() {
      return said
    },
    launch,
    ready,
    start: async () => {
      await launch()
      return ready()
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    exited: () => gone,
    checks: async () => {
      const { checks } = (await (await fetch(`${url}/readyz`)).json()) as {
        readonly checks: readonly (Check & { readonly name: string })[]
      }
      return new Map(checks.map((check) => [check.name, check]))
    },
    dispose: async () => {
      await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a process needs of the machine, and nothing that would configure the product. */
const inherited = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TZ: process.env.TZ,
})

const quiet = (folder: string): Readonly<Record<string, string>> => ({
  ZHONGSHU_TRIAL: 'off',
  CARDS_PER_DAY: 'off',
  GROUP_WITHIN_SECONDS: '0',
  HOST: '127.0.0.1',
  DATA_DIR: join(folder, 'data'),
  DATABASE_URL: `sqlite:${join(folder, 'data', 'hub.db')}`,
  LOG_LEVEL: 'warn',
})
