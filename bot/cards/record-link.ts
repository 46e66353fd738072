import { customerOf, decisionOf } from '../../contract/notice'
import type { Notice } from '../../contract/notice'
import type { CustomerId, DecisionId } from '../../contract/ids'
import type { Platform } from '../../contract/people'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import type { Card, CardLink } from './card-model'

/** Where one tap on a card leads: a page of the hub's, as a path on it. */
export const linkToCustomer = (id: CustomerId): CardLink => ({ path: `/h5/customers/${id}`, to: 'record' })
export const linkToDecision = (id: DecisionId): CardLink => ({ path: `/h5/decisions/${id}`, to: 'record' })

/** The decision it rests on, opened in the customer's record; the customer; for a digest the list of what is open. */
export const linkOfNotice = (notice: Notice): CardLink | null => {
  if (notice.kind === 'daily-digest') return { path: '/h5/me', to: 'mine' }
  if (notice.kind === 'escalation') return linkOfNotice(notice.about)
  const customer = customerOf(notice)
  if (customer === null) return null
  const decision = decisionOf(notice)
  return decision === null ? linkToCustomer(customer.id) : linkToDecision(decision)
}

/** The link as its reader can open it; null where nobody outside reaches the hub. */
export const linkShown = (
  { link }: Card,
  platform: Platform,
  context: CardContext,
): { readonly url: string; readonly words: ReturnType<typeof wordsOf> } | null => {
  const url = link === null ? null : (context.address?.(link.path, platform) ?? null)
  return link === null || url === null ? null : { url, words: wordsOf(link, context) }
}

const wordsOf = ({ to }: CardLink, context: CardContext) => wordingOf(context).cards.links[to]
