import type { OutboundNotice } from '../../contract/notice'
import type { BreakerTripped, ChannelEffect } from '../../contract/notices/breaker-tripped'
import { noticeReference } from '../../contract/ports/chat'
import { readingButtons } from './buttons'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, plainLine, rowLine, sayCard } from './card-model'
import type { Card, Fact, Line } from './card-model'
import { versioned } from './customer-text'
import { figure, measured } from './figures'
import { moment } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { noteOf } from './settled'

/** Why a breaker tripped, which channels obeyed and which did not, and what happens next. Failures come first. */
export const breakerTrippedCard = (
  outbound: OutboundNotice,
  trip: BreakerTripped,
  context: CardContext,
): Card => {
  const { notices, cards } = wordingOf(context)
  const words = notices.breaker
  const failed = trip.channels.filter(({ effect }) => effect === 'failed').length
  const next = trip.state !== 'open' ? [] : [nextLine(trip, outbound, context)]
  return {
    ...sayCard(words.title[trip.state](fitCharacters(tidy(trip.sku.name), 18)), [
      paragraph(words.channels.heading, channelLines(trip, outbound, context)),
      paragraph(words.next.heading, [
        ...next,
        namedLine(words.facts.rule, versioned(trip.breaker, context)),
        plainLine(words.trip(trip.trip)),
      ]),
    ]),
    source: words.source,
    tone: trip.state === 'closed' ? 'good' : failed > 0 || trip.state === 'open' ? 'alarm' : 'plain',
    subtitle: causeText(trip, context),
    facts: factsOf(trip, failed, context),
    summary: [versioned(trip.breaker, context), words.trip(fitCharacters(tidy(trip.trip), 30))].join(
      cards.comma,
    ),
    ...readingButtons(context),
    reference: noticeReference(outbound.id),
    more: wordingOf(context).notices.seeAll,
    note: noteOf(outbound, context),
  }
}

const causeText = ({ cause }: BreakerTripped, context: CardContext): string => {
  const { breaker: words } = wordingOf(context).notices
  return cause.of === 'by-hand'
    ? words.cause.byHand
    : words.cause[cause.tripsWhen](
        words.of[cause.of],
        measured(cause.found, context),
        measured(cause.threshold, context),
      )
}

const factsOf = (trip: BreakerTripped, failed: number, context: CardContext): readonly Fact[] => {
  const { notices, cards } = wordingOf(context)
  const words = notices.breaker
  const wanted: readonly ChannelEffect['effect'][] = trip.state === 'open' ? ['paused'] : ['resumed']
  const done = trip.channels.filter(({ effect }) => wanted.includes(effect)).length
  const obeyed = words.done[trip.state](done, trip.channels.length)
  return [
    {
      name: words.facts.channels,
      value: failed === 0 ? obeyed : [obeyed, words.failed(failed)].join(cards.comma),
    },
    { name: words.facts.pending, value: words.pending(figure(trip.pendingOrders)) },
    ...(trip.store === null ? [] : [{ name: words.facts.store, value: trip.store.name }]),
  ]
}

/** One line for each channel that needs somebody's eye, one for all the others together. */
const channelLines = (
  { channels }: BreakerTripped,
  outbound: OutboundNotice,
  context: CardContext,
): readonly Line[] => {
  const { notices, cards } = wordingOf(context)
  const words = notices.breaker
  const single = channels
    .filter(({ effect }) => effect === 'failed')
    .map(({ name, effect, code, retryAt }) => {
      const then =
        retryAt === null ? words.noRetry : words.retry(moment(retryAt, outbound.createdAt, context))
      const what = words.effect(fitCharacters(tidy(name), 10), effect, fitCharacters(tidy(code), 16))
      return rowLine(words.channels.row, `${what}${cards.comma}${then}`)
    })
  const others = (['underway', 'paused', 'resumed'] as const).flatMap((effect) => {
    const names = channels.filter((channel) => channel.effect === effect).map(({ name }) => tidy(name))
    if (names.length === 0) return []
    return [rowLine(words.channels.row, words.others(effect, names.length), cards.listed(names))]
  })
  return [...single, ...others]
}

const nextLine = (trip: BreakerTripped, outbound: OutboundNotice, context: CardContext): Line => {
  const { breaker: words } = wordingOf(context).notices
  const text =
    trip.halfOpenAt === null
      ? words.held
      : words.halfOpen(moment(trip.halfOpenAt, outbound.createdAt, context))
  return rowLine(words.next.row, text)
}
