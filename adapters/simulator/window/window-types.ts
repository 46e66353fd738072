import type { ChatAddress, Platform, Role } from '../../../contract/people'
import type { SimulatedPlatform } from '../simulated-platform'

/** Somebody whose chat can be opened in the window. */
export interface WindowPerson {
  readonly memberName: string
  readonly role: Role
  readonly team: string
  /** First one preferred. */
  readonly addresses: readonly ChatAddress[]
}

/** What the strip above the chat shows. Counts since the process began unless said otherwise. */
export interface WindowOverview {
  readonly touchpointsPerSecond: number
  readonly touchpoints: number
  readonly decisions: number
  /** Cards that reached a chat. */
  readonly cards: number
  /** What visitors are doing, newest first; at most twelve are shown. */
  readonly happening: readonly { readonly at: number; readonly text: string }[]
}

export interface WindowDeps {
  readonly platforms: readonly SimulatedPlatform[]
  readonly people: readonly WindowPerson[]
  readonly overview: () => Promise<WindowOverview>
  /** The address that a browser opens in order to be this person's client at a link; without it links are plain. */
  readonly follow?: (address: ChatAddress, url: string) => string
  /** The folder with index.html. */
  readonly assetsDir: string
  /** Name of whom to show first; the first rep of the list unless told. */
  readonly first?: string
  /** The company's own time, minutes east of UTC, in which cards tell it too; 480 unless told. */
  readonly utcOffsetMinutes?: number
  /** Host names under which the window may be opened, besides the loopback ones. */
  readonly allowedHosts?: readonly string[]
}

/** One chat in the list of people. */
export interface ChatSummary {
  readonly platform: Platform
  readonly userId: string
  /** When the bot spoke, newest first, at most twenty: for counting what is unread. */
  readonly heardAt: readonly number[]
  readonly lastAt: number | null
  readonly lastText: string
}
