import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { ShownMessage } from '../../adapters/simulator/simulated-platform'
import { awaitUntil } from '../support/await-until'
import { builtCli } from '../support/build'
import type { Seen } from '../support/loopback-guard.cjs'
import { tempDir } from '../support/temp-dir'
import { print } from './print'

const MEGABYTE = 1_048_576
const MINUTE = 60_000

/** Everything a person who has just installed it does, in a process of its own: no configuration but a free port. */
describe('the first run', () => {
  const folder = tempDir()
  const guard = join(folder, 'connections.json')
  let child: ChildProcess
  let startedAt = 0
  let terminal = ''
  let trouble = ''
  let url = ''

  beforeAll(async () => {
    const cli = await builtCli()
    startedAt = Date.now()
    child = spawn(
      process.execPath,
      ['-r', resolve(__dirname, '../support/loopback-guard.cjs'), cli, 'start'],
      {
        cwd: folder,
        env: { PATH: process.env.PATH ?? '', HOME: folder, PORT: '0', GUARD_FILE: guard },
      },
    )
    child.stdout?.on('data', (text: Buffer) => (terminal += text.toString()))
    child.stderr?.on('data', (text: Buffer) => (trouble += text.toString()))
  }, 180_000)
  afterAll(() => {
    child.kill('SIGKILL')
  })

  const conversation = async (): Promise<readonly ShownMessage[]> => {
    const answer = await fetch(`${url}/window/api/conversation?platform=wecom&userId=WangLei`)
    return ((await answer.json()) as { messages: ShownMessage[] }).messages
  }
  /** Resident megabytes now and at most, as the system counts them. */
  const memory = (): { now: number; most: number } => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    const of = (name: string) =>
      (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1_024) / MEGABYTE
    return { now: of('VmRSS'), most: of('VmHWM') }
  }

  it('O-01 says where to look, with nothing configured', async () => {
    url = await awaitUntil('the address', () => /Open\s+(http:\S+)/.exec(terminal)?.[1], 30_000)
    print(`O-01 ready ${Date.now() - startedAt} ms after the start`)
    expect(terminal).toContain('试用公司已就绪')
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })

  it('O-01 O-16 brings the first card within a minute', async () => {
    const card = await awaitUntil(
      'a card',
      async () => (await conversation()).find(({ shown }) => shown.form === 'card'),
      MINUTE,
    )
    print(
      `O-01 first card ${((Date.now() - startedAt) / 1_000).toFixed(1)} s after the start: ${card.shown.form === 'card' ? `${card.shown.title}, ${card.shown.subtitle}` : ''}`,
    )
    expect(Date.now() - startedAt).toBeLessThan(MINUTE)
  }, 70_000)

  it('J-10 is one process with at most 512 MB', async () => {
    if (!existsSync(`/proc/${child.pid}/status`)) return
    const { now, most } = memory()
    print(`J-10 ${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB`)
    expect(most).toBeLessThanOrEqual(512)
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
    expect(children.trim()).toBe('')
  })

  it('O-14 leaves the machine with no connection and no look-up, and writes below its own folder only', async () => {
    // A whole minute where there is time for it.
    const least = process.env.TEST_LONG === undefined ? 0 : MINUTE
    await awaitUntil('the minute to be over', () => Date.now() - startedAt >= least, MINUTE + 5_000)
    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number]
    const seen = JSON.parse(readFileSync(guard, 'utf8')) as Seen
    print(
      `O-14 ${seen.loopback} connections in ${((Date.now() - startedAt) / 1_000).toFixed(0)} s, ${seen.outside.length} of them to elsewhere`,
    )
    expect(code).toBe(0)
    expect(seen.outside).toEqual([])
    expect(seen.loopback).toBeGreaterThan(5)
    expect(readdirSync(folder).sort()).toEqual(['connections.json', 'data'])
  }, 80_000)

  it('O-01 stops by saying that nothing is lost, without a complaint on the way', () => {
    expect(terminal).toContain('什么都不会丢')
    const complaints = trouble
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line) || /^\s+at |Warning/.test(line))
    expect(complaints).toEqual([])
  })
})
