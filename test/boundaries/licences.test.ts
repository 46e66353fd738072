import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')

/** Licences that ask for nothing but their own text, so that a company may run and change the hub as it likes. */
const permissive = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']

/**
 * What draws pictures (docs/adr/0010). MPL-2.0 asks for the source of its own files alone, which are used as they come;
 * OFL-1.1 forbids selling the font by itself. Neither reaches the hub or what a company builds on it.
 */
const excepted: readonly (readonly [path: RegExp, licence: string])[] = [
  [/^node_modules\/@resvg\/resvg-js(-[\w-]+)?$/, 'MPL-2.0'],
  [/^node_modules\/@expo-google-fonts\/noto-sans-sc$/, 'MIT AND OFL-1.1'],
]
const isExcepted = (path: string, licence: string): boolean =>
  excepted.some(([known, agreed]) => known.test(path) && licence === agreed)

interface LockedPackage {
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly optional?: boolean
  readonly license?: string
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

const { packages } = readJson('package-lock.json') as { packages: Record<string, LockedPackage> }

const production = Object.entries(packages).filter(
  ([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true,
)

/** As the package says itself; where it is built for another machine and absent here, as the lock file says. */
const licenceOf = (path: string, locked: LockedPackage): string => {
  const manifest = join(path, 'package.json')
  if (!existsSync(join(root, manifest))) return locked.license ?? 'none named'
  const { license } = readJson(manifest) as { license?: unknown }
  return typeof license === 'string' ? license : 'none named'
}

/** `(MIT OR GPL-3.0)` lets us choose; `(MIT AND Zlib)` asks for both. */
const isPermissive = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => permissive.includes(licence.trim())))

describe('what the hub is made of', () => {
  it('O-17 is under a permissive licence itself', () => {
    const { license } = readJson('package.json') as { license: string }

    expect(license).toBe('Apache-2.0')
    expect(readFileSync(join(root, 'LICENSE'), 'utf8')).toContain('Version 2.0, January 2004')
  })

  it('O-17 installs only packages under permissive licences, but for what draws pictures', () => {
    const strict = production
      .map(([path, locked]) => ({ path, licence: licenceOf(path, locked) }))
      .filter(({ path, licence }) => !isPermissive(licence) && !isExcepted(path, licence))

    expect(strict).toEqual([])
    expect(production.length).toBeGreaterThan(50)
  })

  it('names no registry but the public one, so that everybody may use his own mirror', () => {
    const elsewhere = Object.values(packages)
      .map(({ resolved }) => resolved)
      .filter((url) => url !== undefined && !url.startsWith('https://registry.npmjs.org/'))

    expect(elsewhere).toEqual([])
  })

  it('is locked for every kind of machine, without which `npm ci` refuses', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      ),
    )

    expect(missing).toEqual([])
  })
})
