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
  const { answered } = wordingOf(context).cards
  return answered[settled.answer].text(
    fitCharacters(tidy(settled.by), 10),
    moment(settled.at, reading, context),
  )
}

/** Four answers while it is open, afterwards one grey button that says what the answer was. */
export const buttonsFor = (settled: Settled, context: CardContext): readonly CardButton[] => {
  const { buttons, answered } = wordingOf(context).cards
  return settled.kind === 'open'
    ? [
        { key: 'take', text: buttons.take, style: 'primary' },
        { key: 'later', text: buttons.later, style: 'normal' },
        { key: 'wrong', text: buttons.wrong, style: 'danger' },
        { key: 'why', text: buttons.why, style: 'normal' },
      ]
    : [{ key: 'noop', text: answered[settled.answer].button, style: 'done' }]
}
