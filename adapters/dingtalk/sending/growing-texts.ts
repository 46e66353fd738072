import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { Recent } from '../recent'
import type { CardOutcome } from '../rest/cards'
import type { Piece } from '../rest/stream-card'

interface Growing {
  /** The newest text that has not been sent, and who waits to hear of it. */
  next: Piece | undefined
  waiting: ((outcome: CardOutcome) => void)[]
  sentAt: number
  /** Ends a rest early. */
  wake: () => void
}

interface GrowingDeps {
  readonly show: (piece: Piece) => Promise<CardOutcome>
  /** Milliseconds between two texts of one card: quicker ones use up everybody's calls of that second. */
  readonly gap: number
}

/** How often a last text is tried, and the longest wait in between, in milliseconds. */
const lastTries = 6
const longestWait = 5_000

/**
 * Texts that grow inside a card.
 *
 * 1. One call at a time for each card, `gap` apart, always with the newest text: what was said in between is in it.
 * 2. Every caller hears what became of the call that carried his text or a later one.
 * 3. The last text waits for no gap and is tried again where an earlier one would be dropped: a card that is never
 *    ended spins for ever. After it nothing more is sent for that card.
 */
export class GrowingTexts {
  private readonly growing = new Map<string, Growing>()
  private readonly ended = new Recent<true>(2_000)
  private stopped = false

  constructor(private readonly deps: GrowingDeps) {}

  /** Undefined where the text was ended before. */
  say(said: Omit<Piece, 'guid'>): Promise<CardOutcome> | undefined {
    const id = `${said.outTrackId}/${said.key}`
    if (this.ended.get(id) === true) return undefined
    if (said.final) this.ended.set(id, true)
    const piece = { ...said, guid: randomUUID() }
    return new Promise((resolve) => {
      const growing = this.growing.get(id) ?? this.begin(id)
      growing.next = piece
      growing.waiting.push(resolve)
      if (piece.final) growing.wake()
    })
  }

  start(): void {
    this.stopped = false
  }

  /** Rests and repetitions end; what is under way goes on. */
  stop(): void {
    this.stopped = true
    for (const { wake } of this.growing.values()) wake()
  }

  private begin(id: string): Growing {
    const fresh: Growing = { next: undefined, waiting: [], sentAt: -Infinity, wake: () => undefined }
    this.growing.set(id, fresh)
    queueMicrotask(() => void this.sendAll(id, fresh))
    return fresh
  }

  private async sendAll(id: string, growing: Growing): Promise<void> {
    while (growing.next !== undefined) {
      const { next: piece, waiting } = growing
      growing.next = undefined
      growing.waiting = []
      growing.sentAt = performance.now()
      const outcome = await this.send(piece)
      if (piece.final && outcome.kind !== 'shown') this.ended.forget(id)
      for (const tell of waiting) tell(outcome)
      await this.rest(growing)
    }
    this.growing.delete(id)
  }

  /** Until the gap is over or somebody says the last text; the next text may come meanwhile. */
  private rest(growing: Growing): Promise<void> {
    const left = growing.sentAt + this.deps.gap - performance.now()
    if (left <= 0 || this.stopped || growing.next?.final === true) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, left)
      growing.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  private async send(piece: Piece): Promise<CardOutcome> {
    let outcome = await this.deps.show(piece)
    for (let tries = 1; piece.final && outcome.kind === 'try-later' && tries < lastTries; tries += 1) {
      await wait(Math.min(outcome.after, longestWait))
      if (this.stopped) return outcome
      outcome = await this.deps.show(piece)
    }
    return outcome
  }
}
