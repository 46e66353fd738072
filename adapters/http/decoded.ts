import type { EventMap } from '../../contract/ports/door'
import type { Unreadable } from '../../contract/ports/inbox'
import type { Instant } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'

/** One piece of a request, read or not. Never thrown: one bad piece must not fail its neighbours. */
export type Decoded =
  | { readonly ok: true; readonly touchpoint: NewTouchpoint }
  | { readonly ok: false; readonly unreadable: Unreadable }

/** What a piece needs beside itself to be read. */
export interface Reading {
  readonly eventMap: EventMap
  /** The kind the event map knows the source by. */
  readonly sourceKind: string
  readonly receivedAt: Instant
}

/** The piece as it is kept in quarantine, as JSON text of at most 32 KiB. */
export const rawOf = (piece: unknown): string => {
  const text = JSON.stringify(piece) ?? 'null'
  return text.length <= longestRaw ? text : JSON.stringify({ cut: text.slice(0, longestRaw / 2) })
}

export const read = (touchpoint: NewTouchpoint): Decoded => ({ ok: true, touchpoint })

export const unreadable = (
  reason: string,
  detail: string,
  of: { readonly eventName?: string | null; readonly sourceEventId: string; readonly piece: unknown },
): Decoded => ({
  ok: false,
  unreadable: {
    reason,
    detail: detail.slice(0, 500),
    eventName: of.eventName ?? null,
    sourceEventId: of.sourceEventId,
    raw: rawOf(of.piece),
  },
})

/** 32 KiB of UTF-8; a character takes up to three bytes of it. */
const longestRaw = Math.floor((32 * 1024) / 3)
