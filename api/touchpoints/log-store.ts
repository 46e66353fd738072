import type { SourceId, TouchpointId } from '../../contract/ids'
import type { ArrivedBatch, Receipt } from '../../contract/ports/inbox'
import type { Touchpoint } from '../../contract/touchpoint'
import type { Sql } from '../database'
import type { PackedBatch } from './packed-batch'

/** The durable log of touchpoints. */
export interface LogStore {
  /** Keeps all batches in one transaction and says per batch what was new. */
  keep(batches: readonly PackedBatch[]): Promise<Receipt[]>
  /** The same inside the caller's transaction. */
  keepIn(tx: Sql, batches: readonly ArrivedBatch[]): Promise<Receipt[]>
  /** Touchpoints after the position, in log order. */
  readAfter(position: number, limit: number): Promise<Touchpoint[]>
  /** Keeps what is in the log but cannot be processed in quarantine as well, with the reason. */
  putAside(tx: Sql, touchpoint: Touchpoint, reason: string): Promise<void>
  /** In log order; ids that are not there are left out. */
  readByIds(ids: readonly TouchpointId[]): Promise<Touchpoint[]>
  /** Highest position in the log, 0 when empty. */
  head(): Promise<number>
  /** When the touchpoint at the position was received, or undefined when nothing is there. */
  firstReceivedAfter(position: number): Promise<number | undefined>
  countBySource(): Promise<{ source: SourceId; touchpoints: number; lastReceivedAt: number }[]>
}
