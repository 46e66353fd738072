import type { Platform } from '../../contract/people'
import type { DrawPicture } from '../../contract/ports/pictures'
import type { Theme } from '../charts/palette'
import { zhCN } from '../wording/zh-CN'
import type { Wording } from '../wording/zh-CN'
import type { ExtraKey } from './extra-keys'

/** What a card has to know besides what it tells. */
export interface CardContext {
  /** Minutes east of UTC of the reader's clock. */
  readonly utcOffsetMinutes: number
  /** Chinese where left out. */
  readonly wording?: Wording
  /** What people call the company's topics, by topic id; goes before the names the product knows. */
  readonly topicNames?: Readonly<Record<string, string>>
  /** The buttons besides the answers that somebody listens to; a card shows no others. None where left out. */
  readonly extras?: ReadonlySet<ExtraKey>
  /** A page of ours as a reader on that platform can open it; null where he cannot, and left out where nobody can. */
  readonly address?: (path: string, platform: Platform) => string | null
  /** Makes pictures. Without it, and where it makes none, cards come in words alone. */
  readonly draw?: DrawPicture
  /** How pictures look; light where left out. */
  readonly theme?: Theme
}

export const wordingOf = (context: CardContext): Wording => context.wording ?? zhCN

/** A topic's name for people; a topic nobody named is shown as it is. */
export const topicName = (topic: string, context: CardContext): string => {
  const own = context.topicNames
  if (own !== undefined && Object.hasOwn(own, topic)) return own[topic] ?? topic
  const known = wordingOf(context).cards.topics
  return Object.hasOwn(known, topic) ? (known[topic] ?? topic) : topic
}
