/** One HTTP exchange. Rejects where there was none: refused, cut off, out of time. */
export type SendHttp = (request: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}) => Promise<{ readonly status: number; readonly retryAfter: string | null; readonly body: string }>

const timeLimitMs = 10_000

/** Posts with Node's own client. */
export const sendByFetch: SendHttp = async ({ url, headers, body, signal }) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers },
    body,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeLimitMs)]),
  })
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: (await response.text()).slice(0, 500),
  }
}
