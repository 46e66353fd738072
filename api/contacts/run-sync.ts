import type { ContactsPort, ContactsReading, ReadingStep } from '../../contract/ports/contacts'
import { isWhole } from '../../contract/ports/contacts'
import type { Instant } from '../../contract/quantities'
import { applyPlans } from './apply-plans'
import * as store from './contact-store.typeorm'
import type { ContactsDeps } from './contacts-deps'
import type { Conflict } from './domain/conflicts'
import { conflictsOf, strangersOf } from './domain/conflicts'
import { userKey } from './domain/contact'
import type { SeenContact } from './domain/contact'
import type { MemberRef } from './domain/hub-view'
import type { ContactPlan } from './domain/plan-contact'
import { planContact } from './domain/plan-contact'
import type { Saying } from './domain/saying'
import { hubNow, membersByAccount } from './hub-now'
import * as runs from './run-store.typeorm'
import type { ContactOutcome, ContactRun } from './run-store.typeorm'
import * as stage from './stage-store.typeorm'

/** More than this share of the contacts missing at once is a mistake until somebody says that it is none. */
const MOST_MISSING = 0.3
const AT_A_TIME = 500
const MOST_UNREAD = 20

export interface ContactsOrder {
  /** `nightly`, or who asks. */
  readonly by: string
  readonly dryRun: boolean
  /** That many contacts leaving is meant. */
  readonly yes: boolean
  readonly signal: AbortSignal
  readonly onProgress?: (step: SyncStep) => void
}

export type SyncStep =
  | { readonly phase: 'reading'; readonly usersDone: number; readonly users: number; readonly pairs: number }
  | { readonly phase: 'taking-over'; readonly contacts: number }

/** Reads into the stage, decides whether it may be taken over, and goes through it a few hundred at a time. */
export async function runSync(
  deps: ContactsDeps,
  port: ContactsPort,
  order: ContactsOrder,
): Promise<ContactRun> {
  const { database, clock } = deps
  const at = clock.now()
  const id = await database.write(async (tx) => {
    await stage.clearStage(tx)
    return runs.beginRun(tx, at, order.by)
  })
  const reading = await readIntoStage(deps, port, order)
  const sync = new Sync(deps, order, reading, id)
  const run = { id, at, by: order.by, ...(await sync.takeOver()) }
  await database.write(async (tx) => {
    await runs.endRun(tx, run)
    await stage.clearStage(tx)
  })
  return run
}

function readIntoStage(
  { database }: ContactsDeps,
  port: ContactsPort,
  { signal, onProgress }: ContactsOrder,
): Promise<ContactsReading> {
  let read = 0
  const take = async ({ pairs, usersDone, users }: ReadingStep): Promise<void> => {
    await database.write((tx) => stage.stagePairs(tx, pairs))
    read += pairs.length
    onProgress?.({ phase: 'reading', usersDone, users, pairs: read })
  }
  return port.read(take, signal)
}

class Sync {
  private readonly counts = { added: 0, changed: 0, 'came-back': 0, unchanged: 0 }
  private readonly conflicts: Partial<Record<Conflict['kind'], number>> = {}
  /** By user key, for WeCom does not write an id the same way each time. */
  private readonly strangers = new Map<string, { readonly userId: string; readonly contacts: number }>()
  private members: ReadonlyMap<string, MemberRef> = new Map()
  private tags: ReadonlyMap<string, string> = new Map()
  private said = 0
  private readonly now: Instant

  constructor(
    private readonly deps: ContactsDeps,
    private readonly order: ContactsOrder,
    private readonly reading: ContactsReading,
    private readonly id: number,
  ) {
    this.now = deps.clock.now()
  }

  async takeOver(): Promise<Omit<ContactRun, 'id' | 'at' | 'by'>> {
    const { database } = this.deps
    const before = (await store.countContacts(database.read)).now
    const whole = isWhole(this.reading)
    const missing = whole ? await stage.countMissing(database.read) : 0
    const meant = this.outcomeOf(missing, before)
    const stopped = meant === 'refused' ? false : await this.goThrough(meant)
    const outcome = stopped && meant === 'applied' ? 'partial' : meant
    const marks = outcome === 'applied' && whole
    const left = marks ? await database.write((tx) => stage.markMissing(tx, this.now)) : missing
    return this.report(outcome, before, outcome === 'partial' ? 0 : left)
  }

  private outcomeOf(missing: number, before: number): ContactOutcome {
    const { reading, order } = this
    if (reading.pages === 0 && reading.trouble !== null) return 'refused'
    if (order.signal.aborted) return 'refused'
    if (order.dryRun) return 'dry-run'
    if (missing > before * MOST_MISSING && !order.yes) return 'held'
    return isWhole(reading) ? 'applied' : 'partial'
  }

  /** True where it was called off on the way. */
  private async goThrough(meant: ContactOutcome): Promise<boolean> {
    const { database } = this.deps
    this.members = membersByAccount(await this.deps.members())
    await this.takeTags(meant)
    let last = ''
    for (let contacts = 0; ;) {
      if (this.order.signal.aborted) return true
      const seen = await stage.readStaged(database.read, last, AT_A_TIME)
      if (seen.length === 0) break
      await this.some(seen, meant)
      last = seen.at(-1)?.person.externalId ?? last
      contacts += seen.length
      this.order.onProgress?.({ phase: 'taking-over', contacts })
    }
    await this.keep([...this.strangers.values()].map((stranger) => ({ kind: 'not-a-member', ...stranger })))
    return false
  }

  private async takeTags(meant: ContactOutcome): Promise<void> {
    const { database } = this.deps
    const { tags } = this.reading
    if (tags !== null && (meant === 'applied' || meant === 'partial'))
      await database.write((tx) => store.keepTags(tx, tags, this.now))
    const known = await store.readTags(database.read)
    this.tags = new Map([...known, ...(tags ?? []).map((tag) => [tag.id, tag.name] as const)])
  }

  private async some(seen: readonly SeenContact[], meant: ContactOutcome): Promise<void> {
    const { deps, members, tags, now } = this
    const known = await store.readContacts(
      deps.database.read,
      seen.map((contact) => contact.person.externalId),
    )
    const hub = await hubNow(deps, seen, { members, tags, staged: true })
    const whole = isWhole(this.reading)
    const plans = seen.map((contact) =>
      planContact(known.get(contact.person.externalId), contact, { whole, now, hub }),
    )
    for (const plan of plans) this.count(plan, hub.memberOf)
    await this.keep(plans.flatMap((p) => conflictsOf(p.contact, nameOf(p), p.proposed, hub)))
    if (meant === 'applied' || meant === 'partial') this.said += await applyPlans(deps, plans, now)
    else this.said += plans.filter((plan) => plan.say !== null).length
  }

  private count({ what, contact }: ContactPlan, memberOf: (userId: string) => MemberRef | undefined): void {
    this.counts[what] += 1
    for (const userId of strangersOf(contact, memberOf)) {
      const known = this.strangers.get(userKey(userId)) ?? { userId, contacts: 0 }
      this.strangers.set(userKey(userId), { ...known, contacts: known.contacts + 1 })
    }
  }

  private async keep(conflicts: readonly Conflict[]): Promise<void> {
    for (const { kind } of conflicts) this.conflicts[kind] = (this.conflicts[kind] ?? 0) + 1
    if (conflicts.length > 0)
      await this.deps.database.write((tx) => runs.keepConflicts(tx, this.id, conflicts))
  }

  private report(
    outcome: ContactOutcome,
    before: number,
    left: number,
  ): Omit<ContactRun, 'id' | 'at' | 'by'> {
    const { followUsers, pairs, calls, trouble, unread } = this.reading
    return {
      ...{ outcome, before, left, pairs, calls, trouble, followUsers: followUsers.length },
      ...{ unread: unread.slice(0, MOST_UNREAD), unreadInAll: unread.length },
      ...{ added: this.counts.added, changed: this.counts.changed, unchanged: this.counts.unchanged },
      ...{ cameBack: this.counts['came-back'], said: this.said, conflicts: this.conflicts },
    }
  }
}

const nameOf = ({ contact }: ContactPlan): string => (JSON.parse(contact.said) as Saying).name
