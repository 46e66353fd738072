import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import type { Command, Incomplete } from './command'
import { taughtWord } from './command-table'
import { say } from './say'

/** What was understood, what it may have been, and where help is. */
export const askBack = (unknown: Extract<Command, { kind: 'unknown' }>, context: CardContext): Card => {
  const { unknown: words } = wordingOf(context).chat
  return say(words.title, [words.said(unknown.said), words.nearest(unknown.nearest), words.help])
}

export const askForMore = (asks: Incomplete, context: CardContext): Card => {
  const wording = wordingOf(context)
  const { incomplete, unknown } = wording.chat
  const question = (): string => {
    switch (asks.kind) {
      case 'which-customer':
        return incomplete.customer
      case 'which-customer-not':
        return incomplete.whyNot
      case 'to-whom':
        return incomplete.toWhom
      case 'which-strategy':
        return incomplete.strategy(taughtWord(asks.paused ? 'pause' : 'resume', wording))
      case 'which-meeting':
        return incomplete.meeting(taughtWord(asks.command, wording))
      case 'which-level':
        return incomplete.level
      case 'which-setting':
        return incomplete.setting
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
