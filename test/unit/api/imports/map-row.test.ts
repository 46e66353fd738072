import { readFileSync } from 'node:fs'

import { toIdentifier } from '../../../../adapters/http/identifiers'
import { readImportMap } from '../../../../api/imports'
import { columnsWithoutBraces, missingColumns } from '../../../../api/imports/domain/columns-of-map'
import type { ImportMap } from '../../../../api/imports/domain/import-map'
import { compileRows } from '../../../../api/imports/domain/map-row'
import type { RowOutcome } from '../../../../api/imports/domain/row-outcome'
import { rowReasons } from '../../../../api/imports/domain/row-outcome'
import { wordingOf } from '../../../../api/imports/wording'
import { instant } from '../../../../contract/quantities'

const now = instant(Date.parse('2024-06-01T00:00:00Z'))
const means = { toIdentifier, hash: (text: string) => `h${text.length}`, now }

const mapOf = (text: string): ImportMap => {
  const result = readImportMap(text, 'en')
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.map
}

/** One row, given by column, through a map. */
const through = (map: ImportMap | string, row: Readonly<Record<string, string>>, line = 2): RowOutcome => {
  const read = typeof map === 'string' ? mapOf(map) : map
  return compileRows(read, Object.keys(row), means)(Object.values(row), line)
}

const problemOf = (outcome: RowOutcome) => (outcome.kind === 'failed' ? outcome.problem : outcome.kind)
const touchpointOf = (outcome: RowOutcome) => (outcome.kind === 'touchpoint' ? outcome.touchpoint : outcome)

const shop = `
eventId: "{id}"
occurredAt: { from: "{day} {hour}", format: "yyyy/M/d H:mm" }
who: { account: "shop-{customer}", phone: "{phone}", email: "{mail}" }
verb: { by: "{what}", table: { 看: viewed, 买: ordered, 退: skip } }
object: { type: { by: "{what}", table: { 买: order, "*": product } }, id: "{sku}", name: "{title}" }
topic: { by: "{what}", table: { 看: "", "*": "bought-{kind}" } }
visit: "{visit}"
dwellSeconds: "{seconds}"
profile: { name: "{name}" }
properties: { kind: "{kind}", shop: "{{1}}" }
`
const bought = {
  id: '7', day: '2024/3/5', hour: '6:07', customer: '12', phone: '138 0000 0000', mail: 'A@B.cn', what: '买', sku: 'S1',
  title: '水泵', kind: 'pump', visit: 'v1', seconds: '1.5', name: '王芳',
} // prettier-ignore

describe('O-15 a row through a map', () => {
  it('becomes a touchpoint, identifiers in their normal form', () => {
    expect(touchpointOf(through(shop, bought))).toEqual({
      sourceEventId: '7',
      occurredAt: Date.parse('2024-03-05T06:07:00+08:00'),
      actor: 'customer',
      verb: 'ordered',
      object: { type: 'order', id: 'S1', name: '水泵' },
      topic: 'bought-pump',
      identifiers: [
        { type: 'account', value: 'shop-12' },
        { type: 'phone', value: '+8613800000000' },
        { type: 'email', value: 'a@b.cn' },
      ],
      visit: 'v1',
      dwellMs: 1_500,
      profile: { name: '王芳' },
      properties: { kind: 'pump', shop: '{1}' },
    })
  })

  it('says nothing of what its columns leave empty', () => {
    const bare = { ...bought, what: '看', phone: '', mail: ' ', title: '', visit: '', seconds: '', name: '' }
    const touchpoint = touchpointOf(through(shop, bare))
    expect(touchpoint).not.toHaveProperty('topic')
    expect(touchpoint).not.toHaveProperty('visit')
    expect(touchpoint).not.toHaveProperty('dwellMs')
    expect(touchpoint).not.toHaveProperty('profile')
    expect(touchpoint).toMatchObject({
      object: { type: 'product', id: 'S1' },
      identifiers: [{ value: 'shop-12' }],
    })
  })

  it('is skipped where a table says so, whatever else is wrong with it', () => {
    expect(through(shop, { ...bought, what: '退', day: 'never' })).toEqual({ kind: 'skipped', value: '退' })
  })

  it('keeps what names nobody as a property while something else names him', () => {
    const touchpoint = touchpointOf(through(shop, { ...bought, phone: 'ask Wang', mail: '' }))
    expect(touchpoint).toMatchObject({
      identifiers: [{ type: 'account', value: 'shop-12' }],
      properties: { 'who.phone': 'ask Wang' },
    })
  })

  it.each([
    ['bad-time', { day: '2024/2/30' }, '2024/2/30 6:07'],
    ['no-time', { day: '' }, ''],
    ['time-out-of-range', { day: '2024/6/3' }, '2024/6/3 6:07'],
    ['time-out-of-range', { day: '1989/12/30' }, '1989/12/30 6:07'],
    ['no-event-id', { id: '' }, ',2024/3/5'],
    ['no-identifier', { customer: '', phone: 'x', mail: '' }, 'x'],
    ['no-mapping', { what: '借' }, '借'],
    ['no-mapping', { what: '' }, ''],
    ['no-object', { sku: '' }, ''],
    ['topic-too-long', { kind: 'k'.repeat(60) }, `bought-${'k'.repeat(60)}`],
    ['bad-dwell', { seconds: '1m' }, '1m'],
    ['bad-dwell', { seconds: '-1' }, '-1'],
  ])('fails with %s for %j', (reason, wrong, value) => {
    const problem = problemOf(through(shop, { ...bought, ...wrong }))
    expect(problem).toMatchObject({ reason })
    expect(problem).toHaveProperty('value', expect.stringContaining(value))
  })

  it('fails with words that are not ours where they come from columns', () => {
    const free = shop
      .replace(/^verb:.*$/m, 'verb: "{what}"\nactor: "{name}"')
      .replace(/^object:.*$/m, 'object: { type: "{kind}", id: "{sku}" }')
      .replace(/^topic:.*$/m, '')
    expect(problemOf(through(free, bought))).toMatchObject({ reason: 'unknown-verb', value: '买' })
    const verb = { ...bought, what: 'paid' }
    expect(problemOf(through(free, verb))).toMatchObject({ reason: 'unknown-actor', value: '王芳' })
    const actor = { ...verb, name: 'ours' }
    expect(problemOf(through(free, actor))).toMatchObject({ reason: 'unknown-object-type', value: 'pump' })
    expect(through(free, { ...actor, kind: 'order' }).kind).toBe('touchpoint')
  })

  it('fails where it has more or fewer cells than the header', () => {
    const run = compileRows(mapOf(shop), Object.keys(bought), means)
    expect(problemOf(run(['1', '2'], 9))).toEqual({ reason: 'column-count', field: 'csv', value: '2 / 13' })
  })

  it('without eventId is told apart by its content and its line; a long id is hashed', () => {
    const noId = shop.replace(/^eventId:.*$/m, '')
    const ids = [2, 3].map((line) => touchpointOf(through(noId, bought, line)))
    expect(ids).toMatchObject([
      { sourceEventId: expect.stringMatching(/^h\d+@2$/) },
      { sourceEventId: expect.stringMatching(/^h\d+@3$/) },
    ])
    expect(touchpointOf(through(shop, { ...bought, id: 'x'.repeat(129) }))).toMatchObject({
      sourceEventId: 'h129',
    })
    expect(touchpointOf(through(shop, { ...bought, id: 'x'.repeat(128) }))).toMatchObject({
      sourceEventId: 'x'.repeat(128),
    })
  })

  it('is bounded: a day of dwell, 256 characters of an object, 1,024 of a property, whole characters', () => {
    const long = {
      ...bought,
      seconds: '999999',
      sku: 's'.repeat(300),
      kind: '',
      title: `${'t'.repeat(255)}😀`,
    }
    const map = mapOf(shop.replace(/^topic:.*$/m, '').replace('"{{1}}"', '"{name}"'))
    expect(touchpointOf(through(map, { ...long, name: 'n'.repeat(2_000) }))).toMatchObject({
      dwellMs: 86_400_000,
      object: { id: 's'.repeat(256), name: 't'.repeat(255) },
      profile: { name: 'n'.repeat(100) },
      properties: { shop: 'n'.repeat(1_024) },
    })
  })

  it('takes from its row of the events table first, and the rest from the map itself', () => {
    const text = `
occurredAt: "{t}"
who: { account: "{c}" }
verb: viewed
object: { type: page, id: "{p}", name: shown }
topic: all
events: { by: "{k}", table: { buy: { verb: ordered, object: { type: order } }, "n*": { topic: "" , actor: ours }, "*": {} } }`
    const row = { t: '2024-01-01', c: 'x', p: '/', k: 'buy' }
    expect(touchpointOf(through(text, row))).toMatchObject({ verb: 'ordered', object: { type: 'order', id: '/', name: 'shown' }, topic: 'all', actor: 'customer' }) // prettier-ignore
    expect(touchpointOf(through(text, { ...row, k: 'new' }))).toMatchObject({ verb: 'viewed', object: { type: 'page' }, actor: 'ours' }) // prettier-ignore
    expect(touchpointOf(through(text, { ...row, k: 'new' }))).not.toHaveProperty('topic')
  })

  it('has words for every reason in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const said = rowReasons.map((reason) => wordingOf(language).reason(reason, 'topic', 'x'))
      expect(new Set(said).size).toBe(rowReasons.length)
    }
  })
})

describe('O-15 the columns of a map', () => {
  const map = mapOf(shop)

  it('are all found, or named with the one that was probably meant', () => {
    expect(missingColumns(map, Object.keys(bought))).toEqual([])
    const header = Object.keys(bought).map((name) =>
      name === 'phone' ? 'Phone' : name === 'sku' ? 'x' : name,
    )
    expect(missingColumns(map, header)).toEqual([
      { column: 'phone', near: 'Phone' },
      { column: 'sku', near: undefined },
    ])
  })

  it('are probably meant where a constant has the name of one', () => {
    const slip = mapOf(shop.replace('id: "{sku}"', 'id: sku'))
    expect(columnsWithoutBraces(slip, Object.keys(bought))).toEqual([{ field: 'object.id', column: 'sku' }])
  })
})

describe('the maps that come with the product', () => {
  const shipped = (name: string) => mapOf(readFileSync(`assets/maps/${name}.yaml`, 'utf8'))
  const loan = (activity: string, lifecycle = 'COMPLETE', resource = '112') =>
    through(shipped('loan-pipeline'), { case_id: '9', seq: '3', activity, lifecycle, timestamp: '2011-10-01T00:38:44.546+02:00', resource }) // prettier-ignore

  it.each([
    ['A_SUBMITTED', 'reached', 'new', 'customer'],
    ['A_PREACCEPTED', 'reached', 'interested', 'ours'],
    ['A_ACCEPTED', 'reached', 'evaluating', 'ours'],
    ['A_FINALIZED', 'reached', 'negotiating', 'ours'],
    ['A_APPROVED', 'reached', 'won', 'ours'],
    ['A_DECLINED', 'reached', 'lost', 'ours'],
    ['A_CANCELLED', 'reached', 'lost', 'ours'],
    ['O_SENT', 'quoted', 'offer', 'ours'],
    ['O_SENT_BACK', 'replied', 'offer', 'customer'],
    ['W_Nabellen offertes', 'called', 'offer-call', 'ours'],
    ['W_Valideren aanvraag', 'followed-up', 'assessment', 'ours'],
  ])('loan pipeline: %s is %s %s by %s', (activity, verb, topic, actor) => {
    expect(touchpointOf(loan(activity))).toMatchObject({ sourceEventId: '9-3', verb, topic, actor, identifiers: [{ type: 'account', value: 'loan-9' }], properties: { handledBy: 'automatic' } }) // prettier-ignore
  })

  it('loan pipeline: what is planned or begun keeps topics of its own; a new activity is not guessed', () => {
    expect(touchpointOf(loan('W_Nabellen offertes', 'SCHEDULE'))).toMatchObject({
      topic: 'work-planned',
      actor: 'ours',
    })
    expect(touchpointOf(loan('W_Wijzigen contractgegevens', 'START'))).toMatchObject({ topic: 'work-begun' })
    expect(touchpointOf(loan('O_CREATED'))).toMatchObject({ verb: 'followed-up', topic: 'offer-created' })
    expect(loan('X_NEW')).toMatchObject({ kind: 'failed', problem: { reason: 'no-mapping' } })
    expect(touchpointOf(loan('A_APPROVED', 'COMPLETE', '10862'))).toMatchObject({
      properties: { handledBy: 'staff' },
    })
    expect(touchpointOf(loan('A_APPROVED', 'COMPLETE', ''))).toHaveProperty('properties', {
      activity: 'A_APPROVED',
    })
  })

  it('CRM history: a visit, a call and a lost deal', () => {
    const row = { 记录编号: '1', 日期: '2024/3/5', 时间: '9:30', 客户姓名: '王芳', 公司: '示例', 手机: '13800000000', 邮箱: '', 类型: '拜访', 内容: '初访', 金额: '', 负责人: '李雷' } // prettier-ignore
    const of = (kind: string) => touchpointOf(through(shipped('crm-followups'), { ...row, 类型: kind }))
    expect(of('拜访')).toMatchObject({
      verb: 'met',
      actor: 'ours',
      profile: { name: '王芳', company: '示例' },
    })
    expect(of('电话回访')).toMatchObject({ verb: 'called', object: { type: 'call', name: '初访' } })
    expect(of('输单')).toMatchObject({ verb: 'reached', topic: 'lost' })
    expect(of('内部备注')).toEqual({ kind: 'skipped', value: '内部备注' })
  })
})
