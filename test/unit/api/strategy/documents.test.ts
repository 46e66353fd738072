import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { compileRules, loadShipped, readPackage, readRule, ruleLimits } from '../../../../api/strategy'
import { publishedSchemas } from '../../../../api/strategy/json-schema'
import { ruleId } from '../../../../contract/ids'

const root = join(__dirname, '../../../..')
const shippedFolder = join(root, 'assets/rules')

const count = { count: { of: { verb: 'viewed', topic: 'pricing' }, withinDays: 7, atLeast: 1 } }
const rule = (rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'a-rule', version: 1, name: '规则', hypothesis: '假设', when: count, then: [{ tag: '标签' }], restDays: 1, autonomy: 3,
  ...rest,
}) // prettier-ignore

const nested = (depth: number): unknown => {
  let node: unknown = count
  for (let i = 1; i < depth; i++) node = { not: node }
  return node
}

const problemsOf = (value: unknown): readonly { path: string; message: string }[] => {
  const read = readRule(value)
  return read.ok ? [] : read.problems
}

describe('rule documents', () => {
  it('S1-31 takes a rule that is right as it is', () => {
    expect(readRule(rule())).toEqual({ ok: true, value: rule() })
  })

  it.each([
    ['a verb that does not exist', { count: { ...count.count, of: { verb: 'view' } } }, 'when.count.of.verb', '行为只能是'],
    ['a window the state does not remember', { count: { ...count.count, withinDays: 91 } }, 'when.count.withinDays', '最多回看 90 天'],
    ['a count of nothing', { count: { ...count.count, atLeast: 0 } }, 'when.count.atLeast', '不能小于 1'],
    ['a count beyond what is kept', { count: { ...count.count, atLeast: 65 } }, 'when.count.atLeast', '不能大于 64'],
    ['days with three decimals', { count: { ...count.count, withinDays: 1.001 } }, 'when.count.withinDays', '两位小数'],
    ['exposures without a topic', { count: { ...count.count, of: { verb: 'exposed' } } }, 'when.count.of', '主题'],
    ['a condition of an unknown kind', { score: 3 }, 'when', '条件要写成'],
    ['two conditions in one object', { ...count, tag: { has: '甲' } }, 'when', '条件要写成'],
    ['an empty list', { all: [] }, 'when.all', '条件至少 1 个'],
    ['a mistake deep inside', { all: [count, { any: [{ streak: { shown: 'pricing', visits: 0 } }] }] }, 'when.all.1.any.0.streak.visits', '不能小于 1'],
    ['a streak longer than visits are kept', { streak: { shown: 'pricing', visits: 32 } }, 'when.streak.visits', '不能大于 31'],
    ['a comparison with nothing', { field: { name: '行业', op: 'is' } }, 'when.field', '比较值'],
    ['an hour that is none', { schedule: { weekdays: [1], from: '9:00', to: '18:00', utcOffsetMinutes: 480 } }, 'when.schedule.from', '09:00'],
    ['one step of a sequence', { sequence: { steps: [{}], withinDays: 7 } }, 'when.sequence.steps', '至少 2 个'],
    ['a stage that does not exist', { stage: { in: ['hot'] } }, 'when.stage.in.0', '阶段只能是'],
  ])('S1-31 refuses %s, in Chinese and at its place', (_, when, path, message) => {
    expect(problemsOf(rule({ when }))).toEqual([{ path, message: expect.stringContaining(message) as string }])
  }) // prettier-ignore

  it.each([
    ['id', { id: 'A Rule' }, '编号'],
    ['then', { then: [] }, '动作至少 1 个'],
    ['then.0.startPackage', { then: [{ startPackage: 'Not An Id' }] }, '编号'],
    ['then.0', { then: [{ email: 'x' }] }, '动作要写成'],
    ['autonomy', { autonomy: 4 }, '自动化等级'],
    ['restDays', { restDays: 1.5 }, '整数'],
    ['hypothesis', { hypothesis: '' }, '不能为空'],
    ['restDays', { when: { streak: { shown: 'pricing', visits: 3 } }, restDays: 0 }, '至少休息 1 天'],
  ])('S1-31 refuses a wrong %s', (path, rest, message) => {
    expect(problemsOf(rule(rest))).toEqual([{ path, message: expect.stringContaining(message) as string }])
  })

  it('S1-31 takes a rule without rest where only touchpoints matter', () => {
    expect(readRule(rule({ restDays: 0 })).ok).toBe(true)
  })

  it.each([
    [ruleLimits.depth, true],
    [ruleLimits.depth + 1, false],
  ])('S1-31 nests %d levels deep: %p', (depth, ok) => {
    expect(readRule(rule({ when: nested(depth) })).ok).toBe(ok)
  })

  it.each([
    [ruleLimits.conditions - 1, true],
    [ruleLimits.conditions, false],
  ])('S1-31 holds %d conditions under one: %p', (n, ok) => {
    expect(readRule(rule({ when: { all: Array.from({ length: n }, () => count) } })).ok).toBe(ok)
  })

  it.each([
    ['a hundred thousand levels', nested(100_000)],
    ['a million conditions', { all: Array.from({ length: 1_000_000 }, () => count) }],
    ['nothing', null],
    ['a list', []],
  ])('S1-31 survives %s', (_, when) => {
    expect(readRule(rule({ when })).ok).toBe(false)
    expect(readRule(when).ok).toBe(false)
  })

  it('S1-26 refuses a package whose steps have one id', () => {
    const step = { id: 's', name: '步骤', task: '做', owner: 'manager', dueDays: 1 }
    const read = readPackage({ id: 'p', version: 1, name: '包', hypothesis: '假设', steps: [step, step] })
    expect(read).toEqual({ ok: false, problems: [{ path: 'steps', message: '步骤编号不能重复' }] })
  })
})

describe('published schemas', () => {
  it.each(Object.entries(publishedSchemas()))('S1-31 %s is the one kept in assets', (name, schema) => {
    const path = join(root, 'assets/schemas', name)
    const text = `${JSON.stringify(schema, null, 2)}\n`
    // After a change of the form: UPDATE_SCHEMAS=1 npx jest documents
    if (process.env.UPDATE_SCHEMAS !== undefined) writeFileSync(path, text)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(text))
  })
})

describe('what comes with the hub', () => {
  it('S1-26 is right in itself: rules compile, packages exist', async () => {
    const { rules, packages } = await loadShipped(shippedFolder)
    expect(compileRules(rules).rules.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['technical-nurture', 'technical-nurture-start', 'hot-lead', 'inquiry', 'returning-silent', 'quote-no-reply'].map(ruleId)),
    )
    expect(packages.map(({ name, steps }) => [name, steps.length])).toEqual([['技术型客户深度培育', 3]])
  }) // prettier-ignore

  it('S1-34 gives every rule and package a hypothesis that says how it would be seen to be wrong', async () => {
    const { rules, packages } = await loadShipped(shippedFolder)
    for (const { hypothesis } of [...rules, ...packages]) expect(hypothesis).toMatch(/如果.+/)
  })

  it('S1-26 refuses a rule that names a package which is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rules-'))
    await writeFile(join(folder, 'a.rule.json'), JSON.stringify(rule({ then: [{ startPackage: 'missing' }] })))
    await expect(loadShipped(folder)).rejects.toMatchObject({ code: 'bad-configuration', message: expect.stringContaining('missing') as string })
  }) // prettier-ignore

  it('S1-31 names file and place of a mistake', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rules-'))
    await writeFile(join(folder, 'b.rule.json'), JSON.stringify(rule({ restDays: -1 })))
    await expect(loadShipped(folder)).rejects.toThrow(/b\.rule\.json.*restDays/)
  })
})
