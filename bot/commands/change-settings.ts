import type { MemberSettings, QuietTimes } from '../../contract/ports/settings'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { namedLine, paragraph, plainLines, sayCard } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import type { Session } from './session'

/** Shows how the asker is told, changed first where he asked for it. */
export const changeSettings = async (
  change: Partial<MemberSettings> | null,
  { desk, asker, context }: Session,
): Promise<Card> => {
  const { settings: words } = wordingOf(context).chat
  const { quiet, digestAt } =
    change === null ? await desk.settings(asker) : await desk.changeSettings(asker, change)
  return sayCard(change === null ? words.title : words.changed, [
    paragraph('', [
      namedLine(words.quiet, quietText(quiet, context)),
      namedLine(words.digest, digestAt ?? words.company),
    ]),
    plainLines(words.how),
  ])
}

const quietText = (quiet: QuietTimes | null, context: CardContext): string => {
  const { settings: words } = wordingOf(context).chat
  if (quiet === null) return words.company
  return quiet.from === quiet.to ? words.never : words.from(quiet.from, quiet.to)
}
