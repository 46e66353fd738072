import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { importTouchpoints } from '../../../../api/imports'
import type { ImportState, ImportTask } from '../../../../api/imports'
import { Fault } from '../../../../contract/fault'
import type { TouchpointInbox } from '../../../../contract/ports/inbox'
import { millis } from '../../../../contract/quantities'
import { awaitUntil } from '../../../support/await-until'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'
import { tempDir } from '../../../support/temp-dir'
import { csvOf, goodRow, headLine, keptIn, mapOf, mapText, taskOn, write } from './import-stage'

const idsUpTo = (count: number): string[] => Array.from({ length: count }, (_, i) => `e${i + 1}`)

describe.each(reachable)('O-15 an import into %s', (dialect) => {
  let test: TestDatabase
  let named = 0
  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())

  const stage = async (name: string, content: string | Buffer) => {
    const source = `import-${(named += 1)}`
    const task = await taskOn(test.database, source)
    const file = write(tempDir(), name, content)
    return { task: { ...task, file }, source, kept: () => keptIn(test.database, task.source) }
  }

  it('J-09 keeps 5,000 rows once, in their order, however often they are imported', async () => {
    const { task, kept } = await stage('events.csv.gz', gzipSync(csvOf(5_000)))
    const first = await importTouchpoints(task)
    expect(first).toMatchObject({ state: 'done', rows: 5_000, accepted: 5_000, repeated: 0, skipped: 0, failed: 0, resumedAfter: 0, errorFile: null }) // prettier-ignore
    expect(await kept()).toEqual(idsUpTo(5_000))

    const second = await importTouchpoints(task)
    expect(second).toMatchObject({ state: 'done-before', rows: 5_000, accepted: 5_000 })
    const third = await importTouchpoints({ ...task, again: true })
    expect(third).toMatchObject({ state: 'done', rows: 5_000, accepted: 0, repeated: 5_000 })
    expect(await kept()).toHaveLength(5_000)
  })

  it('J-09 goes on where it was stopped and ends with every row once', async () => {
    const { task, kept } = await stage('events.csv', csvOf(5_000))
    const stop = new AbortController()
    const onProgress = ({ phase, rows }: ImportState) => {
      if (phase === 'importing' && rows >= 1_500) stop.abort()
    }
    const stopped = await importTouchpoints({ ...task, signal: stop.signal, onProgress })
    expect(stopped.state).toBe('stopped')
    expect(stopped.rows).toBeGreaterThanOrEqual(1_500)
    expect(stopped.rows).toBeLessThan(5_000)
    expect(await kept()).toEqual(idsUpTo(stopped.rows))

    const rest = await importTouchpoints(task)
    expect(rest).toMatchObject({
      state: 'done',
      resumedAfter: stopped.rows,
      rows: 5_000,
      accepted: 5_000,
      repeated: 0,
    })
    expect(await kept()).toEqual(idsUpTo(5_000))
  })

  it('J-09 loses and doubles nothing when its process is killed in the middle', async () => {
    const bad = (no: number) => (no % 250 === 0 ? goodRow(no).replace('open', 'fly') : goodRow(no))
    const { task, source, kept } = await stage('events.csv', csvOf(5_000, bad))
    const child = spawn(process.execPath, [
      '-r', join(__dirname, 'typescript-hook.cjs'), join(__dirname, 'import-child.ts'),
      JSON.stringify(test.url), task.file, source,
    ]) // prettier-ignore
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await awaitUntil('the child to hold', () => said.includes('holding'), 25_000)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const before = (await kept()).length
    expect(before).toBeGreaterThanOrEqual(3_000)
    expect(before).toBeLessThan(4_980)

    const report = await importTouchpoints(task)
    expect(report).toMatchObject({ state: 'done', rows: 5_000, skipped: 0, failed: 20 })
    expect(report.resumedAfter).toBeGreaterThan(0)
    expect(report.accepted + report.repeated).toBe(4_980)
    expect(new Set(await kept()).size).toBe(4_980)
    expect(await kept()).toHaveLength(4_980)
    // Each bad row is listed once, although the killed run had listed some.
    const listed = readFileSync(report.errorFile ?? '', 'utf8')
      .trim()
      .split('\r\n')
      .slice(1)
    expect(listed.map((row) => row.split(',')[3])).toEqual(
      Array.from({ length: 20 }, (_, i) => String((i + 1) * 250)),
    )
  })

  it('lists each bad row with line, reason and content; corrected, the list is itself a file to import', async () => {
    const rows = [
      goodRow(1),
      '2,someday,c2,open,/p,"a ""quoted""\nnote"',
      '3,2024-01-01T00:00:00Z,,open,/p,=1+1',
      '4,2024-01-01T00:00:00Z,c4,internal memo,/p,x',
      '',
      '5,2024-01-01T00:00:00Z,c5,fly,/p,x',
      '6,2024-01-01T00:00:00Z,c6,open',
      '6,2024-01-01T00:00:00Z,c6,open,/p,x,more',
      goodRow(1),
    ]
    const { task, kept } = await stage('events.csv', `\uFEFF${[headLine, ...rows].join('\r\n')}\r\n`)
    const report = await importTouchpoints(task)
    expect(report).toMatchObject({ rows: 8, accepted: 1, repeated: 1, skipped: 1, failed: 5, listed: 5 })
    const errors = readFileSync(`${task.file}.errors.csv`, 'utf8')
    expect(errors).toBe(
      `\uFEFF${[
        'error_line,error_reason,error_detail,no,at,who,what,where,note',
        '3,bad-time,no time that can be read: someday; check occurredAt.format in the map,2,someday,c2,open,/p,"a ""quoted""\nnote"',
        '5,no-identifier,nobody is named: the columns of identifiers are empty or unusable,3,2024-01-01T00:00:00Z,,open,/p,=1+1',
        '8,no-mapping,the table of events has nothing for this value: fly,5,2024-01-01T00:00:00Z,c5,fly,/p,x',
        '9,column-count,not as many cells as the header has (4 / 6); look for a separator or quote too many,6,2024-01-01T00:00:00Z,c6,open',
        '10,column-count,not as many cells as the header has (7 / 6); look for a separator or quote too many,6,2024-01-01T00:00:00Z,c6,open,/p,x,more',
      ].join('\r\n')}\r\n`,
    )

    const corrected = errors
      .replace('2,someday', '2,2024-01-02')
      .replace('Z,,open', 'Z,c3,open')
      .replace('c5,fly', 'c5,buy')
      .split('\r\n')
    const again = write(tempDir(), 'corrected.csv', [...corrected.slice(0, 4), ''].join('\r\n'))
    expect(await importTouchpoints({ ...task, file: again })).toMatchObject({
      rows: 3,
      accepted: 3,
      failed: 0,
    })
    expect(await kept()).toEqual(['e1', 'e2', 'e3', 'e5'])
  })

  it('J-09 waits for a store that is away, and hands each row in', async () => {
    const { task, kept } = await stage('events.csv', csvOf(3_000))
    let calls = 0
    const moody: TouchpointInbox = {
      accept: (batch) => {
        calls += 1
        const code = calls % 3 === 0 ? 'busy' : 'store-unavailable'
        if (calls % 2 === 1) throw new Fault({ code, message: code, advice: '', retryAfter: millis(1) })
        return task.inbox.accept(batch)
      },
    }
    expect(await importTouchpoints({ ...task, inbox: moody })).toMatchObject({ accepted: 3_000, repeated: 0 })
    expect(await kept()).toHaveLength(3_000)
  })

  it('keeps what was done before a failure, says what failed, and goes on from there', async () => {
    const { task, kept } = await stage('events.csv', csvOf(4_000))
    let calls = 0
    const broken: TouchpointInbox = {
      accept: (batch) =>
        (calls += 1) > 3 ? Promise.reject(new Error('disk on fire')) : task.inbox.accept(batch),
    }
    await expect(importTouchpoints({ ...task, inbox: broken })).rejects.toThrow('disk on fire')
    expect(await kept()).toEqual(idsUpTo(1_500))
    expect(await importTouchpoints(task)).toMatchObject({ resumedAfter: 1_500, accepted: 4_000, repeated: 0 })
  })
})

describe('O-15 the file of an import', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await freshDatabase('sqlite')
  })
  afterAll(() => test.drop())

  const taskFor = async (name: string, content: string | Buffer, more: Partial<ImportTask> = {}) => ({
    ...(await taskOn(test.database, 'files')),
    file: write(tempDir(), name, content),
    ...more,
  })
  const faultOf = async (task: ImportTask): Promise<Fault> =>
    importTouchpoints(task).then(
      () => Promise.reject(new Error('it was imported')),
      (cause: unknown) => cause as Fault,
    )
  const nothingKept = async () => expect(await keptIn(test.database, (await taskOn(test.database, 'files')).source)).toEqual([]) // prettier-ignore

  const gbk = Buffer.concat([
    Buffer.from(`${headLine}\n`),
    Buffer.from([0x31, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a]),
  ])
  const packed = gzipSync(csvOf(5_000))

  it.each<[string, string | Buffer, string, RegExp, RegExp]>([
    ['GBK', gbk, 'bad-charset', /Line 2 .* looks like GBK \("姓名"\)/, /CSV UTF-8/],
    ['half a character', Buffer.from([0x61, 0xe4, 0xbd]), 'bad-charset', /Line 1 .* not UTF-8/, /iconv/],
    ['compressed data cut off', packed.subarray(0, packed.length - 500), 'bad-encoding', /damaged or incomplete/, /gzip -t/],
    ['compressed data with a byte changed', Buffer.concat([packed.subarray(0, 3_000), Buffer.from([255, 0, 255]), packed.subarray(3_003)]), 'bad-encoding', /damaged/, /gzip -t/],
    ['an Excel workbook', Buffer.from('504b0304140006000800', 'hex'), 'unsupported-media', /Excel workbook/, /CSV UTF-8/],
    ['UTF-16', Buffer.from('\uFEFFno,at', 'utf16le'), 'unsupported-media', /UTF-16/, /CSV UTF-8/],
    ['zeros', Buffer.from('no,at\n\0\n'), 'unsupported-media', /not a text file/, /gzip/],
    ['nothing', '', 'bad-request', /no data/, /header line/],
    ['other columns', 'No,time,who,what,where,note\n1,2,3,4,5,6', 'bad-configuration', /no \(was No meant\?\), at\b/, /Its columns are: No, time/],
    ['another separator', csvOf(3).replaceAll(',', ';'), 'bad-configuration', /lacks columns/, /csv.delimiter/],
    ['one column twice', `${headLine},who\n1,2,3,4,5,6,7`, 'bad-configuration', /more than once: who/, /csv.columns/],
    ['a map that fits nothing', csvOf(1_500, (no) => goodRow(no).replace('open', 'fly')), 'bad-configuration', /None of the first 1000 rows .* fly/, /--dry-run/],
  ])('with %s is refused with advice and nothing is kept', async (_, content, code, message, advice) => {
    const fault = await faultOf(await taskFor('events.csv', content))
    expect(fault).toMatchObject({ code, message: expect.stringMatching(message), advice: expect.stringMatching(advice) })
    await nothingKept()
  }) // prettier-ignore

  it('that is not there is refused with advice', async () => {
    const task = await taskFor('events.csv', '')
    expect(await faultOf({ ...task, file: `${task.file}x` })).toMatchObject({ code: 'not-found' })
    expect(await faultOf({ ...task, file: tempDir() })).toMatchObject({ code: 'not-found' })
  })

  it('is refused before anything is kept where the errors could not be listed', async () => {
    const task = await taskFor('events.csv', csvOf(10), { errorFile: '/nowhere/at/all/errors.csv' })
    expect(await faultOf(task)).toMatchObject({
      code: 'bad-configuration',
      advice: expect.stringMatching(/--errors/),
    })
    await nothingKept()
  })

  it('with a quote that is never closed is imported up to there, and says where', async () => {
    const plainRow = (no: number) => goodRow(no % 100 === 0 ? no + 1_000_001 : no)
    const closed = csvOf(2_000, plainRow)
    const content = `${closed.replace('note 1201 ', '"note 1201 ')}\n${'x,'.repeat(600_000)}`
    const task = {
      ...(await taskOn(test.database, 'quotes')),
      file: write(tempDir(), 'events.csv', content),
    }
    expect(await faultOf(task)).toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/near line 1202 .*never closed/),
    })
    const mended = { ...task, file: write(tempDir(), 'events.csv', closed) }
    expect(await importTouchpoints(mended)).toMatchObject({ rows: 2_000, accepted: 800, repeated: 1_200 })
    const plain = { ...mended, map: mapOf(`${mapText}csv: { quote: none }\n`), file: write(tempDir(), 'e.csv', `${headLine}\n9001,2024-01-01,c,open,/p,5" pipe\n`) } // prettier-ignore
    expect(await importTouchpoints(plain)).toMatchObject({ accepted: 1, failed: 0 })
  })

  it.each([
    [
      'a mark of UTF-8, CRLF and quoted breaks',
      (csv: string) => `\uFEFF${csv.replaceAll('\n', '\r\n')}\r\n\r\n`,
    ],
    ['both kinds of line ends', (csv: string) => csv.replace(/\n(?=[1-9]*5,)/g, '\r\n')],
    [
      'blanks around the names of columns',
      (csv: string) => csv.replace(headLine, headLine.replaceAll(',', ' , ')),
    ],
  ])('with %s is read as it is meant, and its lines are counted right', async (name, form) => {
    const content = form(csvOf(300, (no) => (no === 250 ? goodRow(no).replace('T', '?') : goodRow(no))))
    const task = { ...(await taskOn(test.database, name)), file: write(tempDir(), 'events.csv', content) }
    const report = await importTouchpoints(task)
    expect(report).toMatchObject({ rows: 300, accepted: 299, failed: 1 })
    // The header and two breaks inside rows before it.
    expect(readFileSync(report.errorFile ?? '', 'utf8').split('\r\n')[1]).toMatch(/^253,bad-time,/)
    const [row] = await test.database.read.rows<{ body: string }>(
      'SELECT body FROM touchpoint_log WHERE source_id = ? AND source_event_id = ?',
      [task.source, 'e100'],
    )
    expect(JSON.parse(row?.body ?? '{}')).toMatchObject({
      object: { name: expect.stringMatching(/^第 100 行,\r?\n两行$/) },
    })
  })

  it('may come without a header, and without ids of its own', async () => {
    const noId = mapText.replace(/eventId.*\n/, '')
    const headless = mapOf(`${noId}csv: { delimiter: tab, columns: [no, at, who, what, where, note] }\n`)
    const row = goodRow(1).replaceAll(',', '\t')
    const base = await taskOn(test.database, 'headless')
    const file = write(tempDir(), 'events.tsv', `${row}\n${row}\n`)
    expect(await importTouchpoints({ ...base, file, map: headless })).toMatchObject({ rows: 2, accepted: 2 })
    // The same content from another file is the same rows.
    const copy = write(tempDir(), 'copy.tsv', `${row}\r\n${row}\r\n${row}\r\n`)
    expect(await importTouchpoints({ ...base, file: copy, map: headless })).toMatchObject({
      accepted: 1,
      repeated: 2,
    })
  })

  it('tells its progress from the first byte to the last, and leaves no error file where there are no errors', async () => {
    const seen: ImportState[] = []
    const task = {
      ...(await taskOn(test.database, 'progress')),
      file: write(tempDir(), 'events.csv', csvOf(3_000)),
    }
    write(tempDir(), 'x', '')
    await importTouchpoints({ ...task, onProgress: (state) => void seen.push(state) })
    expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['checking', 'importing']))
    const importing = seen.filter(({ phase }) => phase === 'importing')
    expect(importing.map(({ rows }) => rows)).toEqual([500, 1_000, 1_500, 2_000, 2_500, 3_000])
    expect(importing.every(({ bytes }, i) => bytes >= (importing[i - 1]?.bytes ?? 0))).toBe(true)
    expect(seen.at(-1)).toMatchObject({ bytes: seen.at(-1)?.totalBytes, accepted: 3_000 })
    expect(existsSync(`${task.file}.errors.csv`)).toBe(false)
  })

  it('is imported afresh with another map, and the old list of errors goes', async () => {
    const task = { ...(await taskOn(test.database, 'maps')), file: write(tempDir(), 'events.csv', csvOf(200, (no) => (no > 100 ? goodRow(no).replace('open', 'fly') : goodRow(no)))) } // prettier-ignore
    expect(await importTouchpoints(task)).toMatchObject({ accepted: 100, failed: 100 })
    const better = mapOf(mapText.replace('open:', 'fly: { verb: used }\n    open:'))
    expect(await importTouchpoints({ ...task, map: better })).toMatchObject({ state: 'done', accepted: 100, repeated: 100, failed: 0 }) // prettier-ignore
    expect(existsSync(`${task.file}.errors.csv`)).toBe(false)
  })
})
