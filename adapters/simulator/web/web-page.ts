import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a platform's own page answers a browser. */
export type PageAnswer =
  | { readonly kind: 'page'; readonly status: number; readonly title: string; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly string[] }

export interface PageAsked {
  readonly path: string
  readonly query: URLSearchParams
  readonly cookies: ReadonlyMap<string, string>
}

/** Answers pages, undefined for what is no page. */
export type Pages = (asked: PageAsked) => PageAnswer | undefined

/** True where it was a page, and is answered. */
export function answerPage(
  pages: Pages | undefined,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (request.method !== 'GET' || pages === undefined) return false
  const asked = {
    path: url.pathname,
    query: url.searchParams,
    cookies: cookiesOf(request.headers.cookie ?? ''),
  }
  const answer = pages(asked)
  if (answer === undefined) return false
  if (answer.kind === 'redirect') {
    response.writeHead(302, {
      location: answer.to,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'set-cookie': [...(answer.cookies ?? [])],
    })
    response.end()
    return true
  }
  response.writeHead(answer.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
  })
  response.end(
    `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${answer.title}</title><h1>${answer.title}</h1><p>${answer.text}</p>`,
  )
  return true
}

const cookiesOf = (header: string): Map<string, string> =>
  new Map(
    header.split(';').flatMap((part) => {
      const [name = '', value] = part.trim().split('=', 2)
      return name === '' || value === undefined ? [] : [[name, value] as const]
    }),
  )

/**
 * Every client has cookies of its own. One browser plays them all, so whatever another person's pages left there is
 * taken away when somebody else sits down.
 */
export const seatedCookies = (
  cookies: PageAsked['cookies'],
  name: string,
  seat: string,
): readonly string[] => [
  ...[...cookies.keys()].filter((one) => one !== name).map((one) => `${one}=; Path=/; Max-Age=0`),
  `${name}=${seat}; Path=/; HttpOnly; SameSite=Lax`,
]
