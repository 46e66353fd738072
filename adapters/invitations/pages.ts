import type { DoorAnswer } from '../../contract/ports/door'
import type { Invitation } from '../../contract/ports/invitation-desk'
import type { Instant } from '../../contract/quantities'
import { wording } from './wording'

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  // The link is the key: it goes nowhere with the reader.
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
} as const

export interface Shown {
  readonly token: string
  readonly now: Instant
  readonly utcOffsetMinutes: number
}

/** The invitation: what, when, with whom, and as long as it can be answered, the two answers. It runs no script. */
export const invitationPage = (invitation: Invitation, shown: Shown): DoorAnswer => {
  const { title, host } = invitation
  return page(
    200,
    title,
    `<p class="quiet">${wording.invitation}</p><h1>${escaped(title)}</h1><dl>` +
      row(wording.when, whenText(invitation, shown)) +
      row('', wording.length(minutesOf(invitation))) +
      row(wording.host, host) +
      `</dl>${standing(invitation, shown)}`,
  )
}

const standing = (invitation: Invitation, { token, now }: Shown): string => {
  if (invitation.state === 'cancelled') return said(wording.off)
  if (invitation.start + invitation.length <= now) return said(wording.over)
  const { reply, replyNote } = invitation
  const answered =
    reply === 'accepted'
      ? said(wording.accepted)
      : reply === 'other-time'
        ? said(wording.asked(replyNote))
        : ''
  const accept =
    reply === 'accepted'
      ? ''
      : form(token, `<button name="answer" value="accept" class="first">${wording.accept}</button>`)
  const other = form(
    token,
    `<input name="note" required maxlength="200" placeholder="${escaped(wording.otherTimeHint)}">` +
      `<button name="answer" value="other-time">${wording.otherTime}</button>`,
  )
  return `${answered}${accept}${other}<p><a href="/i/${token}.ics">${wording.calendar}</a></p>`
}

export const unknownPage = (): DoorAnswer => notice(404, wording.unknown)
export const expiredPage = (): DoorAnswer => notice(410, wording.expired)
export const noTimePage = (): DoorAnswer => notice(400, wording.noTime)
export const troublePage = (status: number): DoorAnswer => notice(status, wording.trouble)

/** Back to the invitation, which shows the answer; reloading it sends nothing twice. */
export const backTo = (token: string): DoorAnswer => ({
  status: 303,
  headers: { location: `/i/${token}`, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
})

export const minutesOf = ({ length }: Pick<Invitation, 'length'>): number => Math.round(length / 60_000)

const notice = (status: number, { title, line }: { title: string; line: string }): DoorAnswer =>
  page(status, title, `<h1>${title}</h1><p>${line}</p>`)

/** `2026-12-01 周二 Tue 10:00–10:45 UTC+8`. */
function whenText({ start, length }: Invitation, { utcOffsetMinutes }: Shown): string {
  const clock = (at: number): Date => new Date(at + utcOffsetMinutes * 60_000)
  const [from, to] = [clock(start), clock(start + length)]
  const day = `${from.toISOString().slice(0, 10)} ${wording.weekdays[from.getUTCDay()] ?? ''}`
  const hours = `${from.toISOString().slice(11, 16)}–${to.toISOString().slice(11, 16)}`
  return `${day} ${hours} ${wording.zone(offsetText(utcOffsetMinutes))}`
}

/** `+8`, `-3:30`. */
const offsetText = (minutes: number): string => {
  const rest = Math.abs(minutes) % 60
  const whole = `${minutes < 0 ? '-' : '+'}${Math.floor(Math.abs(minutes) / 60)}`
  return rest === 0 ? whole : `${whole}:${String(rest).padStart(2, '0')}`
}

const row = (name: string, value: string): string => `<dt>${name}</dt><dd>${escaped(value)}</dd>`
const said = (text: string): string => `<p class="said">${escaped(text)}</p>`
const form = (token: string, inner: string): string =>
  `<form method="post" action="/i/${token}/reply">${inner}</form>`

const page = (status: number, title: string, inner: string): DoorAnswer => ({
  status,
  headers,
  body:
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escaped(title)}</title><style>${style}</style><main>${inner}</main></html>`,
})

const style =
  ':root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;margin:0;padding:1.5em}' +
  'main{max-width:30em;margin:8vh auto}h1{font-size:1.5em;margin:.2em 0 1em;overflow-wrap:anywhere}' +
  'dl{display:grid;grid-template-columns:auto 1fr;gap:.2em 1.2em}dt,.quiet{opacity:.65}dd{margin:0}' +
  'form{display:flex;flex-wrap:wrap;gap:.6em;margin:1.2em 0}input,button{font:inherit;padding:.6em .9em;' +
  'border-radius:.5em;border:1px solid #8888}input{flex:1 1 12em;min-width:0}button{cursor:pointer}' +
  '.first{background:#1677ff;border-color:#1677ff;color:#fff}.said{padding:.8em 1em;border-radius:.5em;background:#8882}'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
