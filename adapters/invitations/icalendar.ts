import type { Invitation } from '../../contract/ports/invitation-desk'

type Dated = Pick<
  Invitation,
  'uid' | 'sequence' | 'state' | 'changedAt' | 'title' | 'start' | 'length' | 'host' | 'guest'
>

/**
 * The invitation as a file that calendars open: RFC 5545, with the method of RFC 5546 (REQUEST, and CANCEL for one that
 * is off). Times are in UTC. Neither side's mail address is known here, so people stand in it as `invalid:nomail`, which
 * calendars show by name and send nothing to; the answer is given on the invitation's page.
 */
export function toICalendar(invitation: Dated, description: string, url: string | null): string {
  const { uid, sequence, state, changedAt, start, length, title, host, guest } = invitation
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Zhongshu//Meetings//ZH',
    'CALSCALE:GREGORIAN',
    `METHOD:${state === 'booked' ? 'REQUEST' : 'CANCEL'}`,
    'BEGIN:VEVENT',
    `UID:${textOf(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utcOf(changedAt)}`,
    `DTSTART:${utcOf(start)}`,
    `DTEND:${utcOf(start + length)}`,
    `SUMMARY:${textOf(title)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${textOf(description)}`]),
    `ORGANIZER;CN=${parameterOf(host)}:invalid:nomail`,
    `ATTENDEE;CN=${parameterOf(guest)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:invalid:nomail`,
    ...(url === null ? [] : [`URL:${url}`]),
    `STATUS:${state === 'booked' ? 'CONFIRMED' : 'CANCELLED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** `20261201T020000Z`: a date with UTC time, RFC 5545 section 3.3.5. */
const utcOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** Section 3.3.11: backslash, semicolon, comma and line break are escaped; other control characters may not stand there. */
const textOf = (text: string): string =>
  clean(text)
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')

/** Section 3.2: always quoted, with the caret escapes of RFC 6868 for what a quoted value cannot hold. */
const parameterOf = (text: string): string =>
  `"${clean(text).replace(/\^/g, '^^').replace(/"/g, "^'").replace(/\n/g, '^n')}"`

const clean = (text: string): string =>
  text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- these are what the grammar leaves out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')

const LONGEST = 75

/** Section 3.1: at most 75 octets a line, its break left out; what goes on begins with a blank. No character is cut in two. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character)
    if (octets + size > LONGEST) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n')
}

const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
