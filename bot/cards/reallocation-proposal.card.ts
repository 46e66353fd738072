import type { OutboundNotice } from '../../contract/notice'
import type {
  OrderMove,
  ReallocationProposal,
  UnplacedOrder,
} from '../../contract/notices/reallocation-proposal'
import { noticeReference } from '../../contract/ports/chat'
import { rulingButtons } from './buttons'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, rowLine, sayCard } from './card-model'
import type { Card, Line } from './card-model'
import { figure, measured } from './figures'
import { moment } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { noteOf, settledText } from './settled'

/** What moving the orders would bring, then each move with its reason, then those that nobody can take. */
export const reallocationProposalCard = (
  outbound: OutboundNotice,
  proposal: ReallocationProposal,
  context: CardContext,
): Card => {
  const { notices, cards } = wordingOf(context)
  const words = notices.reallocation
  const inForce = proposal.autonomy >= 2
  const left = proposal.unplaced.map((order) => unplacedLine(order, context))
  return {
    ...sayCard(words.title(fitCharacters(tidy(proposal.sku.name), 14), figure(proposal.totals.moved)), [
      paragraph(
        words.moves.heading,
        proposal.moves.map((move) => moveLine(move, outbound, context)),
      ),
      ...(left.length === 0 ? [] : [paragraph(words.left.heading, left)]),
    ]),
    source: words.source,
    tone: 'plain',
    subtitle: inForce ? words.inForce : words.waits(moment(proposal.goodUntil, outbound.createdAt, context)),
    ...gains(proposal, context),
    summary: proposal.moves
      .slice(0, 3)
      .map((move) => `${fitCharacters(tidy(move.order), 16)} ${words.because[move.because]}`)
      .join(cards.semicolon),
    ...rulingButtons(outbound.settled, inForce, context),
    settled: settledText(outbound.settled, outbound.createdAt, context),
    reference: noticeReference(outbound.id),
    more: wordingOf(context).notices.seeAll,
    note: noteOf(outbound, context),
  }
}

/** What it is good for: orders on time, and what they are worth. */
const gains = ({ totals }: ReallocationProposal, context: CardContext): Pick<Card, 'emphasis' | 'facts'> => {
  const { reallocation: words } = wordingOf(context).notices
  const yuan = (value: number): string => measured({ value, unit: 'yuan' }, context)
  const left = { name: words.facts.unplaced, value: words.unplacedCount(figure(totals.unplaced)) }
  return {
    emphasis: {
      name: words.facts.onTime,
      value: words.onTime(figure(totals.onTimeBefore), figure(totals.onTimeAfter), figure(totals.orders)),
    },
    facts: [
      {
        name: words.facts.value,
        value: words.value(yuan(totals.valueBeforeYuan), yuan(totals.valueAfterYuan)),
      },
      ...(totals.unplaced === 0 ? [] : [left]),
    ],
  }
}

const worth = (yuan: number | null, context: CardContext): string => {
  const { reallocation: words } = wordingOf(context).notices
  return yuan === null ? words.unknownWorth : words.worth(measured({ value: yuan, unit: 'yuan' }, context))
}

const moveLine = (move: OrderMove, { createdAt }: OutboundNotice, context: CardContext): Line => {
  const { notices, cards } = wordingOf(context)
  const words = notices.reallocation
  const place = (name: string): string => fitCharacters(tidy(name), 8)
  const arrives = words.arrives(
    moment(move.arrivesBy, createdAt, context),
    moment(move.promisedBy, createdAt, context),
  )
  const moved = words.move(place(move.from.name), place(move.to.name), figure(move.distanceKm))
  const why = [words.because[move.because], arrives, worth(move.lifetimeValueYuan, context)]
  return rowLine(words.moves.row, `${fitCharacters(tidy(move.order), 12)} ${moved}`, why.join(cards.comma))
}

const unplacedLine = (order: UnplacedOrder, context: CardContext): Line => {
  const { notices, cards } = wordingOf(context)
  const words = notices.reallocation
  const price =
    order.priceYuan === null ? [] : [words.price(measured({ value: order.priceYuan, unit: 'yuan' }, context))]
  const why = `${fitCharacters(tidy(order.at.name), 8)} ${words.unplaced[order.because]}`
  const named = `${fitCharacters(tidy(order.order), 12)} ${why}`
  return rowLine(words.left.row, named, [worth(order.lifetimeValueYuan, context), ...price].join(cards.comma))
}
