import { Fault } from '../../contract/fault'
import type { FaultCode } from '../../contract/fault'
import type { MeetingId } from '../../contract/meeting'
import { meetingCode, meetingId } from '../../contract/meeting'
import type { Clock } from '../../contract/ports/clock'
import type { Door, DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { Instant } from '../../contract/quantities'
import type { Invitation, InvitationDesk } from '../../contract/ports/invitation-desk'
import { toICalendar } from './icalendar'
import { backTo, expiredPage, invitationPage, minutesOf, noTimePage, troublePage, unknownPage } from './pages'
import { wording } from './wording'

export interface InvitationDoorDeps {
  readonly desk: InvitationDesk
  readonly clock: Clock
  readonly utcOffsetMinutes: number
  /** What a link's token leads to. */
  readonly readLink: (token: string) => {
    readonly kind: 'valid' | 'expired' | 'forged'
    readonly id?: number
  }
  /** Whether a request comes from a program that looks at links by itself. */
  readonly isRobot: (headers: DoorRequest['headers']) => boolean
  /** How long a link that is asked for too often waits; 0 where it need not. */
  readonly wait: (link: number, at: Instant) => number
  /** Where the invitation is opened, or null where nobody outside reaches the hub. */
  readonly pageOf: (invitation: Invitation) => string | null
}

const LONGEST_NOTE = 200

/**
 * Invitations, for customers, who have no account here: the page at `/i/<token>`, the calendar file at
 * `/i/<token>.ics`, and the answer by POST at `/i/<token>/reply`.
 *
 * 1. The token is the only key; a wrong one costs no query.
 * 2. That it was opened is durable before the page leaves. What looks at links by itself (HEAD, previews, a link with
 *    `?ours`) opens nothing, and only a person who presses a button answers.
 * 3. Nothing on the page runs, and nothing else is loaded.
 */
export const createInvitationDoor = (deps: InvitationDoorDeps): Door => ({
  name: 'invitations',
  routes: (['GET', 'HEAD', 'POST'] as const).map((method) => ({ method, path: '/i', prefix: true as const })),
  bodyLimit: 4 * 1_024,
  handle: (request) => answer(deps, request),
  refuse: ({ code }) => troublePage(statuses[code] ?? 503),
})

const statuses: Readonly<Partial<Record<FaultCode, number>>> = {
  'body-too-large': 413,
  'unsupported-media': 415,
  'method-not-allowed': 405,
  'bad-request': 400,
  'too-slow': 408,
}

interface Asked {
  readonly token: string
  readonly what: 'page' | 'file' | 'reply'
}

const answer = async (deps: InvitationDoorDeps, request: DoorRequest): Promise<DoorAnswer> => {
  const asked = askedFor(request)
  if (asked === undefined) return unknownPage()
  const link = deps.readLink(asked.token)
  if (link.kind === 'expired') return expiredPage()
  if (link.kind === 'forged' || link.id === undefined) return unknownPage()
  if (deps.wait(link.id, request.receivedAt) > 0) return troublePage(429)
  const id = meetingId(link.id)
  if (asked.what === 'reply') return reply(deps, request, id, asked.token)
  const invitation = await deps.desk.invitation(id)
  if (invitation === null) return unknownPage()
  if (isOpening(deps, request)) await deps.desk.opened(id)
  const shown = asked.what === 'page' ? pageFor(deps, invitation, asked.token) : fileOf(deps, invitation)
  return request.method === 'HEAD' ? { ...shown, body: '' } : shown
}

const askedFor = ({ method, path }: DoorRequest): Asked | undefined => {
  // Chats show the link with these two escaped, which means the same.
  const plain = path.replace(/%5F/gi, '_').replace(/%2D/gi, '-')
  const [, token, end] = /^\/i\/([\w-]{1,64})(\.ics|\/reply)?$/.exec(plain) ?? []
  if (token === undefined) return undefined
  const what = end === '.ics' ? 'file' : end === '/reply' ? 'reply' : 'page'
  return (what === 'reply') === (method === 'POST') ? { token, what } : undefined
}

const isOpening = ({ isRobot }: InvitationDoorDeps, { method, headers, query }: DoorRequest): boolean =>
  method === 'GET' && !query.has('ours') && !isRobot(headers)

const pageFor = (
  { clock, utcOffsetMinutes }: InvitationDoorDeps,
  invitation: Invitation,
  token: string,
): DoorAnswer => invitationPage(invitation, { token, now: clock.now(), utcOffsetMinutes })

const fileOf = ({ pageOf }: InvitationDoorDeps, invitation: Invitation): DoorAnswer => ({
  status: 200,
  headers: {
    'content-type': `text/calendar; charset=utf-8; method=${invitation.state === 'booked' ? 'REQUEST' : 'CANCEL'}`,
    'content-disposition': `attachment; filename="${meetingCode(invitation.id)}.ics"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body: toICalendar(invitation, wording.description(minutesOf(invitation)), pageOf(invitation)),
})

/** An answer that changes nothing any more leads back to the page, which says why. */
const reply = async (
  { desk }: InvitationDoorDeps,
  { body, headers }: DoorRequest,
  id: MeetingId,
  token: string,
): Promise<DoorAnswer> => {
  if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) throw noForm()
  const form = new URLSearchParams(body.toString('utf8'))
  const note = tidy(form.get('note') ?? '')
  switch (form.get('answer')) {
    case 'accept':
      await desk.reply(id, 'accepted', '')
      return backTo(token)
    case 'other-time':
      if (note === '' || [...note].length > LONGEST_NOTE) return noTimePage()
      await desk.reply(id, 'other-time', note)
      return backTo(token)
    default:
      return unknownPage()
  }
}

const tidy = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const noForm = (): Fault =>
  new Fault({
    code: 'unsupported-media',
    message: '只接受表单。Only a form is read here.',
    advice: '请打开邀请页回复。Answer on the invitation page.',
  })
