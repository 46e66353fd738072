import { createHash, randomBytes } from 'node:crypto'

import { sourceId } from '../../contract/ids'
import type { SourceId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { Source, SourceGate } from '../../contract/ports/door'
import { millis } from '../../contract/quantities'
import type { SourceRow, SourceStore } from './source-store.typeorm'

export interface Sources extends SourceGate {
  /** Makes a source and returns its write key, which is shown this once and kept only as a hash. */
  add(
    name: string,
    kind: string,
    perSecond?: number,
  ): Promise<{ readonly source: Source; readonly key: string }>
  /** The source of that name, made with a fresh key nobody holds when it is not there. */
  ensure(name: string, kind: string): Promise<Source>
  /** Registers a key that was made elsewhere, such as a trial's. */
  put(name: string, kind: string, key: string): Promise<Source>
  /** A new key; the old one stops at once. */
  rotate(name: string): Promise<string | undefined>
  reload(): Promise<void>
  all(): readonly SourceRow[]
  nameOf(id: SourceId): string
  kindOf(id: SourceId): string | undefined
}

const BURST_SECONDS = 5

/** Which source a write key belongs to, from memory, and how much it may send. */
export async function createSources(store: SourceStore, clock: Clock): Promise<Sources> {
  let byKey = new Map<string, SourceRow>()
  let byId = new Map<number, SourceRow>()
  // Hashing each request's key would cost more than looking it up; only keys that are known get in here.
  let known = new Map<string, SourceRow>()
  const budgets = new Map<number, { tokens: number; at: number }>()

  const reload = async () => {
    const rows = await store.all()
    byKey = new Map(rows.filter((r) => !r.disabled).map((r) => [`${r.kind}|${r.keyHash}`, r]))
    byId = new Map(rows.map((r) => [r.id, r]))
    known = new Map()
  }
  await reload()

  const find = (kind: string, key: string): SourceRow | undefined => {
    const name = `${kind}|${key}`
    const seen = known.get(name)
    if (seen !== undefined) return seen
    const row = byKey.get(`${kind}|${hashOf(key)}`)
    if (row !== undefined) known.set(name, row)
    return row
  }

  const insert = async (name: string, kind: string, key: string, perSecond: number): Promise<Source> => {
    await store.insert({ name, kind, keyHash: hashOf(key), perSecond, createdAt: clock.now() })
    await reload()
    const row = [...byId.values()].find((r) => r.name === name)
    return { id: sourceId(row?.id ?? 0), name, kind }
  }

  return {
    byKey: (kind, key) => {
      const row = find(kind, key)
      return row === undefined ? undefined : { id: sourceId(row.id), name: row.name, kind: row.kind }
    },
    admit: (source, touchpoints) => spend(budgets, byId.get(source.id), touchpoints, clock.now()),
    add: async (name, kind, perSecond = 5_000) => {
      const key = newKey()
      return { source: await insert(name, kind, key, perSecond), key }
    },
    ensure: async (name, kind) => {
      const row = [...byId.values()].find((r) => r.name === name)
      if (row !== undefined) return { id: sourceId(row.id), name, kind: row.kind }
      return insert(name, kind, newKey(), 5_000)
    },
    put: async (name, kind, key) => {
      const row = find(kind, key)
      if (row !== undefined) return { id: sourceId(row.id), name: row.name, kind }
      return insert(name, kind, key, 5_000)
    },
    rotate: async (name) => {
      const key = newKey()
      const changed = await store.rotate(name, hashOf(key))
      await reload()
      return changed ? key : undefined
    },
    reload,
    all: () => [...byId.values()],
    kindOf: (id) => byId.get(id)?.kind,
    nameOf: (id) => byId.get(id)?.name ?? `#${id}`,
  }
}

const newKey = (): string => `wk_${randomBytes(18).toString('base64url')}`

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** A bucket that fills with the source's rate and holds five seconds of it. */
function spend(
  budgets: Map<number, { tokens: number; at: number }>,
  row: SourceRow | undefined,
  count: number,
  now: number,
): ReturnType<SourceGate['admit']> {
  const rate = row?.perSecond ?? 0
  const size = Math.max(rate * BURST_SECONDS, 1_000)
  const bucket = budgets.get(row?.id ?? 0) ?? { tokens: size, at: now }
  bucket.tokens = Math.min(size, bucket.tokens + ((now - bucket.at) * rate) / 1_000)
  bucket.at = now
  budgets.set(row?.id ?? 0, bucket)
  if (bucket.tokens < count) {
    return { ok: false, wait: millis(Math.ceil(((count - bucket.tokens) / Math.max(rate, 1)) * 1_000)) }
  }
  bucket.tokens -= count
  return { ok: true }
}
