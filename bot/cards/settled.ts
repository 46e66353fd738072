import type { PackageState } from '../../contract/autonomy'
import type { OutboundNotice, Settled } from '../../contract/notice'
import type { Instant } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { moment } from './moment'
import { fitCharacters, tidy } from './render/fit'

/** Who answered what and when, or null as long as nobody has. Short enough that the time is never cut off. */
export const settledText = (settled: Settled, reading: Instant, context: CardContext): string | null => {
  if (settled.kind === 'open') return null
  const { answered, ruled, strategy } = wordingOf(context).cards
  const words = settled.kind === 'ruled' ? ruled[settled.ruling] : answered[settled.answer]
  const became = becameOf(settled)
  const by = fitCharacters(tidy(settled.by), became === null ? 10 : 6)
  const said = words.text(by, moment(settled.at, reading, context))
  return became === null ? said : `${said} ${strategy.became[became]}`
}

/** What became of the strategy package; putting off changes nothing about it. */
const becameOf = (settled: Settled): PackageState | null =>
  settled.kind === 'answered' && settled.answer !== 'snoozed' ? (settled.package ?? null) : null

/** On a card that takes the place of one that could no longer be changed: which one. */
export const noteOf = ({ replaces, createdAt }: OutboundNotice, context: CardContext): string =>
  replaces === undefined ? '' : wordingOf(context).notices.replaces(moment(replaces, createdAt, context))

/** What to type where buttons cannot be shown; '' where no answer would change anything. */
export const repliesFor = (settled: Settled, code: string, context: CardContext): string => {
  const { replyInstead, replyAfterLater } = wordingOf(context).cards
  if (settled.kind === 'open') return replyInstead(code)
  return settled.kind === 'answered' && settled.answer === 'snoozed' ? replyAfterLater(code) : ''
}
