import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

import fc from 'fast-check'

import { putInto } from '../../../../boot/setup/env-file'
import { KeptSettings } from '../../../../boot/setup/kept-settings'

const folder = (): string => mkdtempSync(join(tmpdir(), 'zhongshu-setup-'))
const now = () => new Date('2026-07-01T08:00:00Z')

describe('an .env file that is filled', () => {
  it('O-01 keeps comments, order, other settings and the style of their lines', () => {
    const before = [
      '# our own notes',
      'DATABASE_URL=sqlite:./x.db # here',
      '# WECOM_BOT_ID=',
      'export WECOM_BOT_ID=old',
      'NOTE="two',
      'WECOM_BOT_SECRET=not one"',
      '',
    ].join('\n')
    expect(putInto(before, { WECOM_BOT_ID: 'new', WECOM_BOT_SECRET: 'a b#c' }, 'made by us')).toBe(
      [
        '# our own notes',
        'DATABASE_URL=sqlite:./x.db # here',
        '# WECOM_BOT_ID=',
        'export WECOM_BOT_ID=new',
        'NOTE="two',
        'WECOM_BOT_SECRET=not one"',
        '',
        '# made by us',
        "WECOM_BOT_SECRET='a b#c'",
        '',
      ].join('\n'),
    )
  })

  it('O-01 changes the last of several lines, which is the one that counts', () => {
    expect(parseEnv(putInto('A=1\nA=2\n', { A: '3' }, 'x')).A).toBe('3')
  })

  it('O-01 is read back as what was put in, and changes nothing else', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D')
    const value = fc.stringMatching(/^[^'`\r\n\\]{0,20}$/).filter((v) => v === v.trim())
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.dictionary(name, value), (old, fresh) => {
        const before = putInto('# a comment\nOTHER=kept\n', old, 'first')
        const after = putInto(before, fresh, 'second')
        expect({ ...parseEnv(after) }).toEqual({ OTHER: 'kept', ...old, ...fresh })
        expect(after).toContain('# a comment\n')
      }),
    )
  })

  it('O-01 is readable by its owner alone, and so is the copy of the old one', async () => {
    const path = join(folder(), '.env')
    writeFileSync(path, 'A=1\n', { mode: 0o644 })
    const kept = await KeptSettings.open(path, now)
    const copy = (await kept.put({ B: '2' })) ?? ''
    expect(copy).toBe(`${path}.bak-20260701-080000`)
    expect([path, copy].map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(['600', '600'])
    expect(readFileSync(copy, 'utf8')).toBe('A=1\n')
    expect(await kept.put({ C: '3' })).toBeNull()
    expect(readdirSync(join(path, '..')).length).toBe(2)
  })

  it('O-01 leaves a file alone that says so already', async () => {
    const path = join(folder(), '.env')
    writeFileSync(path, 'A=1\n', { mode: 0o644 })
    const kept = await KeptSettings.open(path, now)
    expect(await kept.put({ A: '1' })).toBeNull()
    expect((statSync(path).mode & 0o777).toString(8)).toBe('644')
  })

  it('O-01 follows a link to the file behind it', async () => {
    const place = folder()
    writeFileSync(join(place, 'real.env'), 'A=1\n')
    symlinkSync(join(place, 'real.env'), join(place, '.env'))
    await (await KeptSettings.open(join(place, '.env'), now)).put({ A: '2' })
    expect(lstatSync(join(place, '.env')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(place, 'real.env'), 'utf8')).toBe('A=2\n')
  })
})
