import type { Instant } from '../quantities'
import type { SentMessage } from './chat'

/** Something the platform handed over and was told we have, as text that its adapter can read again. */
export interface HeardCallback {
  /** What a redelivery repeats. */
  readonly id: string
  readonly raw: string
  readonly at: Instant
}

/** What the platform calls a message that it has shown. */
export interface ShownMessage {
  readonly taskId: string | null
  /** The platform's own id, which takes the message back. */
  readonly messageId: string | null
  readonly at: Instant
}

/**
 * What a chat adapter must not forget with its process, of one platform. A platform that is answered before the work
 * is done relies on our memory, and one that changes a card by a code that counts once relies on its being spent once.
 */
export interface ChatMemory {
  /** False when it is kept already. It is durable when this resolves. */
  hear(callback: HeardCallback): Promise<boolean>
  /** Nothing is left to do about it; its text is forgotten, its id stays. */
  done(id: string): Promise<void>
  /** Heard before then and not done, oldest first. */
  undone(before: Instant, limit: number): Promise<readonly HeardCallback[]>

  /** The newest message under this name. */
  keepShown(message: SentMessage, shown: ShownMessage): Promise<void>
  shown(message: SentMessage): Promise<ShownMessage | undefined>

  /** A code that changes this message once; it takes the place of an older one. */
  keepCode(message: SentMessage, code: string, at: Instant): Promise<void>
  /** The code, to whoever asks first, unless it was kept before `notBefore`. */
  takeCode(message: SentMessage, notBefore: Instant): Promise<string | undefined>
}
