import type { ChatMessage, RenderedMessage } from '../../contract/ports/chat'
import { wordingOf } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { helpCard } from '../cards/help.card'
import { render } from '../cards/render/render'
import { askBack, askForMore } from './ask-back'
import { askCustomer, askHot, askWhyCustomer, askWhyNot } from './ask-customer'
import { explainDecision } from './ask-why'
import type { Command } from './command'
import { giveAnswer } from './give-answer'
import { listOpen } from './list-open'
import { parseCommand } from './parse-command'
import { say, withPreface } from './say'
import { askerOf } from './session'
import type { BotDeps, Session } from './session'
import { whoAmI } from './who-am-i'

/**
 * Answers what people write to the bot. Never throws.
 *
 * 1. Whoever is not an active member hears one and the same sentence, whatever they ask.
 * 2. Nothing that shows a customer is said in a group, and the desk is not even asked.
 */
export const createMessageHandler =
  (deps: BotDeps) =>
  async (message: ChatMessage): Promise<RenderedMessage | null> => {
    const card = await answer(deps, message).catch((error: unknown) => {
      deps.report?.(error)
      const { failed } = wordingOf(deps).chat
      return say(failed.title, failed.lines)
    })
    return render(card, message.from.platform, deps)
  }

const answer = async (deps: BotDeps, message: ChatMessage): Promise<Card> => {
  const { stranger, guessed: readAs } = wordingOf(deps).chat
  const asker = await askerOf(deps, message.from)
  if (asker === null) return say(stranger.title, stranger.lines)

  const { command, guessed } = parseCommand(message.text, wordingOf(deps))
  const inGroup = message.group !== null
  const session: Session = { asker, desk: deps.desk, context: deps, at: deps.now.now(), inGroup }
  const card = inGroup && showsCustomers(command) ? privately(session) : await obey(command, session)
  return guessed === null ? card : withPreface(card, readAs(guessed))
}

const obey = async (command: Command, session: Session): Promise<Card> => {
  switch (command.kind) {
    case 'hot':
      return askHot(command.page, command.filter, session)
    case 'customer':
      return askCustomer(command.query, session)
    case 'why':
      return explainDecision(command.decision, session)
    case 'why-customer':
      return askWhyCustomer(command.query, session)
    case 'why-not':
      return askWhyNot(command.query, session)
    case 'answer':
      return giveAnswer(command, session)
    case 'open':
      return listOpen(session)
    case 'who-am-i':
      return whoAmI(session)
    case 'help':
      return helpCard(session.context)
    case 'incomplete':
      return askForMore(command.asks, session.context)
    case 'unknown':
      return askBack(command, session.context)
  }
}

/** Orders by a customer's name are among them: whether such a notice is open would already say something. */
const showsCustomers = (command: Command): boolean =>
  ['hot', 'customer', 'why', 'why-customer', 'why-not', 'open'].includes(command.kind) ||
  (command.kind === 'answer' && command.which.kind === 'customer')

const privately = ({ context }: Session): Card => {
  const { onlyInPrivate } = wordingOf(context).chat
  return say(onlyInPrivate.title, onlyInPrivate.lines)
}
