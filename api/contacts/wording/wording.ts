import type { ContactTrouble } from '../../../contract/ports/contacts'
import type { Conflict, ConflictKind } from '../domain/conflicts'
import type { ContactOutcome, ContactRun } from '../run-store.typeorm'

/** What stands in the way, or what is odd; and what to do about it. */
export interface Told {
  readonly what: string
  readonly todo: string
}

/** Everything this module says to the person who keeps the customers in step. */
export interface ContactsWording {
  trouble(trouble: ContactTrouble): Told
  readonly outcome: Readonly<Record<ContactOutcome, string>>
  read(run: Pick<ContactRun, 'followUsers' | 'pairs' | 'calls'>): string
  notRead(what: string): string
  cutShort(what: string): string
  unread(userId: string, what: string): string
  counts(run: Pick<ContactRun, 'added' | 'changed' | 'cameBack' | 'left' | 'unchanged'>): string
  said(run: Pick<ContactRun, 'said' | 'outcome'>): string
  readonly nobody: Told
  held(missing: number, of: number): string
  readonly nobodyMarked: string
  conflicts(counts: string): string
  readonly noConflicts: string
  readonly whereConflicts: string
  readonly conflictKind: Readonly<Record<ConflictKind, string>>
  conflict(conflict: Conflict): Told
  more(lines: number): string
}
