import type { FieldMap, ImportMap } from './import-map'
import { skip } from './import-map'
import { nearName } from './near-name'
import { columnsOf } from './template'

export interface MissingColumn {
  readonly column: string
  /** The column that was probably meant. */
  readonly near: string | undefined
}

/** Columns that the map asks for and the file does not have. */
export function missingColumns(map: ImportMap, header: readonly string[]): readonly MissingColumn[] {
  const there = new Set(header)
  const asked = new Set(textsOf(map).flatMap(([, text]) => columnsOf(text)))
  return [...asked]
    .filter((column) => !there.has(column))
    .map((column) => ({ column, near: nearName(column, header) }))
}

/** Names that the map asks for and that more than one column has: nobody could say which is meant. */
export function ambiguousColumns(map: ImportMap, header: readonly string[]): readonly string[] {
  const asked = new Set(textsOf(map).flatMap(([, text]) => columnsOf(text)))
  return [...new Set(header.filter((name, i) => asked.has(name) && header.indexOf(name) !== i))]
}

/** Fields that are the same text for every row although a column has that very name: braces were probably forgotten. */
export function columnsWithoutBraces(
  map: ImportMap,
  header: readonly string[],
): readonly { readonly field: string; readonly column: string }[] {
  const there = new Set(header)
  return textsOf(map)
    .filter(([, text]) => there.has(text.trim()))
    .map(([field, text]) => ({ field, column: text.trim() }))
}

/** Every template of the map with the name of its field. */
function textsOf(map: ImportMap): readonly (readonly [field: string, text: string])[] {
  const single = {
    eventId: map.eventId,
    occurredAt: map.occurredAt.from,
    visit: map.visit,
    dwellSeconds: map.dwellSeconds,
  }
  const fields: Record<string, FieldMap | undefined> = {
    verb: map.verb,
    topic: map.topic,
    actor: map.actor,
    'object.type': map.object.type,
    'object.id': map.object.id,
    'object.name': map.object.name,
    ...under('profile', map.profile),
    ...under('properties', map.properties),
  }
  return [
    ...Object.entries(single).flatMap(([field, text]) =>
      text === undefined ? [] : [[field, text] as const],
    ),
    ...Object.entries(map.who).flatMap(([type, texts]) =>
      (texts ?? []).map((text) => [`who.${type}`, text] as const),
    ),
    ...Object.entries(fields).flatMap(([field, of]) => textsOfField(field, of)),
    ...textsOfEvents(map),
  ]
}

const under = <T>(name: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [`${name}.${key}`, value]))

function textsOfField(field: string, of: FieldMap | undefined): (readonly [string, string])[] {
  if (of === undefined) return []
  if (typeof of === 'string') return [[field, of]]
  return [[`${field}.by`, of.by], ...Object.values(of.table).map((text) => [`${field}.table`, text] as const)]
}

function textsOfEvents({ events }: ImportMap): (readonly [string, string])[] {
  if (events === undefined) return []
  const rows = Object.values(events.table).filter((row) => row !== skip)
  const texts = rows.flatMap((row) => [
    row.verb,
    row.topic,
    row.actor,
    row.object?.type,
    row.object?.id,
    row.object?.name,
  ])
  return [
    ['events.by', events.by],
    ...texts.flatMap((text) => (text === undefined ? [] : [['events.table', text] as const])),
  ]
}
