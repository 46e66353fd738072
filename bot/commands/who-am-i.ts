import { wordingOf } from '../cards/card-context'
import { namedLine, paragraph, sayCard } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import type { Session } from './session'

/** How the hub knows the asker; in a group only the name and the role. */
export const whoAmI = ({ asker, context, inGroup }: Session): Card => {
  const { whoAmI: words, roles, platforms } = wordingOf(context).chat
  const { listed } = wordingOf(context).cards
  const accounts = asker.addresses.map(({ platform, userId }) => words.account(platforms[platform], userId))
  const lines = [
    namedLine(words.role, roles[asker.role]),
    ...(inGroup ? [] : [namedLine(words.team, asker.team), namedLine(words.accounts, listed(accounts))]),
  ]
  return sayCard(words.title(asker.name), [paragraph('', lines)])
}
