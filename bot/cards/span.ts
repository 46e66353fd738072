import type { Millis } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'

/** A length of time that people wait: days and hours, or hours and minutes, begun ones left out. */
export const span = (length: Millis, context: CardContext): string => {
  const minutes = Math.max(0, Math.floor(length / 60_000))
  const hours = Math.floor(minutes / 60)
  return wordingOf(context).notices.span(Math.floor(hours / 24), hours % 24, minutes % 60)
}
