import type { SpokenNames } from '../../contract/ports/desk'
import type { CommandName } from '../wording/command-name'
import type { Wording } from '../wording/zh-CN'
import { canonical } from './canonical'
import type { Command, Understood } from './command'
import { isOrder, nameOf } from './command-rows'
import { taughtWord } from './command-table'
import { parse, parseCommand } from './parse-command'
import { pageAlone } from './parse-parts'
import type { Parsed } from './parse-command'
import { readSentence } from './read-sentence'
import type { Sentence } from './read-sentence'
import { foldText, lowerCase, withoutTail } from './text'

/**
 * What a message asks for: a command as it is taught, or a sentence of somebody's own that comes to one.
 *
 * 1. A command that is written as taught is that command; names decide only where words run into each other.
 * 2. What was read from a sentence is said back. An order read from a sentence is asked back and changes nothing.
 * 3. Where nothing speaks for a command clearly enough, or something is missing, the answer is a question.
 */
export const understand = (message: string, names: SpokenNames, wording: Wording): Understood => {
  const parsed = parse(message, wording)
  if (asTaught(parsed)) return understood(parsed)
  const sentence = readSentence(foldText(message), names)
  if (sentence.kind === 'sure' && saysMore(sentence, parsed)) return toCommand(sentence, wording)
  if (!isOpen(parsed.command)) return understood(parsed)
  if (sentence.kind === 'lacks') return lacking(sentence.name, wording) ?? understood(parsed)
  return sentence.kind === 'unsure' ? likely(parsed, sentence.likely, wording) : understood(parsed)
}

/** Whether names could change how it is read at all, so that whoever asks for names need not ask in vain. */
export const needsNames = (message: string, wording: Wording): boolean => {
  return !asTaught(parse(message, wording))
}

const understood = ({ command, guessed }: Parsed): Understood => ({ command, guessed })

const isOpen = ({ kind }: Command): boolean => kind === 'unknown' || kind === 'incomplete'

/** What stands behind these belongs to them, whatever it looks like. */
const takesFreeText: ReadonlySet<Command['kind']> = new Set([
  'answer', 'hand-over', 'settings', 'undo', 'send', 'meet', 'cancel-meeting', 'set-autonomy',
]) // prettier-ignore

const asTaught = ({ command, rest, glued }: Parsed): boolean => {
  if (isOpen(command)) return false
  if (rest === '' || takesFreeText.has(command.kind)) return true
  if (command.kind === 'not-connected')
    return !glued || command.what === 'stock' || command.what === 'selection'
  return 'page' in command && pageAlone(rest) !== null
}

/** A name that was found inside what stands behind a command's word says more than the whole of that does. */
const saysMore = (
  { name, slots }: Extract<Sentence, { kind: 'sure' }>,
  { command, glued }: Parsed,
): boolean => {
  const free = freeTextOf(command)
  if (glued && name !== nameOf(command)) return true
  if (isOpen(command) || free === undefined) return true
  // The end of a team's name that is one word is no team within a team.
  const team = glued || free.includes(' ') ? slots.team : undefined
  const found = slots.customer ?? slots.member ?? team ?? slots.strategy
  return found !== undefined && lowerCase(found) !== lowerCase(withoutTail(free))
}

/** What a command takes for a name; undefined where it takes none. */
const freeTextOf = (command: Command): string | undefined => {
  if ('query' in command) return command.query
  if ('whose' in command) return command.whose
  if ('filter' in command) return command.filter
  return command.kind === 'hold' ? command.strategy : undefined
}

const toCommand = (sentence: Extract<Sentence, { kind: 'sure' }>, wording: Wording): Understood => {
  const meant = canonical(sentence.name, sentence.slots, wording)
  const { command } = parseCommand(meant, wording)
  return isOrder(command)
    ? { command: { kind: 'incomplete', asks: { kind: 'order', meant } }, guessed: null }
    : { command, guessed: meant }
}

const lacking = (name: CommandName, wording: Wording): Understood | null => {
  const { command } = parseCommand(taughtWord(name, wording), wording)
  return command.kind === 'incomplete' ? { command, guessed: null } : null
}

/** What a sentence may have been goes before what its first letters look like. */
const likely = (parsed: Parsed, names: readonly CommandName[], wording: Wording): Understood => {
  const { command } = parsed
  if (command.kind !== 'unknown' || names.length === 0) return understood(parsed)
  const nearest = names.map((name) => taughtWord(name, wording))
  return { command: { ...command, nearest }, guessed: null }
}
