import { z } from 'zod'

import type { Instant } from '../../../contract/quantities'
import { instant } from '../../../contract/quantities'
import type { DirectoryAnswer } from './directory'
import type { OpenApi } from './openapi'

/** Something in a person's own calendar. */
export interface DingtalkEvent {
  readonly summary: string
  readonly from: Instant
  readonly to: Instant
  readonly cancelled: boolean
  /** The person has said no. */
  readonly declined: boolean
}

export interface DingtalkEventPage {
  readonly events: readonly DingtalkEvent[]
  /** '' after the last one. */
  readonly next: string
}

const PAGE = 100

/**
 * `GET /v1.0/calendar/users/{unionId}/calendars/primary/eventsview` (查询日程视图): times in ISO 8601 with their offset.
 * An event of whole days has a date in place of a time; such a day is China's.
 */
export const listEvents = async (
  api: OpenApi,
  unionId: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  next: string,
): Promise<DirectoryAnswer<DingtalkEventPage>> => {
  const path = `/v1.0/calendar/users/${encodeURIComponent(unionId)}/calendars/primary/eventsview`
  const answer = await api.read(path, {
    timeMin: isoOf(from),
    timeMax: isoOf(to),
    maxResults: String(PAGE),
    ...(next === '' ? {} : { nextToken: next }),
  })
  switch (answer.kind) {
    case 'answered': {
      const page = pageShape.safeParse(answer.body)
      if (!page.success) return api.refused('calendar-unreadable')
      const events = page.data.events.map((event) => eventOf(event, unionId))
      return { kind: 'found', value: { events, next: page.data.nextToken ?? '' } }
    }
    case 'skipped':
      return { kind: 'missing' }
    case 'already-shown':
      return api.refused('calendar-unreadable')
    default:
      return answer
  }
}

const isoOf = (at: Instant): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, '+00:00')

const eventOf = ({ summary, start, end, status, attendees }: WireEvent, unionId: string): DingtalkEvent => ({
  summary: summary ?? '',
  from: start,
  to: end,
  cancelled: status === 'cancelled',
  declined:
    attendees?.some(({ id, responseStatus }) => id === unionId && responseStatus === 'declined') ?? false,
})

const momentShape = z
  .object({ dateTime: z.string().max(40).nullish(), date: z.string().max(10).nullish() })
  .transform(({ dateTime, date }, context) => {
    const at = Date.parse(dateTime ?? (date === null || date === undefined ? '' : `${date}T00:00:00+08:00`))
    if (!Number.isNaN(at)) return instant(at)
    context.addIssue('neither a time nor a date')
    return z.NEVER
  })

const eventShape = z.object({
  summary: z.string().max(5_000).nullish(),
  start: momentShape,
  end: momentShape,
  status: z.string().max(40).nullish(),
  attendees: z
    .array(z.object({ id: z.string().max(128).nullish(), responseStatus: z.string().max(40).nullish() }))
    .nullish(),
})
type WireEvent = z.infer<typeof eventShape>

const pageShape = z.object({
  events: z
    .array(eventShape)
    .max(1_000)
    .nullish()
    .transform((events) => events ?? []),
  nextToken: z.string().max(2_000).nullish(),
})
