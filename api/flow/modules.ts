import type { MemberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Clock } from '../../contract/ports/clock'
import type { WorkCalendar } from '../calendar'
import type { Customers } from '../customers'
import type { Database } from '../database'
import type { DecisionStore } from '../decisions'
import type { Delivery } from '../delivery'
import type { Identity } from '../identity'
import type { CompiledTemplate } from '../intent'
import type { People } from '../people'
import type { Strategy } from '../strategy'
import type { AlignContent, LogStore } from '../touchpoints'

/** Everyone the flow puts in order. */
export interface Modules {
  readonly database: Database
  readonly clock: Clock
  readonly log: LogStore
  readonly identity: Identity
  readonly customers: Customers
  readonly decisions: DecisionStore
  readonly strategy: Strategy
  readonly people: People
  readonly delivery: Pick<Delivery, 'queue' | 'wake'>
  readonly template: CompiledTemplate
  readonly align: AlignContent
  readonly calendar: WorkCalendar
  /** The member whom a customer list calls by this name or account. */
  ownerNamed(name: string): MemberId | undefined
  /** Told of things that no caller waits for. */
  readonly logger: FlowLog
}

export interface FlowLog {
  info(detail: Readonly<Record<string, unknown>>, message: string): void
  warn(detail: Readonly<Record<string, unknown>>, message: string): void
  error(detail: Readonly<Record<string, unknown>>, message: string): void
}

/** Figures of the pipeline for /metrics and /readyz. */
export interface PipelineFigures {
  readonly position: number
  readonly processed: number
  readonly decisions: number
  readonly batches: number
  readonly failures: number
  /** When the last batch was committed. */
  readonly lastCommitAt: Instant | null
}
