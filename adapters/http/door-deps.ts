import type { Clock } from '../../contract/ports/clock'
import type { EventMap, SourceGate } from '../../contract/ports/door'
import type { TouchpointInbox } from '../../contract/ports/inbox'

/** What every door is handed. */
export interface DoorDeps {
  readonly inbox: TouchpointInbox
  readonly gate: SourceGate
  readonly eventMap: EventMap
  readonly clock: Clock
}
