import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, sayCard } from './card-model'
import type { Card } from './card-model'

/** What can be asked, each with an example that can be sent as it stands. */
export const helpCard = (context: CardContext): Card => {
  const { title, rows, tail } = wordingOf(context).chat.help
  return {
    ...sayCard(title, [
      paragraph(
        '',
        rows.map(([label, text]) => namedLine(label, text)),
      ),
    ]),
    subtitle: tail,
  }
}
