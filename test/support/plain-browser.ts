export interface Opened {
  readonly status: number
  /** Where it ended, as the address bar has it. */
  readonly url: string
  readonly headers: Headers
  readonly text: string
}

export interface Asked {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A browser without a screen: it follows links, keeps cookies by host, and runs no script. */
export interface PlainBrowser {
  /** Every address on the way is told to `passed`. */
  open(address: string, headers?: Readonly<Record<string, string>>): Promise<Opened>
  /** What a page of that origin asks of its server. */
  ask(address: string, asked?: Asked): Promise<{ readonly status: number; readonly body: unknown }>
  readonly passed: readonly string[]
  cookie(host: string, name: string): string | undefined
  /** The attributes of every cookie that was set, as they came. */
  readonly setCookies: readonly string[]
}

/** `places` says on which machine an origin really is. */
export function plainBrowser(places: Readonly<Record<string, string>>): PlainBrowser {
  const jars = new Map<string, Map<string, string>>()
  const passed: string[] = []
  const setCookies: string[] = []

  const send = async (address: string, init: RequestInit, more: Readonly<Record<string, string>>) => {
    const { origin, hostname } = new URL(address)
    const jar = jars.get(hostname) ?? new Map<string, string>()
    jars.set(hostname, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const real = address.replace(origin, places[origin] ?? origin)
    const answer = await fetch(real, { redirect: 'manual', ...init, headers: { ...more, cookie } })
    for (const line of answer.headers.getSetCookie()) {
      setCookies.push(line)
      const [name = '', value = ''] = line.split(';', 1)[0]?.split('=', 2) ?? []
      if (/max-age=0(;|$)/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }

  const open = async (address: string, headers: Readonly<Record<string, string>> = {}): Promise<Opened> => {
    let at = address
    for (let step = 0; step < 12; step++) {
      passed.push(at)
      const answer = await send(at, {}, headers)
      const to = answer.headers.get('location')
      if (to === null)
        return { status: answer.status, url: at, headers: answer.headers, text: await answer.text() }
      at = new URL(to, at).toString()
    }
    throw new Error(`round and round: ${passed.join(' → ')}`)
  }

  return {
    passed,
    setCookies,
    open,
    cookie: (host, name) => jars.get(host)?.get(name),
    ask: async (address, { method = 'GET', body, headers = {} } = {}) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const own =
        method === 'GET' ? {} : { origin: new URL(address).origin, 'content-type': 'application/json' }
      const answer = await send(address, { method, ...sent }, { ...own, ...headers })
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
    },
  }
}
