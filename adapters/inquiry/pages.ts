import { wording } from './wording'

import type { Fault } from '../../contract/fault'
import type { DoorAnswer } from '../../contract/ports/door'

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; form-action 'self'",
}

/** A key is letters, digits, `_` and `-`; anything else would be a page that does what its link says. */
const plainKey = /^[\w-]{1,200}$/

/** The working example, with the key of its address in the places where the form needs it. */
export const formPage = (template: string, key: string | null): DoorAnswer => ({
  status: 200,
  headers: pageHeaders,
  body: template.replaceAll('{{key}}', key !== null && plainKey.test(key) ? key : ''),
})

/** What a browser without JavaScript shows after sending the form. */
export const thanksPage = (): DoorAnswer => ({
  status: 200,
  headers: pageHeaders,
  body: page(wording.thanksTitle, `<p>${wording.thanks}</p>`),
})

export const refusedPage = (fault: Fault, status: number): DoorAnswer => ({
  status,
  headers: pageHeaders,
  body: page(
    wording.refusedTitle,
    `<p>${escaped(fault.message)}</p><p>${escaped(fault.advice)}</p><p><a href="javascript:history.back()">${wording.back}</a></p>`,
  ),
})

const page = (title: string, inner: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title}</title><style>body{font:16px/1.6 sans-serif;max-width:32em;margin:4em auto;padding:0 1em}</style>` +
  `<h1>${title}</h1>${inner}</html>`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
