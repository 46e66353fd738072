import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import type { SimulatedMember } from './options'
import { Refusal } from './refusal'

/** Something in a person's own calendar; times in ISO 8601, or two dates for whole days, the second not included. */
export interface SimulatedEvent {
  readonly summary: string
  readonly start: string
  readonly end: string
  readonly status?: 'confirmed' | 'cancelled'
  /** What the person himself has answered. */
  readonly response?: 'accepted' | 'declined' | 'needsAction'
}

const path = /^GET \/v1\.0\/calendar\/users\/([^/]+)\/calendars\/primary\/eventsview$/

/** People's calendars: 查询日程视图, as far as the hub asks for it, in pages of at most a hundred. */
export class CalendarRoutes {
  private readonly userIds: ReadonlyMap<string, string>
  private readonly events = new Map<string, SimulatedEvent[]>()

  constructor(members: readonly SimulatedMember[]) {
    this.userIds = new Map(members.map(({ userId }) => [`union-${userId}`, userId]))
  }

  add(userId: string, event: SimulatedEvent): void {
    this.events.set(userId, [...(this.events.get(userId) ?? []), event])
  }

  matches(route: string): boolean {
    return path.test(route)
  }

  view(url: URL): object {
    const unionId = decodeURIComponent(path.exec(`GET ${url.pathname}`)?.[1] ?? '')
    const userId = this.userIds.get(unionId)
    if (userId === undefined) throw new Refusal(400, 'invalidParameter.userId', `no such unionId: ${unionId}`)
    const { timeMin, timeMax, maxResults, nextToken } = parsed(Object.fromEntries(url.searchParams))
    const [from, to] = [Date.parse(timeMin), Date.parse(timeMax)]
    if (from >= to) throw new Refusal(400, 'invalidParameter.time', 'timeMin is not before timeMax')
    const found = (this.events.get(userId) ?? [])
      .filter(({ start, end }) => momentOf(start) < to && from < momentOf(end))
      .sort((a, b) => momentOf(a.start) - momentOf(b.start))
    const page = found.slice(nextToken, nextToken + maxResults)
    const next = nextToken + maxResults
    return {
      events: page.map((event) => wireOf(event, unionId)),
      ...(next < found.length ? { nextToken: String(next) } : {}),
    }
  }
}

const momentOf = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00:00+08:00` : text)

const wireOf = ({ summary, start, end, status, response }: SimulatedEvent, unionId: string): object => ({
  id: randomUUID(),
  summary,
  start: wireMoment(start),
  end: wireMoment(end),
  status: status ?? 'confirmed',
  organizer: { id: unionId, responseStatus: 'accepted' },
  attendees: [{ id: unionId, displayName: '', responseStatus: response ?? 'accepted' }],
})

const wireMoment = (text: string): object =>
  text.length === 10 ? { date: text } : { dateTime: text, timeZone: 'Asia/Shanghai' }

const time = z.iso.datetime({ offset: true })
const shape = z.strictObject({
  timeMin: time,
  timeMax: time,
  maxResults: z.coerce.number().int().min(1).max(100).default(100),
  nextToken: z.coerce.number().int().nonnegative().default(0),
})

const parsed = (query: unknown): z.infer<typeof shape> => {
  const read = shape.safeParse(query)
  if (!read.success) throw new Refusal(400, 'invalidParameter', z.prettifyError(read.error))
  return read.data
}
