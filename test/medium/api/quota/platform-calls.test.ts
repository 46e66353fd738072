import { createPeople } from '../../../../api/people'
import { createCallMeter, createCallStore } from '../../../../api/quota'
import { Secret } from '../../../../boot/settings-reader'
import { quota } from '../../../../boot/doctor/quota'
import { createQuotaWatch } from '../../../../boot/quota-watch'
import { createWarner } from '../../../../boot/warner'
import type { Notice } from '../../../../contract/notice'
import { ManualClock } from '../../../fakes/manual-clock'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'

const dingtalk = {
  clientId: 'ding',
  clientSecret: new Secret('secret-of-the-test'),
  apiBase: null,
  oapiBase: null,
  cardTemplateId: 't.schema',
  robotCode: null,
  monthlyCalls: 1_000,
}

describe.each(reachable)('calls of the month on %s', (dialect) => {
  let test: TestDatabase
  const clock = new ManualClock()

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(() => emptyTables(test.database, ['platform_calls', 'member_address', 'member']))

  const process = () =>
    createCallMeter({
      store: createCallStore(test.database),
      clock,
      failed: (cause) => {
        throw cause
      },
    })

  const count = async (calls: number): Promise<void> => {
    const meter = process()
    for (let n = 0; n < calls; n += 1) meter.add('dingtalk')
    await meter.stop()
  }

  it('P-15 are counted over restarts and across processes', async () => {
    const one = process()
    const other = process()
    for (let n = 0; n < 30; n += 1) one.add('dingtalk')
    for (let n = 0; n < 12; n += 1) other.add('dingtalk')
    await Promise.all([one.stop(), other.stop()])

    const next = process()
    next.add('dingtalk')

    expect(await next.ofThisMonth('dingtalk')).toBe(43)
    expect(await next.ofThisMonth('wecom')).toBe(0)
    await next.stop()
  })

  it.each([
    [799, 'ok', undefined],
    [800, 'warn', 'quota-near'],
    [950, 'warn', 'quota-nearly-used'],
    [1_000, 'warn', 'quota-used-up'],
  ])('after %i of 1,000 the doctor says %s', async (calls, state, cause) => {
    await count(calls)

    const [finding] = await quota(test.database, clock, { dingtalk })

    expect(finding).toMatchObject({ state, detail: expect.stringContaining(`${calls} / 1000`) })
    expect(finding?.cause).toBe(cause)
  })

  it('have nothing to say where DingTalk is not used, and only a number where there is no limit', async () => {
    await count(5)

    expect(await quota(test.database, clock, { dingtalk: null })).toEqual([])
    expect(await quota(test.database, clock, { dingtalk: { ...dingtalk, monthlyCalls: 0 } })).toMatchObject([
      { state: 'ok', detail: expect.stringContaining('5') },
    ])
  })

  it('P-20 tell the admin at 80 % and at 95 %, in a notice of its own for each', async () => {
    const people = createPeople({ database: test.database, clock })
    const admin = {
      key: 'root',
      name: '管理员',
      role: 'admin',
      team: '',
      manager: null,
      addresses: [{ platform: 'dingtalk', userId: 'root' }],
    } as const
    await people.upsert([admin])
    const queued: { once: string | undefined; notice: Notice }[] = []
    const delivery = {
      queue: (_: unknown, notices: readonly { once?: string; notice: Notice }[]) => {
        queued.push(...notices.map(({ once, notice }) => ({ once, notice })))
        return Promise.resolve()
      },
      wake: () => undefined,
    }
    const settings = { language: 'zh', utcOffsetMinutes: 480 } as const
    const warner = createWarner({ database: test.database, people, delivery, clock, ...settings })
    const meter = process()
    const watch = createQuotaWatch({ calls: meter, limit: 1_000, clock, warn: warner.callsRunShort })

    for (const more of [799, 1, 150]) {
      for (let n = 0; n < more; n += 1) meter.add('dingtalk')
      await watch.look()
    }
    await meter.stop()

    expect(queued).toMatchObject([
      {
        once: expect.stringMatching(/:near$/),
        notice: { kind: 'system-warning', title: expect.stringContaining('80%') },
      },
      { once: expect.stringMatching(/:nearly-used$/), notice: { title: expect.stringContaining('95%') } },
    ])
  })
})
