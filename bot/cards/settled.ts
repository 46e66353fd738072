import type { Settled } from '../../contract/notice'
import type { Instant } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import type { CardButton } from './card-model'
import { moment } from './moment'
import { fitCharacters, tidy } from './render/fit'

/** Who answered what and when, or null as long as nobody has. Short enough that the time is never cut off. */
export const settledText = (settled: Settled, reading: Instant, context: CardContext): string | null => {
  if (settled.kind === 'open') return null
  const { answered, ruled } = wordingOf(context).cards
  const words = settled.kind === 'ruled' ? ruled[settled.ruling] : answered[settled.answer]
  return words.text(fitCharacters(tidy(settled.by), 10), moment(settled.at, reading, context))
}

/**
 * Four answers while it is open, the two that settle it while it is put off, and afterwards one grey button that says
 * what the answer was.
 */
export const buttonsFor = (settled: Settled, context: CardContext): readonly CardButton[] => {
  const { buttons, answered, ruled } = wordingOf(context).cards
  const take: CardButton = { key: 'take', text: buttons.take, style: 'primary' }
  const wrong: CardButton = { key: 'wrong', text: buttons.wrong, style: 'danger' }
  if (settled.kind === 'open') {
    const later: CardButton = { key: 'later', text: buttons.later, style: 'normal' }
    return [take, later, wrong, { key: 'why', text: buttons.why, style: 'normal' }]
  }
  if (settled.kind === 'ruled') return [{ key: 'noop', text: ruled[settled.ruling].button, style: 'done' }]
  if (settled.answer === 'snoozed') return [take, wrong]
  return [{ key: 'noop', text: answered[settled.answer].button, style: 'done' }]
}

/** What to type where buttons cannot be shown; '' where no answer would change anything. */
export const repliesFor = (settled: Settled, code: string, context: CardContext): string => {
  const { replyInstead, replyAfterLater } = wordingOf(context).cards
  if (settled.kind === 'open') return replyInstead(code)
  return settled.kind === 'answered' && settled.answer === 'snoozed' ? replyAfterLater(code) : ''
}
