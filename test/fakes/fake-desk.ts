import type { FollowUpAnswer } from '../../contract/decision'
import type { Verdict } from '../../contract/feedback'
import type { DecisionId } from '../../contract/ids'
import { decisionOf } from '../../contract/notice'
import type { CustomerBrief, OutboundNotice } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type {
  Confirmed,
  ConfirmTarget,
  CustomerPage,
  DecisionExplained,
  FeedbackKept,
  Found,
  HotCustomer,
  HubDesk,
  MissExplained,
} from '../../contract/ports/desk'
import type { Instant } from '../../contract/quantities'

interface Kept {
  readonly now: Instant
  readonly hot?: readonly HotCustomer[]
  readonly pages?: readonly CustomerPage[]
  readonly explained?: readonly DecisionExplained[]
  readonly misses?: readonly MissExplained[]
  /** Newest first. */
  readonly notices?: readonly OutboundNotice[]
}

/** A desk that keeps what it is given, settles a notice once, and remembers every question put to it. */
export class FakeDesk implements HubDesk {
  readonly asked: string[] = []
  readonly notes: (string | null)[] = []
  private notices: readonly OutboundNotice[]

  constructor(private readonly kept: Kept) {
    this.notices = kept.notices ?? []
  }

  async hot(_: Member, limit: number, offset: number): Promise<readonly HotCustomer[]> {
    this.asked.push(`hot ${limit} ${offset}`)
    return (this.kept.hot ?? []).slice(offset, offset + limit)
  }

  async customer(_: Member, query: string): Promise<Found<CustomerPage>> {
    this.asked.push(`customer ${query}`)
    return find(this.kept.pages ?? [], (page) => page, query)
  }

  async explain(asker: Member, decision: DecisionId | null): Promise<Found<DecisionExplained>> {
    this.asked.push(`explain ${decision}`)
    const newest = this.ofAsker(asker).flatMap(({ notice }) => decisionOf(notice) ?? [])[0]
    const value = this.kept.explained?.find((known) => known.decision === (decision ?? newest))
    return value === undefined ? { kind: 'none' } : { kind: 'found', value }
  }

  async explainMiss(_: Member, query: string): Promise<Found<MissExplained>> {
    this.asked.push(`explainMiss ${query}`)
    return find(this.kept.misses ?? [], ({ customer }) => customer, query)
  }

  async confirm(
    asker: Member,
    which: ConfirmTarget,
    answer: FollowUpAnswer,
    note: string | null,
  ): Promise<Confirmed> {
    this.asked.push(`confirm ${JSON.stringify(which)} ${answer}`)
    const known = 'newest' in which ? this.ofAsker(asker) : this.notices
    const meant = known.filter((outbound) => isMeant(outbound, which))
    const target = meant.find(({ settled }) => settled.kind === 'open') ?? meant[0]
    if (target === undefined) return { kind: 'unknown' }
    if (target.member !== asker.id) return { kind: 'not-yours' }
    const settles = answer !== 'snoozed' && isOpen(target)
    if (target.settled.kind === 'answered' && !settles) return { kind: 'already', notice: target }
    this.notes.push(note)
    const settled = { kind: 'answered', by: asker.name, answer, at: this.kept.now } as const
    const notice: OutboundNotice = { ...target, settled }
    this.notices = this.notices.map((known) => (known === target ? notice : known))
    return { kind: 'done', notice }
  }

  async open(asker: Member, limit: number): Promise<readonly OutboundNotice[]> {
    this.asked.push(`open ${limit}`)
    const open = this.ofAsker(asker).filter(isOpen)
    const unanswered = open.filter(({ settled }) => settled.kind === 'open')
    return [...unanswered, ...open.filter((notice) => !unanswered.includes(notice))].slice(0, limit)
  }

  async notice(asker: Member, id: number): Promise<OutboundNotice | null> {
    this.asked.push(`notice ${id}`)
    return this.ofAsker(asker).find((known) => known.id === id) ?? null
  }

  async ownerOf(): Promise<Member | null> {
    return null
  }

  async feedback(asker: Member, id: number, verdict: Verdict, reason: string | null): Promise<FeedbackKept> {
    this.asked.push(`feedback ${id} ${verdict} ${reason}`)
    return { kind: this.ofAsker(asker).some((known) => known.id === id) ? 'kept' : 'not-yours' }
  }

  private ofAsker(asker: Member): readonly OutboundNotice[] {
    return this.notices.filter(({ member }) => member === asker.id)
  }
}

const isOpen = ({ settled }: OutboundNotice): boolean =>
  settled.kind === 'open' || (settled.kind === 'answered' && settled.answer === 'snoozed')

const isMeant = (outbound: OutboundNotice, which: ConfirmTarget): boolean => {
  if ('notice' in which) return outbound.id === which.notice
  if ('newest' in which) return isOpen(outbound)
  return decisionOf(outbound.notice) === which.decision
}

const find = <T>(all: readonly T[], briefOf: (value: T) => CustomerBrief, query: string): Found<T> => {
  if (query.includes('禁')) return { kind: 'forbidden' }
  const hits = all.filter((value) => {
    const { name, company } = briefOf(value)
    return name.includes(query) || (company ?? '').includes(query)
  })
  const [only, second] = hits
  if (only === undefined) return { kind: 'none' }
  return second === undefined
    ? { kind: 'found', value: only }
    : { kind: 'several', choices: hits.map(briefOf) }
}
