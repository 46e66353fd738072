import type { NoticeId } from '../ids'
import type { ChatAddress, Platform } from '../people'
import type { Instant, Millis } from '../quantities'

/** A message in one platform's own form, made by bot/, sent as it is by the adapter. */
export type RenderedMessage = WordsMessage | PictureMessage

export interface WordsMessage {
  readonly platform: Platform
  readonly form: 'card' | 'markdown'
  /** The platform's JSON: a WeCom template_card, a DingTalk cardParamMap, or `{ title, text }` of markdown. */
  readonly body: Readonly<Record<string, unknown>>
  /** What a person reads where the message itself cannot be shown. */
  readonly plain: string
  /**
   * Said besides, as a message of its own after this one: where the answer to a press changes the card and there is
   * something to hand over, too. The adapters look for it there and nowhere else.
   */
  readonly also?: WordsMessage
}

/**
 * A picture with the words that belong to it. Both are one message under one reference: a platform that can show
 * the picture inside the words does so, another is sent the picture and then the words. A picture that cannot be
 * sent holds up no words, for they hold what matters of it. Only the words are ever replaced.
 */
export interface PictureMessage extends Omit<WordsMessage, 'form'> {
  readonly form: 'picture'
  readonly picture: Picture
  /** The form that `body` has: that of the words. */
  readonly wordsForm: WordsMessage['form']
}

export interface Picture {
  readonly png: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** What it shows, in one line, for whoever cannot see it. */
  readonly alt: string
}

/** The words alone: what is sent after the picture, in place of it, and whenever the message is replaced. */
export const wordsOf = (message: RenderedMessage): WordsMessage => {
  if (message.form !== 'picture') return message
  const { platform, wordsForm, body, plain, also } = message
  return { platform, form: wordsForm, body, plain, ...(also === undefined ? {} : { also }) }
}

/** Names a message that was sent, for replacing it later. */
export interface SentMessage {
  readonly platform: Platform
  readonly userId: string
  /** WeCom task_id, DingTalk outTrackId. */
  readonly reference: string
}

export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly message: SentMessage }
  /** The platform or the person does not want it; trying again changes nothing. */
  | {
      readonly kind: 'skipped'
      readonly because: 'left-the-company' | 'never-talked-to-bot' | 'outside-visible-range'
    }
  | { readonly kind: 'refused'; readonly code: string; readonly advice: string }
  | { readonly kind: 'try-later'; readonly after: Millis; readonly code: string }

/** What one chat platform can do for us. Everything else about the platform stays in its adapter. */
export interface ChatPort {
  readonly platform: Platform
  /** The same reference is the same message: sending it again is answered `sent` and shows nothing twice. */
  send(message: RenderedMessage, to: ChatAddress, reference: string): Promise<DeliveryOutcome>
  /** Changes a message that is already shown. `refused` with code `no-way-to-update` where the platform has none. */
  replace(message: RenderedMessage, previous: SentMessage): Promise<DeliveryOutcome>
  /** Connects and keeps connected until stopped. */
  start(hearing: ChatHearing): Promise<void>
  stop(): Promise<void>
  health(): ChatHealth
}

export interface ChatHealth {
  readonly state: 'connected' | 'connecting' | 'down'
  readonly since: Instant
  /** Advice for the admin when not connected. */
  readonly detail: string
  readonly connectionsOpened: number
}

export interface ChatMessage {
  readonly from: ChatAddress
  /** The platform's own id of the message: what a redelivery repeats. */
  readonly messageId: string
  /** Set when it was said in a group. */
  readonly group: string | null
  /** Mentions of the bot removed, trimmed, at most 2,000 characters. */
  readonly text: string
  readonly at: Instant
}

export interface CardPress {
  readonly from: ChatAddress
  /** The platform's own id of the press: what a redelivery repeats. */
  readonly pressId: string
  /** The reference the card was sent under. */
  readonly reference: string
  /** The button's key. */
  readonly key: string
  readonly at: Instant
}

/** What the platform hears from people and hands to the hub. Neither call throws; both answer inside two seconds. */
export interface ChatHearing {
  message(message: ChatMessage): Promise<RenderedMessage | null>
  /** The card as it shall look now for the one who pressed. */
  press(press: CardPress): Promise<RenderedMessage | null>
}

/** `n` of the reference `n123`. */
export const noticeReference = (id: NoticeId): string => `n${id}`
