import { readImportMap } from '../../../../api/imports'
import type { ImportMap } from '../../../../api/imports/domain/import-map'

const good = `
eventId: "{id}"
occurredAt: "{time}"
who: { account: "{customer}" }
verb: viewed
object: { type: page, id: "{path}" }
`

const mapOf = (text: string): ImportMap => {
  const result = readImportMap(text, 'en')
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.map
}

const problemsOf = (text: string): string[] => {
  const result = readImportMap(text, 'en')
  return result.ok ? [] : result.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`)
}

/** The good map with one line put in place of another, or added. */
const but = (line: string): string => {
  const name = line.slice(0, line.indexOf(':'))
  return good.includes(`\n${name}:`) ? good.replace(new RegExp(`^${name}:.*$`, 'm'), line) : good + line
}

describe('O-15 a map of a file', () => {
  it('is read with what it leaves open filled in', () => {
    expect(mapOf(good)).toEqual({
      csv: { delimiter: ',', quote: '"' },
      eventId: '{id}',
      occurredAt: { from: '{time}', format: 'iso', zone: '+08:00' },
      who: { account: ['{customer}'] },
      verb: 'viewed',
      object: { type: 'page', id: '{path}' },
      profile: {},
      properties: {},
    })
  })

  it('takes every scalar as it is written: numbers, no, and dates are texts', () => {
    const { topic, events } = mapOf(
      but(`topic: { by: "{x}", table: { 0112: a, no: 2024-01-01, "": nothing, "*": 007 } }
events: { by: "{x}", table: { 112: { topic: 1.50 }, "*": skip } }`),
    )
    expect(topic).toEqual({ by: '{x}', table: { '0112': 'a', no: '2024-01-01', '': 'nothing', '*': '007' } })
    expect(events?.table).toEqual({ '112': { topic: '1.50' }, '*': 'skip' })
  })

  it('accepts several columns for one identifier, other separators and names for columns', () => {
    const map = mapOf(
      but(
        'who: { phone: ["{a}", "{b}"], email: "{c}" }\ncsv: { delimiter: tab, quote: none, columns: [a, b] }',
      ),
    )
    expect(map.who).toEqual({ phone: ['{a}', '{b}'], email: ['{c}'] })
    expect(map.csv).toEqual({ delimiter: '\t', quote: null, columns: ['a', 'b'] })
  })

  it.each([
    [
      'a misspelt field',
      'occuredAt: "{t}"',
      /^7 occuredAt: occuredAt is not known here; was occurredAt meant\?$/,
    ],
    ['a text where a column is needed', 'eventId: seq', /^2 eventId: this must come from a column/],
    ['columns that touch', 'eventId: "{a}{b}"', /^2 eventId: put a sign between/],
    ['a brace without its other half', 'topic: "{a"', /^7 topic: a brace stands alone/],
    ['an unknown verb', 'verb: looked', /^5 verb: no such verb/],
    [
      'an unknown verb in a table',
      'verb: { by: "{x}", table: { a: looked } }',
      /^5 verb\.table\.a: no such verb/,
    ],
    ['an unknown type of object', 'object: { type: thing, id: "{path}" }', /^6 object\.type: no such type/],
    ['an unknown actor', 'actor: them', /^7 actor: actor is customer or ours/],
    ['an unknown identifier', 'who: { wechat: "{w}" }', /^4 who\.wechat: /],
    ['nobody', 'who: {}', /^4 who: at least one identifier/],
    [
      'a format nobody can read',
      'occurredAt: { from: "{t}", format: YYYY }',
      /^3 occurredAt\.format: no such format/,
    ],
    [
      'a zone with a name',
      'occurredAt: { from: "{t}", zone: Europe/Paris }',
      /^3 occurredAt\.zone: a zone is written/,
    ],
    ['no object id', 'object: { type: page }', /^6 object: no object id|^6 object.id: no object id/],
    ['braces without quotes', 'topic: {case_id}', /^7 : this needs quotes: "\{case_id\}"/],
    ['a field given twice', 'topic: a\ntopic: b', /^8 : YAML: Map keys must be unique/],
    ['a list for a text', 'topic: [a]', /^7 topic: /],
    ['something else than a map', '', /^$/],
  ])('names %s with its line', (_, line, said) => {
    if (line === '') expect(problemsOf('- a')).toHaveLength(1)
    else expect(problemsOf(but(line))[0]).toMatch(said)
  })

  it('asks for the verb in each row of the events table where the map has none', () => {
    const text =
      good.replace('verb: viewed\n', '') +
      'events: { by: "{x}", table: { a: { verb: viewed }, b: { topic: t }, c: skip } }'
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^6 events\.table\.b: no verb is given/)])
    expect(problemsOf(text.replace('{ topic: t }', 'skip'))).toEqual([])
  })

  it('is bounded in size, in entries and in depth', () => {
    expect(problemsOf(`${good}#${'x'.repeat(300_000)}`)[0]).toMatch(/larger than 256 KB/)
    const rows = Array.from({ length: 2_001 }, (_, i) => `  k${i}: skip`).join('\n')
    expect(problemsOf(`${good}events:\n by: "{x}"\n table:\n${rows}`)[0]).toMatch(/too many entries/)
    for (const deep of ['[', '{a: ', '- ', '? ']) expect(problemsOf(deep.repeat(20_000))).toHaveLength(1)
    const steps = Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')
    expect(problemsOf(steps)).toHaveLength(1)
    const names = Array.from({ length: 60 }, (_, i) => `  p${i}: "{x}"`).join('\n')
    expect(problemsOf(`${good}properties:\n${names}`)[0]).toMatch(/too many entries/)
  })

  it('speaks Chinese unless told otherwise', () => {
    const result = readImportMap(but('occuredAt: "{t}"'))
    expect(result.ok ? [] : result.problems[0]?.message).toBe('没有 occuredAt 这一项，是不是想写 occurredAt')
  })
})
