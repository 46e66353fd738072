import { customerOf, decisionOf } from '../../contract/notice'
import type { Found } from '../../contract/ports/desk'
import { customerPageCard } from '../cards/customer-page.card'
import type { Card } from '../cards/card-model'
import { missExplainedCard } from '../cards/miss-explained.card'
import { hotListCard } from '../cards/hot-list.card'
import { explainDecision } from './ask-why'
import { customerNotFound, severalCustomers } from './say'
import type { Session } from './session'

const pageLength = 10

export const askHot = async (page: number, filter: string, session: Session): Promise<Card> => {
  const { desk, asker, at, context } = session
  // One more than a page tells whether there is a next one.
  const found = await desk.hot(asker, pageLength + 1, (page - 1) * pageLength)
  const customers = found.slice(0, pageLength)
  return hotListCard({ page, customers, more: found.length > pageLength, filter }, at, context)
}

export const askCustomer = async (query: string, session: Session): Promise<Card> => {
  const { desk, asker, at, context } = session
  const found = await desk.customer(asker, query)
  return found.kind === 'found' ? customerPageCard(found.value, at, context) : refused(found, query, session)
}

/** The newest open notice about the customer explains itself; without one, the score does. */
export const askWhyCustomer = async (query: string, session: Session): Promise<Card> => {
  const { desk, asker, at, context } = session
  const found = await desk.customer(asker, query)
  if (found.kind !== 'found') return refused(found, query, session)
  const open = await desk.open(asker, 50)
  const [newest] = open.flatMap(({ notice }) =>
    customerOf(notice)?.id === found.value.id ? (decisionOf(notice) ?? []) : [],
  )
  return newest === undefined ? customerPageCard(found.value, at, context) : explainDecision(newest, session)
}

export const askWhyNot = async (query: string, session: Session): Promise<Card> => {
  const { desk, asker, context } = session
  const found = await desk.explainMiss(asker, query)
  return found.kind === 'found' ? missExplainedCard(found.value, context) : refused(found, query, session)
}

const refused = (
  found: Exclude<Found<unknown>, { kind: 'found' }>,
  query: string,
  { context }: Session,
): Card =>
  found.kind === 'several'
    ? severalCustomers(query, found.choices, context)
    : customerNotFound(query, context)
