import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { addAudit } from '../../boot/commands/audit'
import type { Decision } from '../../contract/decision'
import { tempDir } from '../support/temp-dir'
import { run } from './command-line'
import { print } from './print'
import { openStage } from './stage'
import type { Stage } from './stage'
import { hoursAgo, nativeView } from './visits'

interface Page {
  readonly items: Decision[]
  readonly total: number
  readonly next: number | null
}

describe('the log of decisions', () => {
  let stage: Stage
  let all: Decision[] = []

  beforeAll(async () => {
    stage = await openStage()
    const visits = Array.from({ length: 40 }, (_, v) =>
      [8, 6, 4, 0].map((ago, i) =>
        nativeView(
          { phone: `1350000${String(v).padStart(4, '0')}`, name: `客户${v}`, company: '甲乙' },
          '/docs/api/a',
          hoursAgo(ago),
          `v${i}`,
        ),
      ),
    )
    await stage.post('/v1/touchpoints', visits.flat())
    await stage.judged()
    all = (await page('limit=200')).items
  })
  afterAll(() => stage.close())

  const page = (query: string): Promise<Page> => stage.api<Page>(`/v1/decisions?${query}`)

  it('S1-32 keeps rule version, readings, inputs and outcome of every decision', () => {
    expect(all).toHaveLength(80)
    for (const d of all) {
      expect(d.ruleVersion).toBe(1)
      expect(d.evidence.length).toBeGreaterThan(0)
      expect(d.reading.met).toBe(true)
      expect(d.intent.contributions.reduce((sum, c) => sum + c.tenths, 0)).toBe(d.intent.tenths)
      expect(d.hash).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it('S1-32 filters by customer, rule and time', async () => {
    const [some] = all
    const his = await page(`customer=${some?.customer ?? 0}`)
    expect(new Set(his.items.map((d) => d.customer))).toEqual(new Set([some?.customer]))
    expect(his.items).toHaveLength(2)
    const tagged = await page('rule=technical-nurture&limit=200')
    expect(tagged.items.map((d) => d.rule)).toEqual(new Array(40).fill('technical-nurture'))
    expect((await page(`since=${Date.now() + 60_000}`)).items).toEqual([])
    expect((await page(`since=${Date.now() - 600_000}&limit=200`)).items).toHaveLength(80)
  })

  it('S1-32 pages through all of it, each once, newest first, within a second for ninety days', async () => {
    const seen: number[] = []
    const startedAt = Date.now()
    for (let next: number | null | undefined; next !== null;) {
      const since = Date.now() - 90 * 86_400_000
      const some = await page(`limit=7&since=${since}${next === undefined ? '' : `&before=${next}`}`)
      seen.push(...some.items.map((d) => d.id))
      next = some.next
    }
    print(`S1-32 ${seen.length} decisions of ninety days in pages of seven: ${Date.now() - startedAt} ms`)
    expect(seen).toEqual(all.map((d) => d.id))
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
  })

  it('S1-32 refuses a query it cannot read and says what is wrong', async () => {
    await expect(page('limit=0')).rejects.toThrow(/400.*limit/s)
    await expect(page('customer=abc')).rejects.toThrow(/400.*customer/s)
  })

  it('O-05 exports exactly what the API tells', async () => {
    const file = join(tempDir(), 'decisions.jsonl')
    const { text, exitCode } = await run(stage, addAudit, 'audit', 'export', file)
    expect([exitCode, text]).toEqual([0, expect.stringContaining('80 条')])
    const exported = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Decision)
    expect([...exported].sort((a, b) => b.id - a.id)).toEqual(all)
  })

  it('O-05 never writes over an earlier export', async () => {
    const file = join(tempDir(), 'decisions.jsonl')
    await run(stage, addAudit, 'audit', 'export', file)
    const before = readFileSync(file, 'utf8')
    await expect(run(stage, addAudit, 'audit', 'export', file)).rejects.toThrow('已经存在')
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('O-05 finds a changed byte, and which decision it is in', async () => {
    expect(await run(stage, addAudit, 'audit', 'verify')).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining('80'),
    })
    const change = (from: string, to: string) =>
      stage.hub.database.write((tx) =>
        tx.run('UPDATE decision SET body = REPLACE(body, ?, ?) WHERE id = 41', [from, to]),
      )
    await change('技术型客户', '技术型顾客')
    const { text, exitCode } = await run(stage, addAudit, 'audit', 'verify')
    expect([exitCode, text]).toEqual([1, expect.stringContaining('D41')])
    await change('技术型顾客', '技术型客户')
    expect((await run(stage, addAudit, 'audit', 'verify')).exitCode).toBe(0)
  })
})
