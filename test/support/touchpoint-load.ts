import { Agent, request } from 'node:http'

/** What a load knows of the touchpoints it has made. */
export interface Load {
  /** Ids whose request was answered as kept. */
  readonly acknowledged: ReadonlySet<string>
  /** Ids that were put on the wire, answered or not. */
  readonly sent: ReadonlySet<string>
  /** How often each status was answered; 0 is no answer at all. */
  readonly answers: ReadonlyMap<number, number>
  /** Refusals without Retry-After, receipts that do not add up. */
  readonly complaints: readonly string[]
  /** Longest time between two acknowledged requests, in milliseconds. */
  readonly longestGap: number
  /** Inquiries that are acknowledged. */
  readonly inquiries: number
  /** Makes no more, and resolves when every inquiry and every link of a device to its customer is acknowledged. */
  finish(): Promise<void>
}

export interface LoadOptions {
  /** Where the hub is at the moment. */
  readonly url: () => string
  readonly key: string
  readonly customers: number
  readonly connections: number
  /** Pause of each connection between two requests, in milliseconds. */
  readonly pauseMs: number
  /** How many customers may have sent their inquiry by now. */
  readonly inquiriesDue: () => number
  readonly chance: () => number
}

interface Piece {
  readonly id: string
  readonly body: object
  /** Sent again until it is acknowledged; the others may be given up. */
  readonly needed: boolean
}

const pages = [
  '/',
  '/docs/api/auth',
  '/docs/api/orders',
  '/pricing',
  '/cases/steel',
  '/products/p1',
  '/download',
]

/**
 * Visitors on keep-alive connections. Each customer sends one inquiry, sits at a device of his own, and opens pages
 * at random. A request without an answer is repeated or given up, as senders do.
 */
export function startLoad(options: LoadOptions): Load {
  const { chance, customers } = options
  const acknowledged = new Set<string>()
  const sent = new Set<string>()
  const answers = new Map<number, number>()
  const complaints: string[] = []
  const needed: Piece[] = Array.from({ length: customers }, (_, k) => linkOf(k))
  let inquiriesMade = 0
  let inquiries = 0
  let made = 0
  let finishing = false
  let lastAt = Date.now()
  let longestGap = 0

  const addDue = (): void => {
    const due = Math.min(customers, options.inquiriesDue())
    for (; inquiriesMade < due; inquiriesMade += 1) needed.push(inquiryOf(inquiriesMade))
  }

  const batch = (): Piece[] => {
    addDue()
    const pieces = needed.splice(0, chance() < 0.5 ? 3 : 0)
    if (finishing) return [...pieces, ...needed.splice(0, 20)]
    const views = 1 + Math.floor(chance() * 20)
    for (let i = 0; i < views; i += 1)
      pieces.push(viewOf((made += 1), Math.floor(chance() * customers), chance))
    return pieces
  }

  const settle = (pieces: readonly Piece[], answer: Answer): 'kept' | 'again' | 'given-up' => {
    answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
    if (answer.status === 200) {
      longestGap = Math.max(longestGap, Date.now() - lastAt)
      lastAt = Date.now()
      for (const { id } of pieces) acknowledged.add(id)
      inquiries += pieces.filter(({ id }) => id.startsWith('inquiry-')).length
      const complaint = complaintOf(pieces.length, answer.body)
      if (complaint !== undefined) complaints.push(complaint)
      return 'kept'
    }
    if (answer.status === 503 && answer.retryAfter === undefined) complaints.push('a 503 without Retry-After')
    if (![0, 429, 503].includes(answer.status)) complaints.push(`${answer.status}: ${answer.body}`)
    if (finishing || chance() < 0.5) return 'again'
    // Whoever gives up may later send the same once more.
    needed.push(...pieces.filter((piece) => piece.needed))
    return 'given-up'
  }

  const connection = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!finishing || needed.length > 0) {
      const pieces = batch()
      if (pieces.length === 0) break
      for (const { id } of pieces) sent.add(id)
      while (settle(pieces, await post(agent, options, pieces)) === 'again') await pause(30)
      await pause(finishing ? 0 : options.pauseMs)
    }
    agent.destroy()
  }

  const all = Promise.all(Array.from({ length: options.connections }, connection))
  return {
    acknowledged,
    sent,
    answers,
    complaints,
    get longestGap() {
      return longestGap
    },
    get inquiries() {
      return inquiries
    },
    finish: async () => {
      addDue()
      finishing = true
      await all
      // Somebody may have given up while the others were through already.
      while (needed.length > 0) await connection()
    },
  }
}

/** `c7` of whoever the identifiers `account:c7` and `device:d7` are. */
export const customerOf = (identifier: { readonly value: string }): string => `c${identifier.value.slice(1)}`

const linkOf = (k: number): Piece => ({
  id: `link-${k}`,
  needed: true,
  body: {
    verb: 'identified',
    object: { type: 'customer', id: `c${k}` },
    who: { account: `c${k}`, device: `d${k}` },
    profile: { name: `客户${k}` },
  },
})

const inquiryOf = (k: number): Piece => ({
  id: `inquiry-${k}`,
  needed: true,
  body: {
    verb: 'submitted',
    topic: 'inquiry',
    object: { type: 'form', id: '/contact' },
    who: { account: `c${k}` },
  },
})

const viewOf = (n: number, k: number, chance: () => number): Piece => {
  const at = chance()
  const who =
    at < 0.3 ? { device: `d${k}` } : at < 0.9 ? { account: `c${k}` } : { account: `c${k}`, device: `d${k}` }
  return {
    id: `view-${n}`,
    needed: false,
    body: {
      verb: 'viewed',
      object: { type: 'page', id: pages[Math.floor(chance() * pages.length)] ?? '/' },
      who,
      visit: `v${k}-${Math.floor(n / 500)}`,
    },
  }
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly retryAfter?: string
}

const post = (agent: Agent, { url, key }: LoadOptions, pieces: readonly Piece[]): Promise<Answer> =>
  new Promise((resolve) => {
    const none: Answer = { status: 0, body: '' }
    const text = JSON.stringify(pieces.map(({ id, body }) => ({ id, ...body })))
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const sending = request(
      `${url()}/v1/touchpoints`,
      { method: 'POST', agent, headers, timeout: 20_000 },
      (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (some: string) => (body += some))
        answer.once('error', () => resolve(none))
        answer.once('end', () => {
          const retryAfter = answer.headers['retry-after']
          const heard = { status: answer.statusCode ?? 0, body }
          resolve(retryAfter === undefined ? heard : { ...heard, retryAfter })
        })
      },
    )
    sending.once('timeout', () => sending.destroy())
    sending.once('error', () => resolve(none))
    // A connection cut in the middle of an answer tells nobody but `close`.
    sending.once('close', () => resolve(none))
    sending.end(text)
  })

function complaintOf(sent: number, body: string): string | undefined {
  const receipt = JSON.parse(body) as { accepted: number; repeated: number; quarantined: number }
  const fits = receipt.accepted + receipt.repeated === sent && receipt.quarantined === 0
  return fits ? undefined : `${sent} sent, answered ${body}`
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
