import { setTimeout as wait } from 'node:timers/promises'

import { wordsOf } from '../../../contract/ports/chat'
import type { ChatHearing, DeliveryOutcome } from '../../../contract/ports/chat'
import type { ChatMemory } from '../../../contract/ports/chat-memory'
import type { Clock } from '../../../contract/ports/clock'
import { between, millis, minus, minutes } from '../../../contract/quantities'
import type { Instant } from '../../../contract/quantities'
import { KeyedQueue } from '../keyed-queue'
import type { Log } from '../log'
import { within } from '../within'
import { wording } from '../wording'
import type { AppPace } from './app-config'
import type { AppSender } from './app-sender'
import { decodeCallback } from './callback/decode-callback'
import type { AppHeard } from './callback/decode-callback'
import { parseXml } from './callback/parse-xml'

type Work = Exclude<AppHeard, { kind: 'nothing' | 'contact-changed' }>
type Press = Extract<Work, { kind: 'press' }>

/** What could not be answered for so long is given up: nobody waits for it any more. */
const givenUpAfter = minutes(10)
const tries = 3

interface ListenerDeps {
  readonly log: Log
  readonly clock: Clock
  readonly memory: ChatMemory
  readonly sender: AppSender
  readonly pace: AppPace
  readonly agentId: number
  readonly contactChanged: (externalId: string) => void
}

/**
 * Works on what the callback door took in.
 *
 * 1. `hear` resolves when the callback is kept, or was kept before: then it may be acknowledged. The work comes after.
 * 2. A callback that comes again, in whatever process, is worked on once.
 * 3. What a process left undone when it died is done by whoever sweeps.
 * 4. What one person says and presses is handled in the order it came.
 */
export class AppListener {
  private readonly queue = new KeyedQueue(1_000)
  private readonly inHand = new Set<string>()
  private hearing: ChatHearing | undefined

  constructor(private readonly deps: ListenerDeps) {}

  listenFor(hearing: ChatHearing): void {
    this.hearing = hearing
  }

  idle(): Promise<void> {
    return this.queue.idle()
  }

  async hear(raw: string): Promise<void> {
    const at = this.deps.clock.now()
    const heard = this.decode(raw, at)
    if (heard.kind === 'nothing') {
      this.deps.log.debug({ because: heard.because }, 'wecom called back with nothing to do')
      return
    }
    // Kept nowhere: it is a hint, and what it hints at is read anew every night.
    if (heard.kind === 'contact-changed') return this.deps.contactChanged(heard.externalId)
    if (await this.deps.memory.hear({ id: heard.id, raw, at })) this.take(heard, at)
  }

  /** Takes up what was left behind. */
  async sweep(): Promise<void> {
    if (this.hearing === undefined) return
    const before = minus(this.deps.clock.now(), millis(this.deps.pace.leftBehindAfter))
    for (const { id, raw, at } of await this.deps.memory.undone(before, 100)) {
      const heard = this.decode(raw, at)
      if (heard.kind === 'nothing' || heard.kind === 'contact-changed') await this.deps.memory.done(id)
      else if (!this.inHand.has(id)) this.take(heard, at)
    }
  }

  private decode(raw: string, at: Instant): AppHeard {
    const xml = parseXml(raw)
    if (xml === undefined) return { kind: 'nothing', because: 'not the XML we know' }
    return decodeCallback(xml, this.deps.agentId, at)
  }

  /** What finds no room, or nobody who listens yet, is kept and comes with the next sweep. */
  private take(heard: Work, at: Instant): void {
    if (this.hearing === undefined) return
    this.inHand.add(heard.id)
    if (this.queue.run(personOf(heard), () => this.handle(heard, at))) return
    this.inHand.delete(heard.id)
    this.deps.log.warn({ waiting: 1_000 }, 'too much waits to be answered, a wecom callback waits longer')
  }

  private async handle(heard: Work, at: Instant): Promise<void> {
    try {
      await this.answer(heard)
      await this.deps.memory.done(heard.id)
    } catch (failure) {
      const reason = failure instanceof Error ? failure.message.slice(0, 200) : 'unknown'
      this.deps.log.warn({ kind: heard.kind, reason }, 'a wecom callback could not be answered')
      if (between(at, this.deps.clock.now()) > givenUpAfter) await this.giveUp(heard.id)
    } finally {
      this.inHand.delete(heard.id)
    }
  }

  private giveUp(id: string): Promise<void> {
    return this.deps.memory.done(id).catch(() => undefined)
  }

  private answer(heard: Work): Promise<void> {
    switch (heard.kind) {
      case 'press':
        return this.answerPress(heard)
      case 'message':
        return this.answerMessage(heard)
      case 'losing-rights':
        this.deps.log.error(
          { event: heard.event, advice: wording.inactiveApp },
          'wecom is taking rights away',
        )
        return Promise.resolve()
    }
  }

  private async answerPress({ press, pressed, id }: Press): Promise<void> {
    const previous = { platform: 'wecom' as const, userId: press.from.userId, reference: press.reference }
    const answer = await within(this.deps.pace.answerWithin, this.hub().press(press))
    if (answer === null) {
      // The card keeps its buttons; whoever changes it later needs the code of this press.
      if (pressed.responseCode === null) return
      return this.deps.memory.keepCode(previous, pressed.responseCode, this.deps.clock.now())
    }
    const words = wordsOf(answer)
    await this.insist(() =>
      words.form === 'card'
        ? this.deps.sender.showPressed(words, previous, pressed)
        : this.deps.sender.answer(answer, press.from.userId, id),
    )
    const { also } = words
    if (also !== undefined)
      await this.insist(() => this.deps.sender.answer(also, press.from.userId, `${id}+`))
  }

  private async answerMessage({ message, id }: Extract<Work, { kind: 'message' }>): Promise<void> {
    const answer = await within(this.deps.pace.answerWithin, this.hub().message(message))
    if (answer !== null) await this.insist(() => this.deps.sender.answer(answer, message.from.userId, id))
  }

  /** An answer to a person is in nobody's outbox, so a moment's trouble is sat out here. */
  private async insist(show: () => Promise<DeliveryOutcome>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await show()
      if (outcome.kind === 'sent') return
      if (outcome.kind !== 'try-later' || attempt === tries) {
        return this.deps.log.error({ outcome }, 'an answer could not be shown')
      }
      await wait(Math.min(outcome.after, this.deps.pace.insistWithin), undefined, { ref: false })
    }
  }

  private hub(): ChatHearing {
    if (this.hearing === undefined) throw new Error('nobody listens yet')
    return this.hearing
  }
}

const personOf = (heard: Work): string =>
  heard.kind === 'message'
    ? heard.message.from.userId.toLowerCase()
    : heard.kind === 'press'
      ? heard.press.from.userId.toLowerCase()
      : ''
