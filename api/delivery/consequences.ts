import type { PackageState } from '../../contract/autonomy'
import type { FollowUp } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'

/** What follows from an answer besides the record of it. */
export interface Consequences {
  /** Inside the transaction that records an answer which counts. */
  follow(tx: Sql, followUp: FollowUp): Promise<void>
  /** Inside the transaction that takes it back. */
  takenBack(tx: Sql, given: FollowUp, at: Instant): Promise<void>
  /** What has become of the strategy package that a decision speaks of; null where it speaks of none. */
  packageOf(sql: Sql, decision: DecisionId): Promise<PackageState | null>
  /** After either was committed. Never throws: an answer stands whatever becomes of this. */
  settled(decision: DecisionId): Promise<void>
}
