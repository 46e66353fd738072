import type { FollowUpAnswer } from '../../contract/decision'
import type { Verdict } from '../../contract/feedback'
import type { CustomerId, DecisionId, MemberId, NoticeId, RuleId } from '../../contract/ids'
import type { Notice, OutboundNotice, Settled } from '../../contract/notice'
import type { Member, Platform } from '../../contract/people'
import type { ChatPort, RenderedMessage } from '../../contract/ports/chat'
import type { Clock } from '../../contract/ports/clock'
import type { Confirmed, ConfirmTarget, Undone } from '../../contract/ports/desk'
import type { FiguresOf, Span } from '../../contract/ports/figures-desk'
import type { Log } from '../../contract/ports/log'
import type { Instant, Millis } from '../../contract/quantities'
import { between, days, minus } from '../../contract/quantities'
import type { Database, Sql } from '../database'
import type { RecordTouch } from './answer-notice'
import type { Besides } from './besides'
import { withBesides } from './besides'
import { answerNotice, mayAnswer, packageBehind, settledBy } from './answer-notice'
import { firstTime, forgetHeard, hurry, redrive } from './answer-store.typeorm'
import { freeClaims } from './claim-notices.typeorm'
import type { Consequences } from './consequences'
import { copiesOf } from './copies.typeorm'
import type { Tally } from './courier'
import { Courier } from './courier'
import { DeliveryLoop } from './delivery-loop'
import type { DeliveryPeople } from './delivery-people'
import type { Window } from './domain/member-budget'
import { memberWindows, routeWindows } from './domain/member-budget'
import type { QuietHours } from './domain/quiet-hours'
import { memberFigures } from './domain/member-figures'
import type { RuleStatistics } from './domain/rule-statistics'
import { ruleStatistics } from './domain/rule-statistics'
import type { GroupFigures, ResponseGrouping, Worked } from './domain/response-times'
import { groupFigures, responseFigures } from './domain/response-times'
import { escalationsSince } from './escalate.typeorm'
import { reasonsGiven, ruleFacts } from './feedback.typeorm'
import type { DayCount } from './figures.typeorm'
import { alertsPerDay, deliveredSignals } from './figures.typeorm'
import { sendFreshCards } from './fresh-cards'
import type { GatherRound, Gathering } from './gather'
import { gatherFor } from './gather'
import { giveFeedback } from './give-feedback'
import type { NoticeRow } from './notice-row'
import { REFRESH, toOutbound } from './notice-row'
import type { QueuedNotice } from './queue-notices.typeorm'
import { queueNotices, queueRefreshes } from './queue-notices.typeorm'
import {
  backlog,
  countSent,
  followUpOf,
  newestDecision,
  noticeById,
  noticesOf,
  openAbout,
  openNotices,
  undelivered,
} from './read-notices.typeorm'
import { PlatformWatch } from './platform-watch'
import { RoutePace } from './route-pace'
import type { SendDeps } from './send-notice'
import { sendNotice } from './send-notice'
import { shownCopies } from './shown-copies'
import { Settler } from './settler'
import type { WhichAnswer } from './undo-answer'
import { undoAnswer } from './undo-answer'

export interface DeliveryDeps {
  readonly database: Database
  readonly clock: Clock
  readonly chats: ReadonlyMap<Platform, ChatPort>
  readonly render: (outbound: OutboundNotice) => RenderedMessage
  readonly people: DeliveryPeople
  /** Brings an answer into the customer's timeline, inside the transaction that records it. */
  readonly recordTouch: RecordTouch
  /** What follows from answers; nothing where left out. */
  readonly consequences?: Consequences
  readonly log: Log
  /** Nobody is called then; warnings are. */
  readonly quietHours?: QuietHours
  /** The same for one member, where he has chosen for himself; null is that he has not. */
  readonly quietHoursOf?: (member: MemberId) => Promise<QuietHours | null>
  /** How cards are joined and held back; without it every notice is a card of its own. */
  readonly gathering?: Gathering
  readonly memberWindows?: Readonly<Record<Platform, readonly Window[]>>
  readonly routeWindows?: Readonly<Record<Platform, readonly Window[]>>
  /** A platform that is away for so long is passed by for members who have another; waited for without it. */
  readonly passPlatformAfter?: Millis
  /** Working time between two moments, for response times; all time where the company has no hours. */
  readonly worked?: Worked
  /** What stands on a card besides the notice, as it is now. */
  readonly besides?: Besides
  /** A number in [0, 1); Math.random unless said otherwise. */
  readonly chance?: () => number
  readonly sleep?: (ms: number) => Promise<void>
}

export interface DeliveryCounts extends Tally {
  readonly waiting: number
  /** Age of the notice that waits longest, 0 where none does. */
  readonly oldestWaiting: Millis
}

export type Delivery = ReturnType<typeof createDelivery>

/** A redelivered chat message is recognised for so long; the platforms give up far sooner. */
const HEARD_FOR = days(3)

/** Reasons in the figures of a rule. */
const MOST_REASONS = 50

/** What people are told, that it reaches them once and in order, and what they answer. */
export function createDelivery(deps: DeliveryDeps) {
  const { database, clock, chats } = deps
  const { settledOf, settledOfRow, asItStands } = standing(deps)
  /** The notice as it stands now. */
  const outbound = async (id: NoticeId): Promise<OutboundNotice | undefined> => {
    const row = await noticeById(database.read, id)
    return row === undefined || row.kind === REFRESH ? undefined : asItStands(row)
  }
  const watch = new PlatformWatch(chats, clock, deps.passPlatformAfter ?? null)
  const courier = courierOf(deps, settledOfRow, watch)
  /** After an outage, or when a platform is given up for now, what failed on it is due at once, in its order. */
  const lookAround = async () => {
    for (const { platform } of watch.look()) await hurry(database, platform, clock.now())
  }
  const loop = new DeliveryLoop({ courier, log: deps.log, lookAround })

  return {
    /** Inside the caller's transaction. A notice queued before is left alone. Call `wake` after the commit. */
    queue: async (tx: Sql, notices: readonly QueuedNotice[]): Promise<void> => {
      const platforms = new Set(chats.keys())
      const quietHours = await quietHoursFor(deps, notices)
      await queueNotices(tx, notices, { now: clock.now(), platforms, quietHours })
    },
    ...redrawing(deps),
    /** Sends what is due, at most so many, and waits for it. Returns how many were tried or put back. */
    deliverDue: async (limit: number): Promise<number> => {
      await lookAround()
      const taken = await courier.dispatch(limit, () => undefined)
      await courier.settled(false)
      return taken
    },
    /**
     * For the one process that delivers, before it starts: what another one had claimed and can no longer write down
     * is free again at once, instead of after its claim has run out. Returns how many notices were.
     */
    takeOver: (): Promise<number> => freeClaims(database, clock.now()),
    start: () => loop.start(),
    stop: () => loop.stop(),
    wake: loop.wake,
    answer: async (
      which: ConfirmTarget,
      member: Member,
      answer: FollowUpAnswer,
      note: string | null,
    ): Promise<Confirmed> => {
      const confirmed = await answerNotice(deps, { which, member, answer, note })
      if (confirmed.kind === 'done') loop.wake()
      return 'notice' in confirmed
        ? { ...confirmed, notice: await withBesides(deps.besides, confirmed.notice) }
        : confirmed
    },
    ...openOnes(deps, asItStands),
    settledOf,
    outbound,
    /** The same for somebody who asks: null where he was not its receiver. */
    outboundFor: async (asker: Member, id: NoticeId): Promise<OutboundNotice | null> => {
      const notice = await outbound(id)
      return notice?.member === asker.id ? notice : null
    },
    /** The newest decision that has reached the member, answered or not. */
    newestDecisionFor: async (member: MemberId): Promise<DecisionId | null> =>
      newestDecision(database.read, member),
    undo: (...which: WhichAnswer): Promise<Undone> => undoAndTell(deps, loop.wake, which),
    /** Sends anew what was answered and can no longer be changed. For a job; how many cards it made. */
    sendFreshCards: () => freshCards(deps, loop.wake),
    ...heardOf(deps),
    /** Tries refused notices again, as new ones. Returns how many. */
    redrive: async (ids: readonly NoticeId[]): Promise<number> => {
      const again = await redrive(database, ids, clock.now())
      loop.wake()
      return again
    },
    /** What the member thinks of the card; his last word counts. */
    feedback: (notice: NoticeId, member: Member, verdict: Verdict, reason: string | null) =>
      giveFeedback(deps, notice, member, verdict, reason),
    ...{ ...figuresOf(deps), ...spanFiguresOf(deps) },
    /** For gauges and counters: the queue now, and what came about since the process started. */
    counts: () => countsOf(deps, courier.tally),
  }
}

const redrawing = ({ clock }: DeliveryDeps) => ({
  /**
   * Inside the caller's transaction: draws every shown card of the decision anew, because something on it has changed
   * besides the answer. Once for each `change`, which is at most 60 characters. Call `wake` after the commit.
   */
  redraw: async (tx: Sql, decision: DecisionId, change: string): Promise<void> => {
    const copies = await shownCopies(tx, await noticesOf(tx, decision, true))
    await queueRefreshes(tx, copies, `again:${change}`, clock.now())
  },
})

async function undoAndTell(deps: DeliveryDeps, wake: () => void, which: WhichAnswer): Promise<Undone> {
  const undone = await undoAnswer(deps, ...which)
  if (undone.kind !== 'done') return undone
  wake()
  return { ...undone, notice: await withBesides(deps.besides, undone.notice) }
}

/** What waits for an answer. */
const openOnes = (deps: DeliveryDeps, asItStands: (row: NoticeRow) => Promise<OutboundNotice>) => ({
  /** Whether the member may answer the decision: somebody was told of it, and he may answer for them. */
  mayAnswer: (member: Member, decision: DecisionId) => mayAnswer(deps, member, decision),
  /** The member's notices that nobody has answered, newest first, and after them those that were put off. */
  open: async (member: MemberId, limit: number, offset = 0): Promise<OutboundNotice[]> =>
    Promise.all((await openNotices(deps.database.read, member, limit, offset)).map(asItStands)),
  /** What is open about a customer, whoever was told of it. */
  openAbout: async (customer: CustomerId): Promise<Notice[]> =>
    (await openAbout(deps.database.read, customer)).map((row) => toOutbound(row, { kind: 'open' }).notice),
})

/** What members were told in a span, and what they did about it. */
const spanFiguresOf = ({ database: { read }, worked = between }: DeliveryDeps) => ({
  /** What reached nobody and why, newest first. */
  undelivered: (since: Instant, limit: number) => undelivered(read, since, limit),
  /** What each member was told in the span and did about it. */
  figures: async (members: readonly Member[], span: Span): Promise<Pick<FiguresOf, 'members' | 'toAnswer'>> =>
    memberFigures(members, await deliveredSignals(read, { ...span, members: idsOf(members) })),
  /** The same, and how fast what each source brought was told and answered: as `responseTimesBy` has it. */
  responses: async (members: readonly Member[], span: Span): Promise<ResponsesOf> => {
    const signals = await deliveredSignals(read, { ...span, members: idsOf(members) })
    return { ...memberFigures(members, signals), sources: groupFigures(signals, 'source', worked) }
  },
  alertsPerDay: (members: readonly Member[], span: Span, utcOffsetMs: number): Promise<DayCount[]> =>
    alertsPerDay(read, idsOf(members), span, utcOffsetMs),
})

/** What members were told and did about it, and the same by source. */
export type ResponsesOf = Pick<FiguresOf, 'members' | 'toAnswer'> & {
  readonly sources: readonly GroupFigures[]
}

const idsOf = (members: readonly Member[]): MemberId[] => members.map((m) => m.id)

/** When each of the receivers is not called: as he chose, or as the company did. */
async function quietHoursFor({ quietHours, quietHoursOf }: DeliveryDeps, notices: readonly QueuedNotice[]) {
  const chosen = new Map<MemberId, QuietHours | null>()
  if (quietHoursOf !== undefined) {
    for (const { member } of notices) {
      if (!chosen.has(member.id)) chosen.set(member.id, await quietHoursOf(member.id))
    }
  }
  return (member: MemberId) => chosen.get(member) ?? quietHours
}

async function countsOf({ database, clock }: DeliveryDeps, tally: Tally): Promise<DeliveryCounts> {
  const { waiting, oldest } = await backlog(database.read)
  const age = oldest === null ? 0 : Math.max(0, between(oldest, clock.now()))
  return { ...tally, waiting, oldestWaiting: age as Millis }
}

async function freshCards(deps: DeliveryDeps, wake: () => void): Promise<number> {
  const quietHoursOf = async (member: MemberId) => (await deps.quietHoursOf?.(member)) ?? deps.quietHours
  const made = await sendFreshCards({ ...deps, quietHoursOf })
  if (made > 0) wake()
  return made
}

/** What chat said twice is heard once. */
const heardOf = ({ database, clock }: DeliveryDeps) => ({
  /** True the first time this message or press is heard of, for good and in every process. */
  firstTime: (platform: Platform, messageId: string): Promise<boolean> =>
    firstTime(database, platform, messageId, clock.now()),
  /** For a daily job. Returns how many messages were forgotten. */
  forgetHeard: (): Promise<number> => forgetHeard(database, minus(clock.now(), HEARD_FOR)),
})

/** What is counted of cards that were sent. */
const figuresOf = ({ database, worked = between }: DeliveryDeps) => ({
  /** What became of the rule's cards since then, and what people think of them. */
  ruleStatistics: async (rule: RuleId, since: Instant): Promise<RuleStatistics> => {
    const facts = await ruleFacts(database.read, rule, since)
    return ruleStatistics(facts, await reasonsGiven(database.read, rule, since, MOST_REASONS))
  },
  /** Steps of escalation since then, newest first. */
  escalations: (since: Instant, limit: number) => escalationsSince(database.read, since, limit),
  /** How many notices have reached somebody since the hub was installed. */
  sentInAll: (): Promise<number> => countSent(database.read),
  /** How fast each member was told and answered, since then. */
  responseTimes: async (since: Instant) =>
    responseFigures(await deliveredSignals(database.read, { from: since }), worked),
  /** The same for each source, rule or team, whoever answered. */
  responseTimesBy: async (by: ResponseGrouping, since: Instant) =>
    groupFigures(await deliveredSignals(database.read, { from: since }), by, worked),
})

/** What became of decisions, and notices with that. */
function standing(deps: DeliveryDeps) {
  const { database, people } = deps
  const settledOf = async (decision: DecisionId): Promise<Settled> => {
    const followUp = await followUpOf(database.read, decision)
    const pack = followUp === undefined ? null : await packageBehind(deps, decision)
    return settledBy(people, followUp, pack)
  }
  const settledOfRow = (row: NoticeRow): Promise<Settled> =>
    row.decision === null ? Promise.resolve({ kind: 'open' }) : settledOf(row.decision)
  const asItStands = async (row: NoticeRow): Promise<OutboundNotice> => {
    const old = row.replaces === null ? undefined : await noticeById(database.read, row.replaces)
    return withBesides(deps.besides, toOutbound(row, await settledOfRow(row), old?.sentAt ?? null))
  }
  return { settledOf, settledOfRow, asItStands }
}

function courierOf(
  deps: DeliveryDeps,
  settledOf: (row: NoticeRow) => Promise<Settled>,
  watch: PlatformWatch,
): Courier {
  const { database, clock, log, people, gathering } = deps
  const chance = deps.chance ?? Math.random
  const noticeOf = (id: NoticeId) => noticeById(database.read, id)
  const leftBy: SendDeps['leftBy'] = async (id) =>
    (await copiesOf(database.read, [id])).map(({ address }) => address.platform)
  const { insteadOf } = watch
  return new Courier({
    database,
    clock,
    log,
    settler: new Settler(database),
    pace: new RoutePace(deps.routeWindows ?? routeWindows),
    windows: deps.memberWindows ?? memberWindows,
    ...(gathering === undefined
      ? {}
      : { gather: (tx: Sql, round: GatherRound) => gatherFor(tx, gathering, people, round) }),
    send: (row) => sendNotice({ ...deps, chance, settledOf, noticeOf, insteadOf, leftBy }, row),
    sleep: deps.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
  })
}
