import type { Autonomy } from '../../contract/autonomy'
import type { GivenAnswer } from '../../contract/decision'
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
  DeskRight,
  FeedbackKept,
  Found,
  HandedOver,
  HandOverTarget,
  HotCustomer,
  HubDesk,
  MissExplained,
  SpokenNames,
  Undone,
} from '../../contract/ports/desk'
import type { DocumentSent, DocumentTarget } from '../../contract/ports/documents-desk'
import type { AutonomyStanding, LevelHistory, LevelSet } from '../../contract/ports/autonomy-desk'
import { deskRights } from '../../contract/ports/desk'
import type {
  Figures,
  FiguresOf,
  HeatCells,
  MemberFigures,
  Responses,
  Span,
  Whose,
} from '../../contract/ports/figures-desk'
import type {
  ListedMeeting,
  MeetingBooked,
  MeetingCancelled,
  MeetingOffered,
  SlotChoice,
} from '../../contract/ports/meeting-desk'
import type { HubStanding, SourceStanding } from '../../contract/ports/operations-desk'
import type { MemberSettings } from '../../contract/ports/settings'
import type { Paused, StrategyStanding } from '../../contract/ports/strategy-desk'
import type { Instant } from '../../contract/quantities'

interface Kept {
  readonly now: Instant
  readonly hot?: readonly HotCustomer[]
  readonly pages?: readonly CustomerPage[]
  readonly explained?: readonly DecisionExplained[]
  readonly misses?: readonly MissExplained[]
  /** Newest first. */
  readonly notices?: readonly OutboundNotice[]
  /** All of them where left out. */
  readonly rights?: readonly DeskRight[]
  readonly names?: Partial<SpokenNames>
  /** Whose figures the asker may see; a name in none of them is nobody. */
  readonly members?: readonly MemberFigures[]
  readonly strategies?: readonly StrategyStanding[]
  readonly autonomy?: readonly AutonomyStanding[]
  /** What becomes of setting a level. */
  readonly levelSet?: LevelSet
  readonly sources?: readonly SourceStanding[]
  readonly standing?: HubStanding
  /** What becomes of sending a document. */
  readonly sent?: DocumentSent
  readonly offered?: MeetingOffered
  readonly booked?: MeetingBooked
  readonly cancelled?: MeetingCancelled
  readonly meetings?: readonly ListedMeeting[]
}

/** A desk that keeps what it is given, settles a notice once, and remembers every question put to it. */
export class FakeDesk implements HubDesk {
  readonly asked: string[] = []
  readonly notes: (string | null)[] = []
  /** Texts in which names were looked for. */
  readonly lookedUp: string[] = []
  private chosen: MemberSettings = { quiet: null, digestAt: null }
  private notices: readonly OutboundNotice[]

  constructor(private readonly kept: Kept) {
    this.notices = kept.notices ?? []
  }

  async rights(): Promise<ReadonlySet<DeskRight>> {
    return new Set(this.kept.rights ?? deskRights)
  }

  async names(_: Member, text: string): Promise<SpokenNames> {
    this.lookedUp.push(text)
    return { members: [], teams: [], customers: [], strategies: [], hidden: [], ...this.kept.names }
  }

  async hot(
    _: Member,
    limit: number,
    offset: number,
    whose: Whose = { kind: 'all' },
  ): Promise<readonly HotCustomer[] | null> {
    this.asked.push(`hot ${limit} ${offset} ${nameOf(whose)}`.trim())
    if (whose.kind === 'named' && whose.name.includes('禁')) return null
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
    answer: GivenAnswer,
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

  async undo(asker: Member, decision: DecisionId | null): Promise<Undone> {
    this.asked.push(`undo ${decision}`)
    const answered = this.notices.find(
      ({ settled, notice }) =>
        settled.kind === 'answered' &&
        settled.by === asker.name &&
        decisionOf(notice) !== null &&
        (decision === null || decisionOf(notice) === decision),
    )
    if (answered?.settled.kind !== 'answered') return { kind: 'nothing' }
    const notice: OutboundNotice = { ...answered, settled: { kind: 'open' } }
    this.notices = this.notices.map((known) => (known === answered ? notice : known))
    return { kind: 'done', notice, was: answered.settled.answer }
  }

  async handOver(_: Member, which: HandOverTarget, to: string): Promise<HandedOver> {
    this.asked.push(`handOver ${JSON.stringify(which)} ${to}`)
    const [page] = this.kept.pages ?? []
    if (to.includes('禁')) return { kind: 'no-member' }
    return page === undefined ? { kind: 'no-customer' } : { kind: 'done', customer: page, to, told: 1 }
  }

  async sendDocument(asker: Member, target: DocumentTarget): Promise<DocumentSent> {
    this.asked.push(`sendDocument ${JSON.stringify(target)}`)
    const sent = this.kept.sent ?? { kind: 'nothing-to-send' }
    if (!('notice' in sent) || !('notice' in target)) return sent
    return { ...sent, notice: this.ofAsker(asker).find(({ id }) => id === target.notice) ?? null }
  }

  async figures(_: Member, whose: Whose, span: Span): Promise<Figures<FiguresOf>> {
    this.asked.push(`figures ${nameOf(whose)}`.trim())
    return this.figuresOf(whose, span)
  }

  async responses(_: Member, whose: Whose, span: Span): Promise<Figures<Responses>> {
    this.asked.push(`responses ${nameOf(whose)}`.trim())
    const found = this.figuresOf(whose, span)
    return found.kind === 'none' ? found : { kind: 'found', value: { ...found.value, sources: [] } }
  }

  async heat(
    _: Member,
    whose: Whose,
    span: Span,
    of: { readonly kind: HeatCells['of'] },
  ): Promise<Figures<HeatCells>> {
    this.asked.push(`heat ${of.kind} ${nameOf(whose)}`.trim())
    const found = this.figuresOf(whose, span)
    if (found.kind === 'none') return found
    const rows = found.value.members.map(({ name, told }) => ({ name, counts: [told] }))
    return {
      kind: 'found',
      value: { title: found.value.title, of: of.kind, days: [span.from], rows, leftOut: 0 },
    }
  }

  private figuresOf(whose: Whose, span: Span): Figures<FiguresOf> {
    const all = this.kept.members ?? []
    const members =
      whose.kind === 'named' ? all.filter((m) => m.name === whose.name || m.team === whose.name) : all
    if (members.length === 0) return { kind: 'none' }
    const title = whose.kind === 'named' ? whose.name : null
    return { kind: 'found', value: { title, members, toAnswer: members[0]?.toAnswer ?? null, span } }
  }

  async strategies(): Promise<readonly StrategyStanding[] | null> {
    this.asked.push('strategies')
    return this.kept.strategies ?? []
  }

  async setPaused(_: Member, wanted: string, paused: boolean): Promise<Paused> {
    this.asked.push(`setPaused ${wanted} ${paused}`)
    const found = (this.kept.strategies ?? []).filter(({ name }) => name.includes(wanted))
    const [strategy] = found
    if (strategy === undefined) return { kind: 'none' }
    if (found.length > 1) return { kind: 'several', names: found.map(({ name }) => name) }
    if (strategy.paused === paused) return { kind: 'already', strategy }
    return { kind: 'done', strategy: { ...strategy, paused }, stoppedSteps: strategy.openSteps }
  }

  async autonomy(): Promise<readonly AutonomyStanding[] | null> {
    this.asked.push('autonomy')
    return this.kept.autonomy ?? []
  }

  async setAutonomy(_: Member, wanted: string, level: Autonomy): Promise<LevelSet> {
    this.asked.push(`setAutonomy ${wanted} ${level}`)
    return this.kept.levelSet ?? { kind: 'none' }
  }

  async autonomyHistory(): Promise<LevelHistory | null> {
    return null
  }

  async sources(): Promise<readonly SourceStanding[] | null> {
    this.asked.push('sources')
    return this.kept.sources ?? []
  }

  async standing(): Promise<HubStanding | null> {
    this.asked.push('standing')
    return this.kept.standing ?? null
  }

  async offerMeeting(_: Member, decision: DecisionId): Promise<MeetingOffered> {
    this.asked.push(`offerMeeting ${decision}`)
    return this.kept.offered ?? { kind: 'unknown' }
  }

  async bookMeeting(_: Member, decision: DecisionId, slot: SlotChoice): Promise<MeetingBooked> {
    this.asked.push(`bookMeeting ${decision} ${JSON.stringify(slot)}`)
    return this.kept.booked ?? { kind: 'unknown' }
  }

  async cancelMeeting(_: Member, decision: DecisionId): Promise<MeetingCancelled> {
    this.asked.push(`cancelMeeting ${decision}`)
    return this.kept.cancelled ?? { kind: 'unknown' }
  }

  async meetings(_: Member, limit: number, offset: number): Promise<readonly ListedMeeting[]> {
    this.asked.push(`meetings ${limit} ${offset}`)
    return (this.kept.meetings ?? []).slice(offset, offset + limit)
  }

  async settings(): Promise<MemberSettings> {
    this.asked.push('settings')
    return this.chosen
  }

  async changeSettings(_: Member, change: Partial<MemberSettings>): Promise<MemberSettings> {
    this.asked.push(`changeSettings ${JSON.stringify(change)}`)
    this.chosen = { ...this.chosen, ...change }
    return this.chosen
  }

  async open(asker: Member, limit: number, offset = 0): Promise<readonly OutboundNotice[]> {
    this.asked.push(`open ${limit}`)
    const open = this.ofAsker(asker).filter(isOpen)
    const unanswered = open.filter(({ settled }) => settled.kind === 'open')
    return [...unanswered, ...open.filter((notice) => !unanswered.includes(notice))].slice(
      offset,
      offset + limit,
    )
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

const nameOf = (whose: Whose): string =>
  whose.kind === 'named' ? whose.name : whose.kind === 'me' ? 'me' : ''

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
