import type { SourceId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { TouchpointInbox } from '../../contract/ports/inbox'
import type { Identifier } from '../../contract/touchpoint'
import type { Database } from '../database'
import type { CustomerBehind } from './domain/hub-view'

export interface ContactsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly inbox: Pick<TouchpointInbox, 'accept'>
  /** The source whose touchpoints tell of contacts; made when it is first needed. */
  readonly source: () => Promise<SourceId>
  /** Everybody, those who left included. */
  readonly members: () => Promise<readonly Member[]>
  /** Whom the hub knows by these identifiers, by `type:value`. */
  readonly customersBehind: (
    identifiers: readonly Identifier[],
  ) => Promise<ReadonlyMap<string, CustomerBehind>>
}
