import type { Platform } from '../../contract/people'

/** A button as the simulated client draws it. */
export interface ShownButton {
  readonly key: string
  readonly text: string
  readonly style: 'primary' | 'normal' | 'danger'
}

/** What a person sees, the same shape for both platforms, read back from the wire JSON and nothing else. */
export type Shown =
  | {
      readonly form: 'text' | 'markdown'
      readonly text: string
      /** The media id of a picture that is the message itself; markdown holds those that stand in it. */
      readonly picture?: string
    }
  | {
      readonly form: 'card'
      readonly reference: string
      readonly source: string
      readonly title: string
      readonly subtitle: string
      /** Key and value rows. */
      readonly facts: readonly {
        readonly name: string
        readonly value: string
        /** What the client opens when the value is tapped. */
        readonly url?: string
      }[]
      /** Markdown or plain paragraphs. */
      readonly text: string
      readonly buttons: readonly ShownButton[]
      /** Buttons that open something and tell the bot nothing. */
      readonly links?: readonly { readonly text: string; readonly url: string }[]
    }

export interface ShownMessage {
  readonly id: string
  readonly from: 'bot' | 'me'
  readonly at: number
  /** When the message was last replaced, or null. */
  readonly changedAt: number | null
  readonly shown: Shown
}

/**
 * A local stand-in for one chat platform, speaking its wire protocol to whoever connects, plus the hands of the
 * people who sit in front of it. It refuses what the real one is documented to refuse.
 */
export interface SimulatedPlatform {
  readonly platform: Platform
  /** Listens on loopback; port 0 chooses one. Conversations come back from the state file where one is given. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The settings that point the product here: environment names and values. */
  settings(): Readonly<Record<string, string>>
  /** The person writes to the bot. Resolves when the platform has handed it to a connected bot or queued it. */
  typeAs(userId: string, text: string): Promise<void>
  /** The person presses a button of a card in his conversation. */
  pressAs(userId: string, messageId: string, key: string): Promise<void>
  conversation(userId: string): readonly ShownMessage[]
  /** The bytes behind a media id, where the platform still has them. */
  image?(mediaId: string): Buffer | undefined
  onChange(listener: (userId: string) => void): () => void
}
