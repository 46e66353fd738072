import type { SpokenNames } from '../../contract/ports/desk'
import type { LlmPort, LlmReading } from '../../contract/ports/llm'
import { timeOfDay } from '../../contract/time-of-day'
import { commandNames } from '../wording/command-name'
import type { Wording } from '../wording/zh-CN'
import { canonical } from './canonical'
import type { Understood } from './command'
import { maskNames } from './mask-names'
import type { Masked } from './mask-names'
import { namedPeriod } from './period'
import type { Slots } from './slots'
import { foldText } from './text'

interface Unsure {
  readonly text: string
  readonly names: SpokenNames
  readonly understood: Understood
  readonly wording: Wording
}

/**
 * Asks a language model what a sentence may have meant that was not understood.
 *
 * 1. Only the sentence leaves, without the names of anybody.
 * 2. Only one of the commands there are comes back, about nothing that the sentence does not name.
 * 3. It is a suggestion: the person is asked, and nothing runs. So an answer can be useless, and never wrong.
 */
export const suggested = async (llm: LlmPort, unsure: Unsure): Promise<Understood> => {
  const { text, names, understood, wording } = unsure
  const { command } = understood
  if (command.kind !== 'unknown' || command.said === '') return understood
  const masked = maskNames(foldText(text), names)
  const reading = await llm.read({ commands: commandNames, text: masked.text })
  const meant = reading === null ? null : meantBy(reading, masked, names, wording)
  if (meant === null) return understood
  const nearest = [meant, ...command.nearest.filter((other) => other !== meant)].slice(0, 3)
  return { command: { ...command, nearest }, guessed: null }
}

/** The text of the command that is meant; null for whatever is none, or is about something that was not said. */
const meantBy = (
  reading: LlmReading,
  masked: Masked,
  names: SpokenNames,
  wording: Wording,
): string | null => {
  const name = commandNames.find((known) => known === reading.command)
  const slots = toSlots(reading, masked, names)
  return name === undefined || slots === null ? null : canonical(name, slots, wording)
}

const toSlots = (said: LlmReading, masked: Masked, names: SpokenNames): Slots | null => {
  const customer = placed(said.customer, 'C', masked)
  const member = placed(said.member, 'M', masked)
  const team = standing(said.team, masked)
  const strategy = standing(said.strategy, masked)
  const isNumberSaid = said.decision === undefined || masked.text.includes(String(said.decision))
  const period = said.period === undefined ? undefined : namedPeriod(said.period)
  if ([customer, member, team, strategy, period].includes(null) || !isNumberSaid) return null
  if (strategy !== undefined && !names.strategies.some((name) => name.includes(strategy ?? ''))) return null
  return {
    ...(customer ? { customer } : {}),
    ...(member ? { member } : {}),
    ...(team ? { team } : {}),
    ...(strategy ? { strategy } : {}),
    ...(said.decision === undefined ? {} : { decision: said.decision }),
    ...(said.page === undefined ? {} : { page: said.page }),
    ...(period ? { period } : {}),
    ...timesOf(said),
  }
}

const timesOf = (said: LlmReading): Pick<Slots, 'quiet' | 'digestAt'> => {
  const [from, to, digestAt] = [said.quietFrom, said.quietTo, said.digestAt].map((text) =>
    text === undefined ? undefined : timeOfDay(text),
  )
  return {
    ...(from === undefined || to === undefined ? {} : { quiet: { from, to } }),
    ...(digestAt === undefined ? {} : { digestAt }),
  }
}

/** What a placeholder of that kind stands for; null where it is none of ours. */
const placed = (said: string | undefined, mark: string, { meant }: Masked): string | null | undefined => {
  if (said === undefined) return undefined
  const name = said.startsWith(mark) ? meant.get(said) : undefined
  return name === undefined || name === '' ? null : name
}

/** Something that stands in the sentence as it is; null where it does not. */
const standing = (said: string | undefined, { text }: Masked): string | null | undefined => {
  if (said === undefined) return undefined
  return said.length >= 2 && text.includes(said) ? said : null
}
