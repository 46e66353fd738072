import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { toIdentifier } from '../../../../adapters/http/identifiers'
import type { Database } from '../../../../api/database'
import type { ImportTask } from '../../../../api/imports'
import { createImportLedger, readImportMap } from '../../../../api/imports'
import { createInbox, createLogStore, createSourceStore, createSources } from '../../../../api/touchpoints'
import { instant } from '../../../../contract/quantities'

export const clock = { now: () => instant(Date.now()) }

/** One column for each thing that can go wrong. */
export const mapText = `
eventId: "e{no}"
occurredAt: "{at}"
who: { account: "{who}" }
events:
  by: "{what}"
  table:
    open: { verb: viewed }
    buy: { verb: ordered, object: { type: order } }
    "internal*": skip
object: { type: page, id: "{where}", name: "{note}" }
`

export const mapOf = (text: string): ImportTask['map'] => {
  const result = readImportMap(text, 'en')
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.map
}

export const map = mapOf(mapText)
export const headLine = 'no,at,who,what,where,note'

/** `count` rows with a break inside quotes in each hundredth and signs of other scripts in each. */
export const csvOf = (count: number, rowOf = goodRow): string =>
  [headLine, ...Array.from({ length: count }, (_, i) => rowOf(i + 1))].join('\n')

export const goodRow = (no: number): string => {
  const at = new Date(Date.UTC(2024, 0, 1) + no * 1_000).toISOString()
  const note = no % 100 === 0 ? `"第 ${no} 行,\n两行"` : `note ${no} 价格`
  return `${no},${at},c${no % 50},open,/p/${no % 10},${note}`
}

export const write = (folder: string, name: string, content: string | Buffer): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

/** Everything an import needs but the file, on this database. */
export async function taskOn(database: Database, sourceName: string): Promise<Omit<ImportTask, 'file'>> {
  const sources = await createSources(createSourceStore(database), clock)
  const source = (await sources.ensure(sourceName, 'import')).id
  const inbox = createInbox(createLogStore(database))
  const ledger = createImportLedger(database)
  return { map, source, inbox, ledger, clock, toIdentifier, language: 'en' }
}

/** The ids in the log of this source, in their order, and how many rows they are. */
export async function keptIn(database: Database, source: number): Promise<readonly string[]> {
  const rows = await database.read.rows<{ id: string }>(
    'SELECT source_event_id AS id FROM touchpoint_log WHERE source_id = ? ORDER BY seq',
    [source],
  )
  return rows.map(({ id }) => id)
}
