import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import type { Command, Incomplete } from './command'
import { say } from './say'

/** What was understood, what it may have been, and where help is. */
export const askBack = (unknown: Extract<Command, { kind: 'unknown' }>, context: CardContext): Card => {
  const { unknown: words } = wordingOf(context).chat
  return say(words.title, [words.said(unknown.said), words.nearest(unknown.nearest), words.help])
}

export const askForMore = (asks: Incomplete, context: CardContext): Card => {
  const { incomplete, unknown } = wordingOf(context).chat
  const question = (): string => {
    switch (asks.kind) {
      case 'which-customer':
        return incomplete.customer
      case 'which-customer-not':
        return incomplete.whyNot
      case 'is-it-a-code':
        return incomplete.code(asks.number)
      case 'order':
        return unknown.confirmOrder(asks.meant)
      case 'order-needs-space':
        return incomplete.space(asks.meant)
    }
  }
  return say(incomplete.title, [question()])
}
