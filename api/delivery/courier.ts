import type { Clock } from '../../contract/ports/clock'
import type { Log } from '../../contract/ports/log'
import type { Platform } from '../../contract/people'
import { between, millis, minus, plus, seconds } from '../../contract/quantities'
import type { MemberId } from '../../contract/ids'
import type { Database, Sql } from '../database'
import type { ClaimWish } from './claim-notices.typeorm'
import { anyDue, claimNotices } from './claim-notices.typeorm'
import type { Window } from './domain/member-budget'
import type { Settlement } from './domain/settlement'
import type { GatherRound } from './gather'
import type { NoticeRow } from './notice-row'
import { shown } from './notice-row'
import type { RoutePace } from './route-pace'
import { PATIENCE } from './send-notice'
import type { Settling } from './settle-notices.typeorm'
import type { Settler } from './settler'
import { retried } from '../database'

export interface CourierDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly settler: Settler
  readonly pace: RoutePace
  readonly windows: Readonly<Record<Platform, readonly Window[]>>
  readonly gather?: (tx: Sql, round: GatherRound) => Promise<boolean>
  readonly send: (row: NoticeRow) => Promise<Settling>
  readonly sleep: (ms: number) => Promise<void>
}

/** Members served at the same time. */
const HANDS = 16
const PER_MEMBER = 5
/** Long enough for the slowest answer of each notice but the last; a crash delays what was claimed by as much. */
const CLAIM = seconds(30)

/** How often each outcome came about since the process started. */
export type Tally = Record<Settlement['kind'] | 'overBudget', number>

/** Claims due notices and sends them: members beside each other, each member's notices one after another. */
export class Courier {
  readonly tally: Tally = {
    sent: 0,
    skipped: 0,
    refused: 0,
    later: 0,
    'other-address': 0,
    released: 0,
    overBudget: 0,
  }
  private readonly busy = new Set<Promise<void>>()
  private stopping = false

  constructor(private readonly deps: CourierDeps) {}

  /** Starts what is due as far as hands are free. `finished` is called whenever a hand becomes free. Returns how many notices were taken. */
  async dispatch(limit: number, finished: () => void): Promise<number> {
    this.stopping = false
    const { database, clock } = this.deps
    const free = HANDS - this.busy.size
    if (free <= 0 || !(await anyDue(database.read, clock.now()))) return 0
    const claimed = await retried(() => claimNotices(database, this.wish(Math.min(free, limit), limit)))
    this.tally.overBudget += claimed.overBudget
    for (const his of byMember(claimed.notices)) {
      const round = this.serve(his).finally(() => {
        this.busy.delete(round)
        finished()
      })
      this.busy.add(round)
    }
    return claimed.notices.length
  }

  /** Waits for what is being sent. With `stop`, gives back what is not. */
  async settled(stop: boolean): Promise<void> {
    if (stop) this.stopping = true
    await Promise.all(this.busy)
  }

  private wish(mostMembers: number, limit: number): ClaimWish {
    const mostPerMember = Math.max(1, Math.min(PER_MEMBER, limit))
    const { gather, windows, clock } = this.deps
    const now = clock.now()
    return {
      now,
      mostMembers,
      mostPerMember,
      length: CLAIM,
      windows,
      ...(gather === undefined ? {} : { gather: (tx: Sql, round) => gather(tx, { ...round, now, windows }) }),
    }
  }

  /** One member's notices in order. Stops at a failure, for what comes behind must not overtake it. */
  private async serve(notices: readonly NoticeRow[]): Promise<void> {
    try {
      for (const [i, row] of notices.entries()) {
        if (!(await this.myTurn(row))) return await this.giveBack(notices.slice(i))
        const settling = await this.deps.send(row)
        await this.deps.settler.settle(settling)
        this.tally[settling.settlement.kind] += 1
        if (settling.settlement.kind === 'later') return await this.giveBack(notices.slice(i + 1))
      }
    } catch (cause) {
      // Whatever was not settled is free again when its claim runs out; the reference keeps it from showing twice.
      this.deps.log.warn({ member: notices[0]?.member, err: cause }, 'a delivery could not be written down')
    }
  }

  /** Waits for the platform's next free moment; false when the claim would run out under the sending. */
  private async myTurn(row: NoticeRow): Promise<boolean> {
    const { clock, pace, sleep } = this.deps
    const leave = pace.reserve(row.address.platform, clock.now(), minus(row.claimedUntil, PATIENCE))
    if (this.stopping || leave === undefined) return false
    const wait = between(clock.now(), leave)
    if (wait > 0) await sleep(wait)
    return !this.stopping && plus(clock.now(), PATIENCE) < row.claimedUntil
  }

  private async giveBack(notices: readonly NoticeRow[]): Promise<void> {
    const at = this.deps.clock.now()
    await Promise.all(
      notices.map((notice) =>
        this.deps.settler.settle({
          notice,
          settlement: { kind: 'released' },
          shows: shown.nothing,
          at,
        }),
      ),
    )
    this.tally.released += notices.length
  }
}

function byMember(notices: readonly NoticeRow[]): NoticeRow[][] {
  const groups = new Map<MemberId, NoticeRow[]>()
  for (const row of notices) {
    const group = groups.get(row.member)
    if (group === undefined) groups.set(row.member, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

/** Half a second where nobody calls: the wake-up call of another process does not reach this one. */
export const LOOK_AGAIN = millis(500)
