import type { HotCustomer } from '../../contract/ports/desk'
import type { Instant } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, plainLines, sayCard } from './card-model'
import type { Card, Line } from './card-model'
import { customerRow } from './customer-text'
import { moment } from './moment'
import { points } from './score'

export interface HotPage {
  /** From 1. */
  readonly page: number
  readonly customers: readonly HotCustomer[]
  /** Whether a further page exists. */
  readonly more: boolean
  /** The team, region or colleague whose customers they are, or ''. */
  readonly filter: string
}

/** The warmest customers that the asker may see, one line each. */
export const hotListCard = (hot: HotPage, now: Instant, context: CardContext): Card => {
  const { hot: words } = wordingOf(context).cards
  const rows = hot.customers.map((customer) => row(customer, now, context))
  const empty = hot.page === 1 ? words.none : words.noMore
  const notes = [
    ...(rows.length === 0 ? [empty] : []),
    ...(hot.more ? [words.next([hot.filter, hot.page + 1].filter((part) => part !== '').join(' '))] : []),
  ]
  return {
    ...sayCard(hot.page === 1 ? words.title : `${words.title} · ${words.page(hot.page)}`, [
      paragraph('', rows),
      ...(notes.length === 0 ? [] : [plainLines(notes)]),
    ]),
    subtitle: hot.filter,
  }
}

const row = (customer: HotCustomer, now: Instant, context: CardContext): Line => {
  const { hot: words, stages } = wordingOf(context).cards
  const where = words.row(
    stages[customer.stage],
    customer.owner ?? words.noOwner,
    moment(customer.lastAt, now, context),
  )
  return namedLine(points(customer.tenths), `${customerRow(customer, context)} · ${where}`)
}
