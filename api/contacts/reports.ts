import type { Database } from '../database'
import { countContacts } from './contact-store.typeorm'
import type { ContactCounts } from './contact-store.typeorm'
import type { Conflict } from './domain/conflicts'
import { readConflicts, readRuns } from './run-store.typeorm'
import type { ConflictPage, ContactRun } from './run-store.typeorm'

export interface ContactReports {
  /** The newest first. */
  runs(limit: number): Promise<ContactRun[]>
  conflicts(page: ConflictPage): Promise<Conflict[]>
  counts(): Promise<ContactCounts>
}

/** What the syncs did and found. */
export const createContactReports = ({ read }: Pick<Database, 'read'>): ContactReports => ({
  runs: (limit) => readRuns(read, limit),
  conflicts: (page) => readConflicts(read, page),
  counts: () => countContacts(read),
})
