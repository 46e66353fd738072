import type { SimulatedPlatform } from '../simulated-platform'
import type { TrafficTime } from './traffic-time'
import { systemTime } from './traffic-time'

export interface LinkReaderDeps {
  /** Where the hub is, `http://127.0.0.1:3000`. */
  readonly baseUrl: string
  readonly platforms: readonly Pick<SimulatedPlatform, 'conversation' | 'onChange'>[]
  /** Whose conversations are looked at. */
  readonly people: readonly string[]
  /** A number in [0, 1); Math.random unless told. */
  readonly chance?: () => number
  readonly time?: TrafficTime
  readonly open?: (url: string, signal: AbortSignal) => Promise<void>
}

export interface LinkReaders {
  start(): void
  /** Resolves when nobody reads any more. */
  stop(): Promise<void>
  /** Newest first, at most six lines for people who watch. */
  latest(): readonly { readonly at: number; readonly text: string }[]
}

/** Milliseconds from a link's coming to its being opened, and to its being opened once more. */
const patience = { shortest: 12_000, spread: 18_000, again: 90_000 } as const
/** How many of those who opened it open it a second time. */
const returning = 0.4
const mostLines = 6

/**
 * The customers whom a seated person sends a document. Nobody in a trial can forward a message, so a message with a
 * link counts as forwarded when it has come: a while later somebody opens it, by HTTP, as a telephone would.
 */
export function createLinkReaders(deps: LinkReaderDeps): LinkReaders {
  const { baseUrl, platforms, people, chance = Math.random, time = systemTime, open = openByFetch } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const seen = new Set<string>()
  const reading = new Set<Promise<void>>()
  let lines: { at: number; text: string }[] = []
  const unsubscribe: (() => void)[] = []

  const read = async (token: string): Promise<void> => {
    await time.wait(patience.shortest + chance() * patience.spread, signal)
    await opens(token, '一位客户打开了发给他的资料')
    if (chance() >= returning) return
    await time.wait(patience.again, signal)
    await opens(token, '一位客户又打开了一次发给他的资料')
  }
  const opens = async (token: string, text: string): Promise<void> => {
    if (signal.aborted) return
    const done = await open(`${baseUrl}/t/${token}`, signal).then(
      () => true,
      () => false,
    )
    if (done) lines = [{ at: time.now(), text }, ...lines].slice(0, mostLines)
  }
  const take = (token: string): void => {
    const reader = read(token).finally(() => reading.delete(reader))
    reading.add(reader)
  }
  const look = (platform: LinkReaderDeps['platforms'][number], userId: string): string[] =>
    platform.conversation(userId).flatMap(({ from, shown }) => {
      const token = from === 'bot' && shown.form !== 'card' ? tokenIn(shown.text) : undefined
      if (token === undefined || seen.has(token)) return []
      seen.add(token)
      return [token]
    })

  return {
    start: () => {
      for (const platform of platforms) {
        // What lies there from an earlier run was opened then.
        for (const userId of people) look(platform, userId)
        unsubscribe.push(platform.onChange((userId) => look(platform, userId).forEach(take)))
      }
    },
    stop: async () => {
      for (const end of unsubscribe) end()
      stopping.abort()
      await Promise.allSettled(reading)
    },
    latest: () => lines,
  }
}

const tokenIn = (text: string): string | undefined => /\/t\/([\w-]{35})(?![\w-])/.exec(text)?.[1]

const telephone = {
  'user-agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 Language/zh_CN',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
} as const

async function openByFetch(url: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { headers: telephone, signal, redirect: 'manual' })
  await answer.arrayBuffer()
  if (answer.status >= 400) throw new Error(`a document link answered ${answer.status}`)
}
