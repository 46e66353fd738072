import type { Fault } from '../fault'
import type { SourceId } from '../ids'
import type { Instant, Millis } from '../quantities'
import type { NewTouchpoint, ObjectType, Verb } from '../touchpoint'

/** A request as a door sees it: bytes, bounded by the server, before anybody parsed them. */
export interface DoorRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  readonly receivedAt: Instant
}

export interface DoorAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Cut the connection without an answer: the only refusal some SDKs keep their events for. */
  readonly hangUp?: true
}

export interface DoorRoute {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS'
  readonly path: string
  /** The door also gets every path below this one. */
  readonly prefix?: true
}

/** One way in. Doors throw Faults; the server turns them into answers unless the door does so itself. */
export interface Door {
  readonly name: string
  /** Kinds of source whose keys open it, where they are others than its name. */
  readonly kinds?: readonly string[]
  readonly routes: readonly DoorRoute[]
  /** Largest body read, in bytes; gzip may unfold to ten times as much. */
  readonly bodyLimit: number
  /** Pages of any origin call this door: the server answers preflights and adds the CORS headers. */
  readonly browser?: true
  handle(request: DoorRequest): Promise<DoorAnswer>
  /**
   * Reads a piece that was put into quarantine once more, after its event name was given a meaning. Empty when it
   * still cannot be read.
   */
  reread?(
    raw: string,
    receivedAt: Instant,
    /** Of the source it came from; the door's name where it serves one kind only. */
    sourceKind?: string,
  ): { readonly touchpoints: readonly NewTouchpoint[] }
  /**
   * How this dialect hears a refusal, also one that the server made before `handle` was asked. Undefined, or
   * no such method, is the usual JSON answer.
   */
  refuse?(fault: Fault, head: Pick<DoorRequest, 'method' | 'path' | 'headers'>): DoorAnswer | undefined
}

/** Somebody who may hand touchpoints in. */
export interface Source {
  readonly id: SourceId
  readonly name: string
  readonly kind: string
}

/** Which source a key belongs to, and whether it may send that much now. */
export interface SourceGate {
  byKey(kind: string, key: string): Source | undefined
  /** Spends from the source's budget; `wait` is how long until it would fit. */
  admit(
    source: Source,
    touchpoints: number,
  ): { readonly ok: true } | { readonly ok: false; readonly wait: Millis }
}

export interface EventMeaning {
  readonly verb: Verb
  readonly objectType: ObjectType
  readonly topic?: string
}

/** What a source's own event name means in our vocabulary; undefined sends the event to quarantine. */
export interface EventMap {
  meaningOf(sourceKind: string, eventName: string): EventMeaning | undefined
}
