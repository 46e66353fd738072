import type { ChatHealth } from '../../contract/ports/chat'
import type { Platform } from '../../contract/people'
import type { MemberSettingsPort } from '../../contract/ports/settings'
import type { ContactStandings } from '../contacts'
import type { Delivery } from '../delivery'
import type { Documents } from '../documents'
import type { Meetings } from '../meetings'
import type { LogStore, Sources } from '../touchpoints'
import type { Modules } from './modules'
import type { Pipeline } from './pipeline'

/** What the desk asks of whom. */
export type DeskModules = Omit<Modules, 'delivery' | 'log'> & {
  readonly log: Pick<LogStore, 'readByIds' | 'countBySource' | 'head'>
  readonly delivery: Pick<
    Delivery,
    | 'answer'
    | 'open'
    | 'openAbout'
    | 'outboundFor'
    | 'newestDecisionFor'
    | 'settledOf'
    | 'undo'
    | 'feedback'
    | 'figures'
    | 'responses'
    | 'alertsPerDay'
    | 'undelivered'
    | 'counts'
    | 'queue'
    | 'redraw'
    | 'wake'
  >
  /** Null where the installation has none to hand out. */
  readonly documents: Documents | null
  readonly meetings: Meetings
  readonly sources: Pick<Sources, 'all' | 'nameOf'>
  readonly settings: MemberSettingsPort
  readonly contacts: ContactStandings
  readonly pipeline: Pick<Pipeline, 'exclusively' | 'figures'>
  readonly chats: ReadonlyMap<Platform, { health(): ChatHealth }>
}
