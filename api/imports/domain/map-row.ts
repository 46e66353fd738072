import { compileExtras, compileId, compileMoment, compileWho } from './compile-facts'
import { compileMeaning } from './compile-meaning'
import type { ImportMap } from './import-map'
import type { RowMeans } from './row-means'
import type { RowOutcome } from './row-outcome'
import { failed, isStop } from './row-outcome'
import type { Fields } from './template'

/** `line` is where the row begins in its file, 1 being the first. */
export type MapRow = (row: Fields, line: number) => RowOutcome

/** Compiles the map for a file with this header, in which every column that the map names must be. */
export function compileRows(map: ImportMap, header: readonly string[], means: RowMeans): MapRow {
  const columns = new Map(header.map((name, i) => [name, i]))
  const meaningOf = compileMeaning(map, columns)
  const idOf = compileId(map, columns, means.hash)
  const momentOf = compileMoment(map, columns, means.now)
  const whoOf = compileWho(map, columns, means.toIdentifier)
  const extrasOf = compileExtras(map, columns)

  return (row, line) => {
    if (row.length !== header.length) return miscounted(row, header.length)
    // Asked first: what is skipped needs neither time nor name.
    const meaning = meaningOf(row)
    if (isStop(meaning)) return meaning.outcome
    const occurredAt = momentOf(row)
    if (isStop(occurredAt)) return occurredAt.outcome
    const sourceEventId = idOf(row, line)
    if (isStop(sourceEventId)) return sourceEventId.outcome
    const who = whoOf(row)
    if (isStop(who)) return who.outcome
    const extras = extrasOf(row, who.unusable)
    if (isStop(extras)) return extras.outcome
    const { identifiers } = who
    return {
      kind: 'touchpoint',
      touchpoint: { sourceEventId, occurredAt, ...meaning, identifiers, ...extras },
    }
  }
}

function miscounted(row: Fields, expected: number): RowOutcome {
  const breaks = row.join('').split('\n').length - 1
  return breaks === 0
    ? failed('column-count', 'csv', `${row.length} / ${expected}`).outcome
    : failed('open-quote', 'csv', String(breaks + 1)).outcome
}
