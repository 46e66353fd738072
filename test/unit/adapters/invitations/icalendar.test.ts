import fc from 'fast-check'

import { toICalendar } from '../../../../adapters/invitations/icalendar'
import { instant, minutes } from '../../../../contract/quantities'
import { readICalendar, textValue } from '../../../support/read-icalendar'

const invitation = {
  uid: '6f1c7f6e-0f6b-4a43-9a3a-0a7e2f5f9b11@zhongshu',
  sequence: 0,
  state: 'booked' as const,
  changedAt: instant(Date.UTC(2026, 10, 28, 9, 0, 0)),
  start: instant(Date.UTC(2026, 11, 1, 2, 0, 0)),
  length: minutes(45),
  title: 'CTO 闭门技术交流',
  host: '林建国',
  guest: '陈立群',
}

const read = (over: Partial<Parameters<typeof toICalendar>[0]> = {}, description = '45 分钟') =>
  readICalendar(
    Buffer.from(toICalendar({ ...invitation, ...over }, description, 'https://hub.example.com/i/AbC')),
  )
const valueOf = (lines: ReturnType<typeof read>, name: string) =>
  lines.find((line) => line.name === name)?.value

describe('an invitation as a calendar file', () => {
  it('S1-28 has every property that RFC 5546 asks of a REQUEST, once', () => {
    const lines = read()
    expect(valueOf(lines, 'METHOD')).toBe('REQUEST')
    expect(valueOf(lines, 'STATUS')).toBe('CONFIRMED')
    expect(valueOf(lines, 'DTSTAMP')).toBe('20261128T090000Z')
    expect(valueOf(lines, 'DTSTART')).toBe('20261201T020000Z')
    expect(valueOf(lines, 'DTEND')).toBe('20261201T024500Z')
    expect(valueOf(lines, 'SUMMARY')).toBe('CTO 闭门技术交流')
    expect(valueOf(lines, 'SEQUENCE')).toBe('0')
    expect(lines.find(({ name }) => name === 'ORGANIZER')?.parameters).toEqual({ CN: '林建国' })
    expect(lines.find(({ name }) => name === 'ATTENDEE')?.parameters).toMatchObject({ CN: '陈立群' })
    const once = lines.map(({ name }) => name).filter((name) => name !== 'BEGIN' && name !== 'END')
    expect(new Set(once).size).toBe(once.length)
  })

  it('S1-28 takes a meeting out of the calendar under the same UID with a higher SEQUENCE', () => {
    const lines = read({ state: 'cancelled', sequence: 1 })
    expect(valueOf(lines, 'METHOD')).toBe('CANCEL')
    expect(valueOf(lines, 'STATUS')).toBe('CANCELLED')
    expect(valueOf(lines, 'SEQUENCE')).toBe('1')
    expect(valueOf(lines, 'UID')).toBe(valueOf(read(), 'UID'))
  })

  it('S1-28 says whatever people are called and whatever it is about, by the grammar of RFC 5545', () => {
    const words = fc.string({ unit: 'binary', maxLength: 200 })
    const tricky = fc
      .array(fc.constantFrom('闭', '😀', '👩‍👩‍👧', '\\', ';', ',', ':', '"', '^', '^n', '\n', '\r\n', ' ', 'a'), {
        maxLength: 90,
      })
      .map((parts) => parts.join(''))
    const any = fc.oneof(words, tricky)
    fc.assert(
      fc.property(any, any, any, any, (title, description, host, guest) => {
        const lines = read({ title, host, guest }, description)
        expect(textValue(valueOf(lines, 'SUMMARY') ?? '')).toBe(shown(title))
        if (description !== '')
          expect(textValue(valueOf(lines, 'DESCRIPTION') ?? '')).toBe(shown(description))
        expect(lines.find(({ name }) => name === 'ORGANIZER')?.parameters.CN).toBe(shown(host))
        expect(lines.find(({ name }) => name === 'ATTENDEE')?.parameters.CN).toBe(shown(guest))
      }),
      { numRuns: 500 },
    )
  })
})

/** What may not stand in a calendar file at all is left out; the rest comes back as it was. */
const shown = (text: string): string =>
  text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- the grammar's CONTROL
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
