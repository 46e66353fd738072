import type { DoorAnswer } from '../../contract/ports/door'
import { en, zhCN } from './wording'

/** What every answer at a link has in common: it is for its reader alone, and says nothing about where he came from. */
export const commonHeaders = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
} as const

const pageHeaders = {
  ...commonHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
} as const

/** Whoever holds the link may know what it led to and whom to ask. */
export const endedPage = (name: string, sender: string): DoorAnswer =>
  page(410, zhCN.ended.title, [
    zhCN.ended.line(name), zhCN.ended.ask(sender),
    en.ended.line(name), en.ended.ask(sender),
  ]) // prettier-ignore

/** The same for everything that is no link of ours. */
export const notFoundPage = (): DoorAnswer =>
  page(404, zhCN.notThere.title, [zhCN.notThere.line, `${en.notThere.title}. ${en.notThere.line}`])

export const notNowPage = (seconds: number): DoorAnswer =>
  page(503, zhCN.notNow.title, [zhCN.notNow.line, `${en.notNow.title}. ${en.notNow.line}`], {
    'retry-after': String(seconds),
  })

export const tooOftenPage = (seconds: number): DoorAnswer =>
  page(429, zhCN.tooOften.title, [zhCN.tooOften.line, `${en.tooOften.title}. ${en.tooOften.line}`], {
    'retry-after': String(seconds),
  })

/** What a program that previews links may know, and a way on for a person whom we took for one. */
export const previewPage = (name: string): DoorAnswer => ({
  status: 200,
  headers: pageHeaders,
  body: html(name, [
    `<p><a href="?open=1" rel="nofollow">${escaped(zhCN.open(name))} · ${escaped(en.open(name))}</a></p>`,
  ]),
})

const page = (
  status: number,
  title: string,
  lines: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): DoorAnswer => ({
  status,
  headers: { ...pageHeaders, ...headers },
  body: html(
    title,
    lines.map((line) => `<p>${escaped(line)}</p>`),
  ),
})

const html = (title: string, body: readonly string[]): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${escaped(title)}</title><meta property="og:title" content="${escaped(title)}">` +
  `<style>:root{color-scheme:light dark}body{font:16px/1.6 sans-serif;max-width:32em;margin:4em auto;padding:0 1em}</style>` +
  `<h1>${escaped(title)}</h1>${body.join('')}</html>`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
