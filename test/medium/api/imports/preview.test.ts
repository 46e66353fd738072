import { toIdentifier } from '../../../../adapters/http/identifiers'
import type { ImportReport } from '../../../../api/imports'
import { previewImport, tellPreview, tellProblems, tellReport } from '../../../../api/imports'
import { tempDir } from '../../../support/temp-dir'
import { clock, csvOf, goodRow, map, mapOf, mapText, write } from './import-stage'

const mixed = (no: number): string =>
  no % 10 === 0
    ? goodRow(no).replace('open', 'internal')
    : no % 10 === 1
      ? goodRow(no).replace('open', 'fly')
      : goodRow(no)

describe('O-15 a preview', () => {
  const file = () => write(tempDir(), 'events.csv', csvOf(1_000, mixed))

  it('shows the first rows as they would become, and counts what the rest would be', async () => {
    const preview = await previewImport({
      file: file(),
      map,
      clock,
      toIdentifier,
      language: 'en',
      count: 500,
    })
    expect(preview).toMatchObject({
      counted: 500,
      whole: false,
      kinds: [{ what: 'viewed page', count: 400, firstLine: 3 }],
      skips: [{ what: 'internal', count: 50, firstLine: 11 }],
      problems: [{ what: 'the table of events has nothing for this value: fly', count: 50, firstLine: 2 }],
      people: 40,
      earliest: Date.UTC(2024, 0, 1, 0, 0, 2),
      latest: Date.UTC(2024, 0, 1, 0, 8, 19),
      withoutBraces: [],
    })
    expect(preview.rows.map(({ line, outcome }) => `${line} ${outcome.kind}`).slice(0, 10)).toEqual([
      '2 failed', ...[3, 4, 5, 6, 7, 8, 9, 10].map((line) => `${line} touchpoint`), '11 skipped',
    ]) // prettier-ignore
    expect(preview.rows).toHaveLength(20)
  })

  it('is told in Chinese and in English, and points at braces that were forgotten', async () => {
    const slip = mapOf(mapText.replace('"{where}"', 'where'))
    const preview = await previewImport({ file: file(), map: slip, clock, toIdentifier, count: 20_000 })
    const zh = tellPreview(preview, 'zh').join('\n')
    expect(zh).toContain('! object.id 写的是固定文字 where，正好也是列名。要取这一列，请写 "{where}"')
    expect(zh).toContain('整个文件 1000 行')
    expect(zh).toContain('第 3 行  2024-01-01 08:00:02 account:c2 viewed page:where note 2 价格')
    const en = tellPreview(preview, 'en').join('\n')
    expect(en).toContain('internal  100 times, for example line 11')
    expect(en).toContain('line 11  skipped (internal)')
  })
})

describe('O-15 the report of an import', () => {
  const report: ImportReport = {
    state: 'done', rows: 10, accepted: 5, repeated: 2, skipped: 1, failed: 2, resumedAfter: 4, seconds: 1.26,
    errorFile: 'e.csv', listed: 1,
  } // prettier-ignore

  it('adds up and says where the bad rows are', () => {
    expect(tellReport(report, 'zh')).toEqual([
      '前 4 行是上次导入的，这次接着往下',
      '共 10 行：新收下 5，已有 2，按映射跳过 1，有问题 2',
      '有问题的行在 e.csv（只列出前 1 行）。改好后可以直接导入这个文件',
      '用时 1.3 秒',
    ])
    expect(tellReport({ ...report, state: 'stopped', failed: 0, errorFile: null }, 'en').at(-1)).toMatch(
      /^Stopped/,
    )
    expect(tellReport({ ...report, state: 'done-before' }, 'en')[0]).toMatch(/imported with this map before/)
  })

  it('names problems of a map as editors do', () => {
    expect(tellProblems('m.yaml', [{ line: 3, path: 'verb', message: 'x' }, { line: 1, path: '', message: 'y' }])).toEqual(['m.yaml:3 verb: x', 'm.yaml:1 y']) // prettier-ignore
  })
})
