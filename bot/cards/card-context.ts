import { zhCN } from '../wording/zh-CN'
import type { Wording } from '../wording/zh-CN'

/** What a card has to know besides what it tells. */
export interface CardContext {
  /** Minutes east of UTC of the reader's clock. */
  readonly utcOffsetMinutes: number
  /** Chinese where left out. */
  readonly wording?: Wording
  /** What people call the company's topics, by topic id; goes before the names the product knows. */
  readonly topicNames?: Readonly<Record<string, string>>
}

export const wordingOf = (context: CardContext): Wording => context.wording ?? zhCN

/** A topic's name for people; a topic nobody named is shown as it is. */
export const topicName = (topic: string, context: CardContext): string => {
  const own = context.topicNames
  if (own !== undefined && Object.hasOwn(own, topic)) return own[topic] ?? topic
  const known = wordingOf(context).cards.topics
  return Object.hasOwn(known, topic) ? (known[topic] ?? topic) : topic
}
