import { randomUUID } from 'node:crypto'

import { seededRandom } from '../company/seeded-random'
import { createCourier } from './courier'
import { describeHappening } from './happening'
import { createParcelQueue } from './parcel-queue'
import { sendByFetch } from './send-http'
import { systemTime } from './traffic-time'
import { createVisitorFlow } from './visitor-flow'
import type { TrialCompany } from '../company/company-types'
import type { Courier } from './courier'
import type { Parcel, Wire } from './happening'
import type { ParcelQueue } from './parcel-queue'
import type { SendHttp } from './send-http'
import type { TrafficTime } from './traffic-time'
import type { VisitorFlow } from './visitor-flow'
import type { TrafficKeys } from './wire/wire'

export interface TrafficDeps {
  /** Where the doors are, `http://127.0.0.1:8080`. */
  readonly baseUrl: string
  readonly keys: TrafficKeys
  readonly company: TrialCompany
  /** Touchpoints a second in the long run; 3 unless told, 0 for no visitors at all. */
  readonly rate?: number
  /** Repeats the same visitors; chosen by chance unless told. Ids differ from run to run all the same. */
  readonly seed?: number
  readonly http?: SendHttp
  readonly time?: TrafficTime
  /** Hears of requests that a door refused for good, once for each door and status. */
  readonly onRefused?: (refusal: Refusal) => void
}

export interface Refusal {
  readonly wire: Wire
  readonly status: number
  readonly body: string
}

export interface TrafficCounts {
  /** Happenings that a door has taken. */
  readonly sent: number
  readonly journeys: number
  /** Happenings that a door refused for good. */
  readonly refused: number
  /** Requests that had to be made again. */
  readonly repeated: number
  /** Happenings that found no room while the doors were closed. */
  readonly dropped: number
  readonly waiting: number
  /** Newest first, at most twelve lines for people who watch. */
  readonly latest: readonly { readonly at: number; readonly text: string }[]
}

export interface Traffic {
  start(): void
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
  counts(): TrafficCounts
}

const defaultRate = 3
const latestLines = 12

/** Believable visitors at the public doors, in the protocols that real clients speak. Never throws, never gives up. */
export function createTraffic(deps: TrafficDeps): Traffic {
  const rate = deps.rate ?? defaultRate
  const run = randomUUID().slice(0, 8)
  let ids = 0
  const show: Show = {
    rate,
    time: deps.time ?? systemTime,
    flow: createVisitorFlow({
      company: deps.company,
      random: seededRandom(deps.seed ?? Number.parseInt(run, 16)),
      rate,
      newId: () => `t${run}-${++ids}`,
    }),
    queue: createParcelQueue(Math.max(1_000, rate * 900)),
    courier: createCourier({ baseUrl: deps.baseUrl, keys: deps.keys, http: deps.http ?? sendByFetch }),
    stopping: new AbortController(),
    tally: createTally(deps.onRefused),
  }
  let running: Promise<void> | undefined
  return {
    start: () => {
      if (rate > 0) running ??= play(show)
    },
    stop: async () => {
      show.stopping.abort()
      await running
    },
    counts: () => ({
      ...show.tally.counts(),
      journeys: show.flow.journeys(),
      dropped: show.queue.dropped(),
      waiting: show.queue.size(),
    }),
  }
}

interface Show {
  readonly rate: number
  readonly time: TrafficTime
  readonly flow: VisitorFlow
  readonly queue: ParcelQueue
  readonly courier: Courier
  readonly stopping: AbortController
  readonly tally: Tally
}

/** Milliseconds between two looks at the queue. */
const nap = { shortest: 20, longest: 250 } as const

async function play({ rate, time, flow, queue, courier, stopping, tally }: Show): Promise<void> {
  const { signal } = stopping
  let last = time.now()
  let allowance = 1
  queue.add(flow.begin(last))
  while (!signal.aborted) {
    const now = time.now()
    // Neither visitors nor requests are made up for beyond a second: a door that reopens is not stormed.
    const elapsed = Math.min(Math.max(now - last, 0), 1_000)
    last = now
    queue.add(flow.goOn(elapsed, now))
    allowance = Math.min(allowance + (4 * rate * elapsed) / 1_000, 2 * rate + 1)
    while (allowance >= 1 && !signal.aborted) {
      const parcel = queue.takeDue(now)
      if (parcel === undefined) break
      allowance -= 1
      const carried = await courier.carry(parcel, time.now(), signal)
      tally.note(parcel, carried)
      if (carried.kind !== 'again') continue
      queue.add([{ ...parcel, sendAt: time.now() + carried.afterMs }])
      await time.wait(carried.afterMs, signal)
    }
    const next = (queue.nextAt() ?? Infinity) - time.now()
    await time.wait(Math.min(Math.max(next, nap.shortest), nap.longest), signal)
  }
}

/** The last thing of each parcel; that somebody leaves after a blink says nothing. */
function linesOf({ happenings }: Parcel): { at: number; text: string }[] {
  const last = happenings.at(-1)
  if (last === undefined || (last.deed.does === 'leaves' && last.deed.dwellSeconds < 1)) return []
  return [{ at: last.at, text: describeHappening(last) }]
}

interface Tally {
  note(parcel: Parcel, carried: Awaited<ReturnType<Courier['carry']>>): void
  counts(): Pick<TrafficCounts, 'sent' | 'refused' | 'repeated' | 'latest'>
}

function createTally(onRefused: TrafficDeps['onRefused']): Tally {
  const sums = { sent: 0, refused: 0, repeated: 0 }
  let latest: TrafficCounts['latest'] = []
  const told = new Set<string>()
  return {
    note: (parcel, carried) => {
      if (carried.kind === 'again') sums.repeated += 1
      if (carried.kind === 'kept') {
        sums.sent += parcel.happenings.length
        latest = [...linesOf(parcel), ...latest].slice(0, latestLines)
      }
      if (carried.kind === 'refused') {
        sums.refused += parcel.happenings.length
        const complaint = `${parcel.wire} ${carried.status}`
        if (!told.has(complaint)) {
          onRefused?.({ wire: parcel.wire, status: carried.status, body: carried.body })
        }
        told.add(complaint)
      }
    },
    counts: () => ({ ...sums, latest }),
  }
}
