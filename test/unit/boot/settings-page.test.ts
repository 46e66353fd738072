import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { readConfig } from '../../../boot/config'

const root = resolve(__dirname, '../../..')
const textOf = (file: string): string => readFileSync(resolve(root, file), 'utf8')

/** Every variable that is looked for, where nothing is set and where what leads to others is. */
function settingsRead(): string[] {
  const names = new Set<string>()
  const watched = (env: Record<string, string>) =>
    new Proxy(env, {
      get: (target, name) => {
        names.add(String(name))
        return Reflect.get(target, name) as unknown
      },
    })
  readConfig(watched({}))
  readConfig(watched({ WECOM_CALLBACK_TOKEN: 'token' }))
  return [...names].toSorted()
}

/** The names in the first column of the page's first table. */
function settingsListed(): string[] {
  const [table = ''] = textOf('docs/configuration.md').split('\n## ')
  const cells = table.split('\n').flatMap((line) => /^\| (`[^|]+?) +\|/.exec(line)?.[1] ?? [])
  return cells.flatMap((cell) => cell.split(', ').map((name) => name.replaceAll('`', ''))).toSorted()
}

describe('docs/configuration.md', () => {
  it('O-01 lists every setting that is read, once, and no other', () => {
    expect(settingsListed()).toEqual(settingsRead())
  })

  it('O-01 knows every name of .env.example', () => {
    const named = [...textOf('.env.example').matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
    expect(named).not.toEqual([])
    expect(settingsListed()).toEqual(expect.arrayContaining(named))
  })
})
