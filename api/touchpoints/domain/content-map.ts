import type { ContentRow } from '../../../contract/content'
import { topic } from '../../../contract/ids'
import type { Topic } from '../../../contract/ids'
import type { Touchpoint, TouchpointObject } from '../../../contract/touchpoint'

/** Adds to a touchpoint what the company knows about the place it happened at. Returns the same object when nothing. */
export type AlignContent = (touchpoint: Touchpoint) => Touchpoint

interface Place {
  readonly row: ContentRow
  readonly topic: Topic
  readonly exposes: readonly Topic[]
}

const REMEMBERED_PATHS = 10_000

/** Compiles the content map; looking a path up again costs one map access. */
export function createContentMap(rows: readonly ContentRow[]): AlignContent {
  const places = rows.map((row) => ({
    pattern: patternOf(row.match),
    place: { row, topic: topic(row.topic), exposes: row.exposes.map(topic) },
  }))
  let seen = new Map<string, Place | null>()

  const placeOf = (path: string): Place | null => {
    const known = seen.get(path)
    if (known !== undefined) return known
    const plain = plainPath(path)
    const place = places.find((p) => p.pattern.test(plain))?.place ?? null
    if (seen.size >= REMEMBERED_PATHS) seen = new Map()
    seen.set(path, place)
    return place
  }

  return (touchpoint) => {
    const place = placeOf(touchpoint.object.id)
    return place === null ? touchpoint : aligned(touchpoint, place)
  }
}

const opening = new Set(['viewed'])

function aligned(t: Touchpoint, place: Place): Touchpoint {
  const exposes = opening.has(t.verb) ? union(t.exposes ?? [], place.exposes) : (t.exposes ?? [])
  return {
    ...t,
    object: named(t.object, place.row),
    topic: t.topic ?? place.topic,
    ...(exposes.length > 0 ? { exposes } : {}),
  }
}

const named = (object: TouchpointObject, row: ContentRow): TouchpointObject =>
  object.name === undefined ? { ...object, name: row.name } : object

const union = (a: readonly Topic[], b: readonly Topic[]): readonly Topic[] =>
  a.length === 0 ? b : [...new Set([...a, ...b])]

/** Query, fragment, host and trailing slash do not change what a page is about. */
function plainPath(path: string): string {
  const bare = path.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '')
  return bare.length > 1 ? bare.replace(/\/+$/, '') : bare
}

const patternOf = (match: string): RegExp =>
  new RegExp(
    `^${match
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  )
