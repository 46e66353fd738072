import { cut } from './cut'
import type { FieldMap, LookupTable } from './import-map'
import { skip } from './import-map'
import { compileLookup } from './lookup'
import type { Stop } from './row-outcome'
import { failed, isStop, skipped } from './row-outcome'
import type { Fields, Fill } from './template'
import { compileTemplate } from './template'

export type Columns = ReadonlyMap<string, number>

/** What a field says about one row: its text, nothing, or that the row goes no further. */
export type Ask = (row: Fields) => string | undefined | Stop

/** `name` is how the field is called in the map. */
export function compileField(field: FieldMap | undefined, name: string, columns: Columns): Ask | undefined {
  if (field === undefined) return undefined
  if (typeof field === 'string') return compileTemplate(field, columns)
  const look = compileTable(field, name, columns, (text) => compileTemplate(text, columns))
  return (row) => {
    const fill = look(row)
    return isStop(fill) ? fill : fill(row)
  }
}

/** What the table has for the row, made ready by `prepare` once. A value that nothing fits fails the row. */
export function compileTable<T, Ready>(
  { by, table }: LookupTable<T | typeof skip>,
  name: string,
  columns: Columns,
  prepare: (meaning: T) => Ready,
): (row: Fields) => Ready | Stop {
  const valueOf: Fill = compileTemplate(by, columns, true)
  const ready = Object.entries(table).map(
    ([key, meaning]) => [key, meaning === skip ? skip : { use: prepare(meaning as T) }] as const,
  )
  const look = compileLookup<{ readonly use: Ready } | typeof skip>(Object.fromEntries(ready))
  return (row) => {
    const value = valueOf(row) ?? ''
    const found = look(value)
    if (found === undefined) return failed('no-mapping', name, value)
    return found === skip ? skipped(value) : found.use
  }
}

/** Several named fields together, those that say nothing left out; values are cut to `length`. */
export function compileRecord(
  fields: Readonly<Record<string, FieldMap>>,
  name: string,
  columns: Columns,
  length: number,
): (row: Fields) => Readonly<Record<string, string>> | undefined | Stop {
  const asks = Object.entries(fields).flatMap(([key, field]) => {
    const ask = compileField(field, `${name}.${key}`, columns)
    return ask === undefined ? [] : [[key, ask] as const]
  })
  return (row) => {
    let record: Record<string, string> | undefined
    for (const [key, ask] of asks) {
      const said = ask(row)
      if (said === undefined || said === '') continue
      if (isStop(said)) return said
      record ??= {}
      record[key] = cut(said, length)
    }
    return record
  }
}
