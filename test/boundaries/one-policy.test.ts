import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')

/** Where a role is compared with another one and no right hangs on it. */
const harmless: Readonly<Record<string, string>> = {
  'api/people/domain/policy.ts': 'this is the policy',
  'api/people/domain/role-map.ts': 'gives roles, does not judge by them',
  'api/people/domain/plan-directory.ts': 'has the role changed',
  'api/people/domain/compose-directory.ts': 'whoever has no role is left out of the list',
  'api/people/directory.ts': 'counts them for the report',
  'api/people/people-store.typeorm.ts': 'the next owner is a rep',
  'api/delivery/domain/escalation.ts': 'whom to tell next',
  'api/delivery/people-behind.typeorm.ts': 'whose morning card speaks of others',
  'boot/telling-settings.ts': 'reads a setting for each role',
  'api/flow/figures-desk.ts': 'an admin sells nothing and has no figures',
  'api/flow/hand-over.ts': 'an admin sells nothing and is nobody to hand over to',
  'boot/warner.ts': 'whom to tell of trouble',
  'boot/doctor/company.ts': 'is there a rep at all',
  'boot/why-no-card/at-the-notices.ts': 'is there a rep at all',
  'boot/read-members.ts': 'reads the column',
}

/** Product code, as it is kept; the made-up company and its window are none. */
const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'api', 'bot', 'boot', 'jobs', 'adapters'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file.endsWith('.ts') && !file.startsWith('adapters/simulator/'))

const comparesRoles =
  /\brole\b[\w.()]*\s*(?:===|!==)|(?:===|!==)\s*[\w.]*\brole\b|role='rep'|includes\(\s*[\w.]*\brole\b/

describe('one policy', () => {
  it('O-04 P-07 no other file than the policy decides by a role what somebody may', () => {
    const found = files.filter((file) => comparesRoles.test(readFileSync(join(root, file), 'utf8')))
    expect(found.filter((file) => harmless[file] === undefined)).toEqual([])
  })

  it('O-04 finds a comparison where there is one', () => {
    expect(comparesRoles.test("if (asker.role === 'director') return all")).toBe(true)
    expect(comparesRoles.test("['director', 'admin'].includes(asker.role)")).toBe(true)
    expect(comparesRoles.test('roles.includes(wanted)')).toBe(false)
  })
})
