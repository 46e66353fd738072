import { z } from 'zod'

import { deviceIdentifiers, objectTypes, personalIdentifiers, verbs } from '../../contract/touchpoint'
import { skip } from './domain/import-map'
import type { EventRow, FieldMap, ImportMap } from './domain/import-map'
import { columnsOf, hasTouchingColumns, parseTemplate } from './domain/template'
import { compileTime, offsetOf } from './domain/time-form'

/** Mistakes that are ours to explain; the rest is said by the schema itself. */
export const mapMistakes = [
  'stray-brace',
  'needs-column',
  'touching-columns',
  'unknown-verb',
  'unknown-object-type',
  'unknown-actor',
  'bad-format',
  'bad-zone',
  'no-verb',
  'no-object-type',
  'no-object-id',
  'nobody',
  'too-many',
] as const
export type MapMistake = (typeof mapMistakes)[number]

const most = { table: 2_000, perType: 4, profile: 12, properties: 48, columns: 1_000 }

const mistaken = (is: (text: string) => boolean, mistake: MapMistake) => [is, { error: mistake }] as const

const template = z
  .string()
  .max(256)
  .refine(...mistaken((text) => parseTemplate(text) !== undefined, 'stray-brace'))
/** A text that would be the same in every row makes no sense here. */
const fromColumn = template.refine(...mistaken((text) => columnsOf(text).length > 0, 'needs-column'))

/** A text without columns must be one of the words; what columns say is checked row by row. */
const oneOf = (words: readonly string[], mistake: MapMistake) =>
  template.refine(...mistaken((text) => columnsOf(text).length > 0 || words.includes(text), mistake))

const few = (limit: number) =>
  [
    (record: object) => Object.keys(record).length <= limit,
    { error: 'too-many' satisfies MapMistake },
  ] as const

const key = (length: number) => z.string().min(1).max(length)

/** A text for every row, or one looked up in a table. */
const field = (word: z.ZodType<string, unknown>): z.ZodType<FieldMap, unknown> =>
  z.union([
    word,
    z.strictObject({
      by: template,
      table: z
        .record(z.string().max(256), z.union([z.literal(skip), z.literal(''), word]))
        .refine(...few(most.table)),
    }),
  ])

const verb = oneOf(verbs, 'unknown-verb')
const objectType = oneOf(objectTypes, 'unknown-object-type')
const actor = oneOf(['customer', 'ours'], 'unknown-actor')

const eventRow: z.ZodType<EventRow, unknown> = z.strictObject({
  verb: verb.optional(),
  topic: template.optional(),
  actor: actor.optional(),
  object: z
    .strictObject({ type: objectType.optional(), id: template.optional(), name: template.optional() })
    .optional(),
})

const moment = z.strictObject({
  from: fromColumn,
  format: z.string().max(64).default('iso'),
  zone: z
    .string()
    .max(16)
    .default('+08:00')
    .refine(...mistaken((zone) => offsetOf(zone) !== undefined, 'bad-zone')),
})

const texts = z.union([fromColumn.transform((text) => [text]), z.array(fromColumn).min(1).max(most.perType)])

const csv = z
  .strictObject({
    delimiter: z
      .enum([',', ';', '|', 'tab'])
      .default(',')
      .transform((sign) => (sign === 'tab' ? '\t' : sign)),
    quote: z
      .enum(['"', 'none'])
      .default('"')
      .transform((sign) => (sign === 'none' ? null : sign)),
    columns: z.array(key(128)).min(1).max(most.columns).optional(),
  })
  .prefault({})

/** The map as people write it. Every scalar is a text, as it stands in the file. */
export const importMapForm = z
  .strictObject({
    source: key(100).optional(),
    csv,
    eventId: fromColumn
      .refine(...mistaken((text) => !hasTouchingColumns(text), 'touching-columns'))
      .optional(),
    occurredAt: z
      .union([fromColumn.transform((from) => ({ from, format: 'iso', zone: '+08:00' })), moment])
      .refine(({ format }) => compileTime(format, 'Z') !== undefined, {
        path: ['format'],
        error: 'bad-format' satisfies MapMistake,
      }),
    who: z
      .partialRecord(z.enum([...personalIdentifiers, ...deviceIdentifiers]), texts)
      .refine((who) => Object.keys(who).length > 0, { error: 'nobody' satisfies MapMistake }),
    events: z
      .strictObject({
        by: template,
        table: z.record(z.string().max(256), z.union([z.literal(skip), eventRow])).refine(...few(most.table)),
      })
      .optional(),
    verb: field(verb).optional(),
    object: z
      .strictObject({
        type: field(objectType).optional(),
        id: field(template).optional(),
        name: field(template).optional(),
      })
      .default({}),
    topic: field(template).optional(),
    actor: field(actor).optional(),
    visit: fromColumn.optional(),
    dwellSeconds: fromColumn.optional(),
    profile: z
      .record(key(40), field(template))
      .refine(...few(most.profile))
      .default({}),
    properties: z
      .record(key(64), field(template))
      .refine(...few(most.properties))
      .default({}),
  })
  .superRefine((map, context) => {
    for (const { message, path } of gapsOf(map))
      context.addIssue({ code: 'custom', message, path: [...path] })
  })

interface Gap {
  readonly message: MapMistake
  readonly path: readonly string[]
}

/** What every touchpoint needs and the map leaves open, for the first value that is left open. */
function gapsOf(map: Pick<ImportMap, 'events' | 'verb' | 'object'>): Gap[] {
  const rows = Object.entries(map.events?.table ?? {}).flatMap(([value, row]) =>
    row === skip ? [] : [{ path: ['events', 'table', value], row }],
  )
  const gap = (
    message: MapMistake,
    own: FieldMap | undefined,
    path: readonly string[],
    said: (row: EventRow) => string | undefined,
  ): Gap[] => {
    if (own !== undefined) return []
    if (map.events === undefined) return [{ message, path }]
    const open = rows.find(({ row }) => said(row) === undefined)
    return open === undefined ? [] : [{ message, path: open.path }]
  }
  return [
    ...gap('no-verb', map.verb, ['verb'], (row) => row.verb),
    ...gap('no-object-type', map.object.type, ['object', 'type'], (row) => row.object?.type),
    ...gap('no-object-id', map.object.id, ['object', 'id'], (row) => row.object?.id),
  ]
}
