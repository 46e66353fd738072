import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')

/** Folders that exist on the machine of whoever wrote a line, put together here so as not to name them. */
const machineFolder = new RegExp(`(?<![\\w.~-])/(${['work', 'root', 'home'].join('|')})/[\\w.-]`)

/** Hosts that only answer inside somebody's network. */
const innerHost = /\bhttps?:\/\/[\w.-]+\.(internal|intranet|corp|lan)\b/

/** Kept and about-to-be-kept text files, by their path in the repository. */
const textFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)) && statSync(join(root, path)).isFile())
    .filter((path) => !readFileSync(join(root, path)).includes(0))

/** The registry this machine installs from, when it is not everybody's. */
const ownRegistry = (): string | undefined => {
  const url = process.env.npm_config_registry
  const host = url === undefined ? undefined : new URL(url).host
  return host === 'registry.npmjs.org' ? undefined : host
}

const linesOf = (path: string): string[] => readFileSync(join(root, path), 'utf8').split('\n')

const tracesIn = (path: string, isTrace: (line: string) => boolean): string[] =>
  linesOf(path).flatMap((line, index) => (isTrace(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []))

describe('the repository', () => {
  it.each([
    ["readFile('/" + 'root/hub.db' + "')", true],
    ['cd /' + 'home/li/hub', true],
    ['https://example.com/' + 'home/page', false],
    ['/homepage/', false],
  ])('knows a path of a machine when it sees one: %s', (line, isTrace) => {
    expect(machineFolder.test(line)).toBe(isTrace)
  })

  it('names no folder of the machine it was written on', () => {
    const traces = textFiles().flatMap((path) => tracesIn(path, (line) => machineFolder.test(line)))

    expect(traces).toEqual([])
  })

  it('names no host of somebody’s inner network', () => {
    const registry = ownRegistry()
    const traces = textFiles().flatMap((path) =>
      tracesIn(path, (line) => innerHost.test(line) || (registry !== undefined && line.includes(registry))),
    )

    expect(traces).toEqual([])
  })
})
