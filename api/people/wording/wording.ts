import type { Platform } from '../../../contract/people'
import type { DirectoryTrouble } from '../../../contract/ports/directory'
import type { Role } from '../../../contract/people'
import type { Unclear } from '../domain/join-accounts'
import type { DirectoryRun } from '../run-store.typeorm'

/** What stands in the way, and what to click. */
export interface Trouble {
  readonly what: string
  readonly todo: string
}

/** Everything this module says to the person who keeps the members in step. */
export interface DirectoryWording {
  readonly platform: Readonly<Record<Platform, string>>
  readonly role: Readonly<Record<Role, string>>
  trouble(platform: Platform, kind: DirectoryTrouble, code: string, detail: string): Trouble
  readonly outcome: Readonly<Record<DirectoryRun['outcome'], string>>
  read(platform: string, people: number, departments: number, calls: number): string
  notRead(platform: string, what: string): string
  counts(run: Pick<DirectoryRun, 'added' | 'changed' | 'removed' | 'unchanged' | 'joined'>): string
  roles(counts: readonly (readonly [string, number])[]): string
  leftOut(people: number): string
  everybodyLeftOut: string
  ownedByRemoved(customers: number): string
  held(leaving: number, of: number): string
  readonly change: {
    readonly added: string
    readonly changed: string
    readonly left: string
    readonly 'came-back': string
  }
  readonly field: Readonly<Record<string, string>>
  readonly unclear: Readonly<Record<Unclear['because'], string>>
  unclearLine(accounts: string, because: string): string
  more(lines: number): string
  circle(names: string): string
}
