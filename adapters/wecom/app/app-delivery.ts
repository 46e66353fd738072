import type { DeliveryOutcome, Picture, WordsMessage } from '../../../contract/ports/chat'
import type { Clock } from '../../../contract/ports/clock'
import { seconds } from '../../../contract/quantities'
import type { ConversationBudget } from '../conversation-budget'
import type { Log } from '../log'
import type { RestOutcome } from '../rest'
import { toMarkdown } from '../wire-message'
import { wording } from '../wording'
import { toAppCard } from './app-card'
import type { AppContent } from './app-content'
import type { AppMessages, AppSent } from './app-messages'
import type { MediaFile, MediaUploads } from './media-uploads'
import { outcomeOfAppRefusal } from './outcome-of-app-refusal'

export type NotSent = Exclude<DeliveryOutcome, { kind: 'sent' }>

/** `sent` is null where WeCom said that this very card is on the screen already. */
export type Delivered = { readonly kind: 'shown'; readonly sent: AppSent | null } | NotSent

export interface AppDeliveryDeps {
  readonly log: Log
  readonly clock: Clock
  readonly messages: AppMessages
  readonly media: MediaUploads
  readonly budget: ConversationBudget
}

/** Brings rendered words and pictures to one person, and says what became of it. */
export class AppDelivery {
  constructor(private readonly deps: AppDeliveryDeps) {}

  /** `onceWithinSeconds`: WeCom shows the same words once in that time; a card has its task_id for that. */
  words(words: WordsMessage, userId: string, taskId: string, onceWithinSeconds?: number): Promise<Delivered> {
    const content = this.contentOf(words, taskId)
    if (content === undefined) return Promise.resolve(nothingToSend(words))
    return this.bring(content, userId, content.kind === 'card' ? undefined : onceWithinSeconds)
  }

  picture({ png }: Picture, userId: string): Promise<Delivered> {
    const file: MediaFile = { type: 'image', bytes: png, name: 'picture.png', contentType: 'image/png' }
    return this.file(file, userId, true)
  }

  /** The card as an app may send it. */
  cardOf(words: WordsMessage, taskId: string): Readonly<Record<string, unknown>> {
    const { card, leftOut } = toAppCard(words.body, taskId)
    if (leftOut.length > 0) this.deps.log.info({ leftOut }, 'an app card cannot show this')
    return card
  }

  private contentOf(words: WordsMessage, taskId: string): AppContent | undefined {
    if (words.form === 'card') {
      const card = this.cardOf(words, taskId)
      return typeof card.card_type === 'string' ? { kind: 'card', card } : undefined
    }
    const text = toMarkdown(words)
    return text === '' ? undefined : { kind: 'markdown', text }
  }

  private async bring(content: AppContent, userId: string, once?: number): Promise<Delivered> {
    this.deps.budget.spend(userId, this.deps.clock.now())
    const options = once === undefined ? {} : { onceWithinSeconds: once }
    return settled(await this.deps.messages.send(content, { users: [userId] }, options))
  }

  /** An upload that WeCom no longer knows is made once more. */
  private async file(file: MediaFile, userId: string, again: boolean): Promise<Delivered> {
    const uploaded = await this.deps.media.mediaIdOf(file)
    if (uploaded.kind === 'try-later') return uploaded
    if (uploaded.kind === 'refused') return refused(uploaded.code, uploaded.advice)
    this.deps.budget.spend(userId, this.deps.clock.now())
    const content: AppContent = { kind: 'image', mediaId: uploaded.value }
    const outcome = await this.deps.messages.send(content, { users: [userId] })
    const gone = outcome.kind === 'refused' && outcomeOfAppRefusal(outcome).kind === 'media-gone'
    if (!gone || !again) return settled(outcome)
    this.deps.media.forget(file)
    return this.file(file, userId, false)
  }
}

/** One receiver a call, so whoever WeCom names as missed is the one; ids come back in lower case. */
const settled = (outcome: RestOutcome<AppSent>): Delivered => {
  switch (outcome.kind) {
    case 'try-later':
      // Nobody knows whether it was shown. Asking again soon settles it: task_ids are used once.
      return outcome.code === 'no-answer' ? { ...outcome, after: seconds(2) } : outcome
    case 'answered': {
      const { users, withoutLicence } = outcome.value.missed
      if (users.length > 0) return outOfRange
      if (withoutLicence.length > 0) return refused('wecom-unlicensed', wording.unlicensed)
      return { kind: 'shown', sent: outcome.value }
    }
    case 'refused': {
      const refusal = outcomeOfAppRefusal(outcome)
      if (refusal.kind === 'already-shown') return { kind: 'shown', sent: null }
      const odd = refusal.kind === 'code-spent' || refusal.kind === 'media-gone'
      return odd ? refused(outcome.code, outcome.advice) : refusal
    }
  }
}

export const refused = (code: string, advice: string): NotSent => ({ kind: 'refused', code, advice })

export const outOfRange: NotSent = { kind: 'skipped', because: 'outside-visible-range' }

const nothingToSend = (words: WordsMessage): NotSent =>
  words.form === 'card' ? refused('not-a-card', wording.notACard) : refused('no-text', wording.notText)
