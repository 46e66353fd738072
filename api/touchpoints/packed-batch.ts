import type { SourceId } from '../../contract/ids'
import type { ArrivedBatch, Unreadable } from '../../contract/ports/inbox'
import type { Instant } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'

/** A batch as the log keeps it: nothing but texts, which cost little to hand to another thread. */
export interface PackedBatch {
  readonly source: SourceId
  readonly receivedAt: Instant
  readonly eventIds: readonly string[]
  /** Of the same touchpoints, in the same order. */
  readonly bodies: readonly string[]
  readonly unreadable: readonly Unreadable[]
}

export const packBatch = (batch: ArrivedBatch): PackedBatch => ({
  source: batch.source,
  receivedAt: batch.receivedAt,
  eventIds: batch.touchpoints.map((t) => t.sourceEventId),
  bodies: batch.touchpoints.map(bodyOf),
  unreadable: batch.unreadable,
})

export const sizeOf = (batch: PackedBatch): number => batch.eventIds.length + batch.unreadable.length

/** The touchpoint without what the row's own columns say. Written out: copying all but one property costs twice as much. */
const bodyOf = (t: NewTouchpoint): string =>
  JSON.stringify({
    occurredAt: t.occurredAt,
    actor: t.actor,
    verb: t.verb,
    object: t.object,
    topic: t.topic,
    exposes: t.exposes,
    identifiers: t.identifiers,
    visit: t.visit,
    dwellMs: t.dwellMs,
    profile: t.profile,
    properties: t.properties,
  } satisfies Record<Exclude<keyof NewTouchpoint, 'sourceEventId'>, unknown>)
