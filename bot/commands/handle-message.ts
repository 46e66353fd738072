import type { SpokenNames } from '../../contract/ports/desk'
import type { ChatMessage, RenderedMessage } from '../../contract/ports/chat'
import { wordingOf } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { render } from '../cards/render/render'
import type { Command, Understood } from './command'
import { commandRows, nameOf } from './command-rows'
import { obey } from './obey'
import { forbidden, say, withPreface } from './say'
import { askerOf } from './session'
import type { BotDeps, Session } from './session'
import { suggested } from './suggest'
import { needsNames, understand } from './understand'

/**
 * Answers what people write to the bot. Never throws.
 *
 * 1. Whoever is not an active member hears one and the same sentence, whatever they ask.
 * 2. Nothing that shows a customer or anybody's figures is said in a group, and the desk is not even asked.
 * 3. A command that is not for the asker's role is the same whatever it is about.
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

  const inGroup = message.group !== null
  const session: Session = { asker, desk: deps.desk, context: deps, at: deps.now.now(), inGroup }
  const { command, guessed } = await read(deps, message.text, session)
  const card = await permitted(command, session)
  return guessed === null ? card : withPreface(card, readAs(guessed))
}

const noNames: SpokenNames = { members: [], teams: [], customers: [], strategies: [], hidden: [] }

/** In a group no names are looked up: that a name is known would say something to whoever reads along. */
const read = async (deps: BotDeps, text: string, { asker, desk, inGroup }: Session): Promise<Understood> => {
  const wording = wordingOf(deps)
  if (inGroup || !needsNames(text, wording)) return understand(text, noNames, wording)
  const names = await desk.names(asker, text)
  const understood = understand(text, names, wording)
  return deps.llm === undefined ? understood : suggested(deps.llm, { text, names, understood, wording })
}

const permitted = async (command: Command, session: Session): Promise<Card> => {
  const name = nameOf(command)
  if (name === null) return obey(command, session)
  const { inGroup, needs } = commandRows[name]
  if (session.inGroup && !(inGroup === 'answered' || (inGroup === 'by-code' && isByCode(command)))) {
    return privately(session)
  }
  if (needs !== null && !(await session.desk.rights(session.asker)).has(needs)) {
    return forbidden(session.context)
  }
  return obey(command, session)
}

/** Whether such a notice is open would already say something about a customer who is named. */
const isByCode = (command: Command): boolean =>
  !('which' in command) || !('kind' in command.which) || command.which.kind !== 'customer'

const privately = ({ context }: Session): Card => {
  const { onlyInPrivate } = wordingOf(context).chat
  return say(onlyInPrivate.title, onlyInPrivate.lines)
}
