import { createHash } from 'node:crypto'

import type { ChatAddress } from '../../../contract/people'
import { wordsOf } from '../../../contract/ports/chat'
import type {
  DeliveryOutcome,
  RenderedMessage,
  SentMessage,
  WordsMessage,
} from '../../../contract/ports/chat'
import type { ChatMemory } from '../../../contract/ports/chat-memory'
import type { Clock } from '../../../contract/ports/clock'
import { hours, millis, minus, minutes } from '../../../contract/quantities'
import type { ConversationBudget } from '../conversation-budget'
import type { Log } from '../log'
import { RecentIds } from '../recent-ids'
import { isReference, taskIdOf, taskIdOfAnswer } from '../task-id'
import { wording } from '../wording'
import type { AppDelivery, NotSent } from './app-delivery'
import { outOfRange, refused } from './app-delivery'
import type { AppMessages, AppSent } from './app-messages'
import type { Pressed } from './callback/decode-callback'
import { LatelySaid } from './lately-said'
import { outcomeOfAppRefusal } from './outcome-of-app-refusal'

interface SenderDeps {
  readonly log: Log
  readonly clock: Clock
  readonly memory: ChatMemory
  readonly messages: AppMessages
  readonly delivery: AppDelivery
  readonly budget: ConversationBudget
  readonly taskSpace: string | undefined
}

/** 72 hours (DOC 94888), less what a call and two clocks may take. */
const codeLives = millis(hours(72) - minutes(5))
const recallLives = millis(hours(24) - minutes(5))

/** A lost acknowledgement is followed by the same words within seconds. */
const repeatsWithin = minutes(5)

/** Sends the hub's messages under their references, and changes those that are shown. */
export class AppSender {
  private readonly acknowledged = new RecentIds(10_000)
  private readonly picturesShown = new RecentIds(2_000)
  private readonly lately = new LatelySaid(repeatsWithin)

  constructor(private readonly deps: SenderDeps) {}

  async send(message: RenderedMessage, to: ChatAddress, reference: string): Promise<DeliveryOutcome> {
    if (!isReference(reference)) return refused('bad-reference', wording.badReference)
    const sent: SentMessage = { platform: 'wecom', userId: to.userId, reference }
    if (await this.wasShown(sent)) return { kind: 'sent', message: sent }
    const full = this.full(to.userId)
    if (full !== undefined) return full
    await this.pictureOf(message, sent)
    const taskId = taskIdOf(reference, this.deps.taskSpace)
    const words = wordsOf(message)
    const outcome = await this.deps.delivery.words(words, to.userId, taskId, this.onceWithin(words, sent))
    if (outcome.kind !== 'shown') return outcome
    await this.remember(sent, taskId, outcome.sent)
    return { kind: 'sent', message: sent }
  }

  /** The answer to what somebody said: under a task_id of its own, since the same card may be asked for again. */
  async answer(message: RenderedMessage, userId: string, messageId: string): Promise<DeliveryOutcome> {
    const words = wordsOf(message)
    const taskId = taskIdOfAnswer(words.body.task_id, messageId)
    const sent: SentMessage = { platform: 'wecom', userId, reference: taskId }
    const wait = this.deps.budget.waitForAnswer(userId, this.deps.clock.now())
    if (wait > 0) return overBudget(wait)
    await this.pictureOf(message, sent)
    const outcome = await this.deps.delivery.words(words, userId, taskId)
    return outcome.kind === 'shown' ? { kind: 'sent', message: sent } : outcome
  }

  /**
   * Changes a card that is shown, by the newest code for it, once. Without a good code the changed card is sent as a
   * new one, and the old one is taken back where WeCom still does that.
   */
  async replace(message: RenderedMessage, previous: SentMessage): Promise<DeliveryOutcome> {
    const words = wordsOf(message)
    const shown = await this.deps.memory.shown(previous)
    if (words.form !== 'card' || shown === undefined || shown.taskId === null) return noWayToUpdate
    const notBefore = minus(this.deps.clock.now(), codeLives)
    const code = await this.deps.memory.takeCode(previous, notBefore)
    if (code === undefined) return this.sendAnew(words, previous)
    return this.changeOrSendAnew(words, previous, { taskId: shown.taskId, responseCode: code })
  }

  /** The card that was pressed, as it looks now, for whoever pressed it. */
  showPressed(words: WordsMessage, previous: SentMessage, pressed: Pressed): Promise<DeliveryOutcome> {
    const { taskId, responseCode } = pressed
    return responseCode === null
      ? this.replace(words, previous)
      : this.changeOrSendAnew(words, previous, { taskId, responseCode })
  }

  /** Takes back what was sent in the last 24 hours. False where that cannot be done. */
  async recall(message: SentMessage): Promise<boolean> {
    const shown = await this.deps.memory.shown(message)
    const notBefore = minus(this.deps.clock.now(), recallLives)
    if (shown === undefined || shown.messageId === null || shown.at < notBefore) return false
    return (await this.deps.messages.recall(shown.messageId)).kind === 'answered'
  }

  private async changeOrSendAnew(
    words: WordsMessage,
    previous: SentMessage,
    by: { readonly taskId: string; readonly responseCode: string },
  ): Promise<DeliveryOutcome> {
    const { responseCode } = by
    const card = this.deps.delivery.cardOf(words, by.taskId)
    const outcome = await this.deps.messages.update({ responseCode, users: [previous.userId], to: { card } })
    switch (outcome.kind) {
      case 'answered':
        return outcome.value.length === 0 ? { kind: 'sent', message: previous } : outOfRange
      case 'try-later':
        await this.deps.memory.keepCode(previous, responseCode, this.deps.clock.now())
        return outcome
      case 'refused': {
        const refusal = outcomeOfAppRefusal(outcome)
        if (refusal.kind === 'code-spent') return this.sendAnew(words, previous)
        const taskId = this.freshTaskId(previous.reference, words)
        // That a changed card keeps its task_id is not documented; one that WeCom wants to be new gets a new one.
        if (refusal.kind === 'already-shown' && by.taskId !== taskId) {
          return this.changeOrSendAnew(words, previous, { taskId, responseCode })
        }
        const odd = refusal.kind === 'already-shown' || refusal.kind === 'media-gone'
        return odd ? refused(outcome.code, outcome.advice) : refusal
      }
    }
  }

  private async sendAnew(words: WordsMessage, previous: SentMessage): Promise<DeliveryOutcome> {
    const full = this.full(previous.userId)
    if (full !== undefined) return full
    const taskId = this.freshTaskId(previous.reference, words)
    const before = await this.deps.memory.shown(previous)
    const outcome = await this.deps.delivery.words(words, previous.userId, taskId)
    if (outcome.kind !== 'shown') return outcome
    if (before !== undefined && before.taskId !== taskId) await this.recall(previous)
    await this.remember(previous, taskId, outcome.sent)
    return { kind: 'sent', message: previous }
  }

  /** Goes before its words, once, and holds them up for nothing. */
  private async pictureOf(message: RenderedMessage, sent: SentMessage): Promise<void> {
    if (message.form !== 'picture' || this.picturesShown.has(nameOf(sent))) return
    const outcome = await this.deps.delivery.picture(message.picture, sent.userId)
    if (outcome.kind === 'shown') this.picturesShown.add(nameOf(sent))
    else this.deps.log.warn({ outcome: outcome.kind }, 'wecom did not take a picture, its words go alone')
  }

  /** In how many seconds WeCom shall leave out these words when they come again; another message may repeat them. */
  private onceWithin(words: WordsMessage, { userId, reference }: SentMessage): number | undefined {
    const now = this.deps.clock.now()
    const another = this.lately.byAnother(userId, JSON.stringify(words.body), reference, now)
    return another ? undefined : repeatsWithin / 1_000
  }

  /** The same for every try of the same change, so that WeCom itself refuses a second showing. */
  private freshTaskId(reference: string, words: WordsMessage): string {
    const mark = createHash('sha256').update(JSON.stringify(words.body)).digest('hex').slice(0, 12)
    return `${reference}@${this.deps.taskSpace ?? 'hub'}-${mark}`
  }

  private full(userId: string): NotSent | undefined {
    const wait = this.deps.budget.waitFor(userId, this.deps.clock.now())
    return wait > 0 ? overBudget(wait) : undefined
  }

  /** A memory that is away costs a repeat at most, which WeCom itself refuses for cards. */
  private async wasShown(sent: SentMessage): Promise<boolean> {
    if (this.acknowledged.has(nameOf(sent))) return true
    const shown = await this.deps.memory.shown(sent).catch(() => undefined)
    return shown !== undefined
  }

  /** What is shown is sent, whether or not it can be written down. */
  private async remember(sent: SentMessage, taskId: string, shown: AppSent | null): Promise<void> {
    this.acknowledged.add(nameOf(sent))
    const at = this.deps.clock.now()
    const { messageId = null, responseCode = null } = shown ?? {}
    try {
      await this.deps.memory.keepShown(sent, { taskId, messageId, at })
      if (responseCode !== null) await this.deps.memory.keepCode(sent, responseCode, at)
    } catch {
      this.deps.log.warn({ reference: sent.reference }, 'a shown wecom message cannot be remembered')
    }
  }
}

const nameOf = ({ userId, reference }: SentMessage): string => `${userId.toLowerCase()} ${reference}`

const overBudget = (wait: number): NotSent => ({
  kind: 'try-later',
  after: millis(wait),
  code: 'conversation-budget',
})

const noWayToUpdate = refused('no-way-to-update', wording.appNoWayToUpdate)
