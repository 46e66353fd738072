import type { Instant } from '../../../contract/quantities'
import { instant } from '../../../contract/quantities'
import type { Identifier, IdentifierType, NewTouchpoint } from '../../../contract/touchpoint'
import type { Columns } from './compile-field'
import { compileRecord } from './compile-field'
import { cut } from './cut'
import type { ImportMap } from './import-map'
import type { RowMeans } from './row-means'
import type { Stop } from './row-outcome'
import { failed, isStop } from './row-outcome'
import type { Fields } from './template'
import { compileTemplate } from './template'
import { compileTime } from './time-form'

const longestId = 128
const mostIdentifiers = 12
const longestProfile = 100
const longestProperty = 1_024
const dayMs = 86_400_000
const longestDwell = dayMs
/** 1990-01-01: business records that somebody still imports are not older. */
const earliest = 631_152_000_000

/** The source's own id of the event, or what stands in for it: the row's hash and its line. */
export function compileId(
  { eventId }: ImportMap,
  columns: Columns,
  hash: RowMeans['hash'],
): (row: Fields, line: number) => string | Stop {
  if (eventId === undefined) return (row, line) => `${hash(JSON.stringify(row))}@${line}`
  const fill = compileTemplate(eventId, columns)
  return (row) => {
    const id = fill(row)
    if (id === undefined) return failed('no-event-id', 'eventId', row.join(','))
    return id.length <= longestId ? id : hash(id)
  }
}

export function compileMoment(
  { occurredAt }: ImportMap,
  columns: Columns,
  now: Instant,
): (row: Fields) => Instant | Stop {
  const fill = compileTemplate(occurredAt.from, columns)
  const read = compileTime(occurredAt.format, occurredAt.zone)
  return (row) => {
    const text = fill(row)
    if (text === undefined) return failed('no-time', 'occurredAt', '')
    const ms = read?.(text)
    if (ms === undefined) return failed('bad-time', 'occurredAt', text)
    if (ms < earliest || ms > now + dayMs) return failed('time-out-of-range', 'occurredAt', text)
    return instant(ms)
  }
}

export interface Found {
  readonly identifiers: readonly Identifier[]
  /** What stood there and names nobody, such as a phone number with letters in it. */
  readonly unusable: Readonly<Record<string, string>> | undefined
}

export function compileWho(
  { who }: ImportMap,
  columns: Columns,
  toIdentifier: RowMeans['toIdentifier'],
): (row: Fields) => Found | Stop {
  const asks = Object.entries(who).flatMap(([type, texts]) =>
    (texts ?? []).map((text) => ({ type: type as IdentifierType, fill: compileTemplate(text, columns) })),
  )
  return (row) => {
    const identifiers: Identifier[] = []
    let unusable: Record<string, string> | undefined
    for (const { type, fill } of asks) {
      const text = fill(row)
      if (text === undefined) continue
      const found = toIdentifier(type, text)
      if (found === undefined) (unusable ??= {})[`who.${type}`] = cut(text, longestProperty)
      else if (identifiers.length < mostIdentifiers && !isAmong(identifiers, found)) identifiers.push(found)
    }
    if (identifiers.length > 0) return { identifiers, unusable }
    return failed('no-identifier', 'who', Object.values(unusable ?? {}).join(', '))
  }
}

const isAmong = (known: readonly Identifier[], { type, value }: Identifier): boolean =>
  known.some((one) => one.type === type && one.value === value)

export type Extras = Pick<NewTouchpoint, 'visit' | 'dwellMs' | 'profile' | 'properties'>

export function compileExtras(
  map: ImportMap,
  columns: Columns,
): (row: Fields, unusable: Found['unusable']) => Extras | Stop {
  const visitOf = map.visit === undefined ? undefined : compileTemplate(map.visit, columns)
  const secondsOf = map.dwellSeconds === undefined ? undefined : compileTemplate(map.dwellSeconds, columns)
  const profileOf = compileRecord(map.profile, 'profile', columns, longestProfile)
  const propertiesOf = compileRecord(map.properties, 'properties', columns, longestProperty)
  return (row, unusable) => {
    const dwell = dwellMs(secondsOf?.(row))
    if (isStop(dwell)) return dwell
    const profile = profileOf(row)
    if (isStop(profile)) return profile
    const properties = propertiesOf(row)
    if (isStop(properties)) return properties
    const visit = visitOf?.(row)
    const kept = unusable === undefined ? properties : { ...properties, ...unusable }
    return {
      ...(visit === undefined ? undefined : { visit: cut(visit, longestId) }),
      ...(dwell === undefined ? undefined : { dwellMs: dwell }),
      ...(profile === undefined ? undefined : { profile }),
      ...(kept === undefined ? undefined : { properties: kept }),
    }
  }
}

/** A day at most: a page that was left open over a holiday was not looked at that long. */
function dwellMs(text: string | undefined): number | undefined | Stop {
  if (text === undefined) return undefined
  if (!/^\d{1,12}(\.\d+)?$/.test(text)) return failed('bad-dwell', 'dwellSeconds', text)
  return Math.min(Math.round(Number(text) * 1_000), longestDwell)
}
