import { cruise } from './cruise'

/** What the planted tree commits, file by file. A file of it that is missing here has to pass. */
const planted = {
  'adapters-are-peers': ['adapters/dingtalk/asks-wecom.ts', 'adapters/simulator/asks-wecom.ts'],
  'api-modules-are-peers': ['api/intent/asks-tags.ts', 'api/tags/asks-flow.ts'],
  'bench-is-loaded-when-asked-for': ['boot/commands/bench-with-a-heavy-start.ts'],
  'bot-is-pure': ['bot/cards/loads-node-later.ts', 'bot/cards/uses-a-package.ts'],
  'contract-stands-alone': [
    'contract/asks-the-bot.ts',
    'contract/uses-a-package.ts',
    'contract/uses-node.ts',
  ],
  'dingtalk-sdk-in-its-adapter': ['adapters/wecom/calls-dingtalk.ts', 'jobs/calls-dingtalk.ts'],
  'domain-is-pure': [
    'api/intent/domain/asks-its-store.ts',
    'api/intent/domain/reads-a-file.ts',
    'api/intent/domain/uses-a-package.ts',
  ],
  'enter-by-the-front-door': ['api/console/goes-behind-intent.ts', 'api/flow/goes-behind-tags.ts'],
  'koa-stays-in-routes': ['api/intent/routes-by-itself.ts', 'jobs/serves-http.ts'],
  'miniprogram-borrows-types': ['miniprogram/tracking/borrows-a-value.ts'],
  'modules-speak-contract': [
    'adapters/segment/asks-the-api.ts',
    'api/intent/sends-a-message.ts',
    'api/tags/draws-a-card.ts',
    'jobs/borrows-a-type-from-api.ts',
    'jobs/calls-api-directly.ts',
    'jobs/hands-on-a-card.ts',
    'jobs/hands-on-a-type.ts',
    'jobs/imports-by-assignment.ts',
    'jobs/loads-an-adapter-later.ts',
    'jobs/names-a-type-in-passing.ts',
    'jobs/requires-an-adapter.ts',
    'miniprogram/tracking/asks-the-bot.ts',
  ],
  'no-circular': ['contract/first-half-of-a-type-cycle.ts', 'jobs/first-half-of-a-cycle.ts'],
  'no-test-in-production': ['boot/uses-a-fake.ts'],
  'nobody-imports-bench-or-scripts': ['boot/seeds-itself.ts', 'jobs/measures-itself.ts'],
  'nobody-imports-boot': ['jobs/asks-boot.ts'],
  'not-to-unresolvable': ['jobs/imports-nothing-there.ts'],
  'orm-stays-in-stores': [
    'adapters/orders/knows-the-embedded-driver.ts',
    'api/intent/knows-the-driver.ts',
    'jobs/knows-the-orm.ts',
  ],
  'plumbing-knows-no-module': ['api/database/knows-a-table.ts', 'api/http/knows-a-module.ts'],
  'production-uses-what-it-installs': [
    'jobs/uses-a-package-of-a-package.ts',
    'jobs/uses-a-package-of-development.ts',
  ],
  'wecom-sdk-in-its-adapter': ['boot/calls-wecom.ts'],
}

describe('the walls of the tree', () => {
  it('bites every planted offence once, and nothing that is allowed', async () => {
    const { offences } = await cruise('test/boundaries/planted')

    const expected = Object.entries(planted).flatMap(([rule, files]) => files.map((file) => ({ rule, file })))
    const byName = (a: { rule: string; file: string }, b: { rule: string; file: string }) =>
      `${a.rule} ${a.file}` < `${b.rule} ${b.file}` ? -1 : 1
    expect([...offences].sort(byName)).toEqual(expected.sort(byName))
  })

  it('has a planted offence for every rule there is', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(
      '../../.dependency-cruiser.cjs',
    )

    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(planted).sort())
  })

  it('stands in the real tree', async () => {
    const { modules, offences } = await cruise('.')

    expect(offences).toEqual([])
    expect(modules).toBeGreaterThan(20)
  })
})
