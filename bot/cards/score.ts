import type { Contribution, IntentStrength } from '../../contract/intent'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { plainLine } from './card-model'
import type { Fact, Paragraph } from './card-model'
import { characterLength, fitCharacters, tidy } from './render/fit'

/** Tenths of a point as people read them: 873 is `87.3`. */
export const points = (tenths: number): string => {
  const whole = Math.abs(Math.trunc(tenths))
  return `${tenths < 0 ? '-' : ''}${Math.floor(whole / 10)}.${whole % 10}`
}

const signed = (tenths: number): string => (tenths < 0 ? points(tenths) : `+${points(tenths)}`)
const sum = (contributions: readonly Contribution[]): number =>
  contributions.reduce((n, c) => n + c.tenths, 0)
const largestFirst = (contributions: readonly Contribution[]): readonly Contribution[] =>
  contributions.filter((c) => c.tenths !== 0).toSorted((a, b) => b.tenths - a.tenths)

export const scoreFact = (tenths: number, context: CardContext): Fact => ({
  name: wordingOf(context).cards.facts.intent,
  value: points(tenths),
})

/**
 * How the score adds up, in as many parts as `limit` characters hold and the rest as one, so that what stands there
 * sums up exactly however much is left out.
 */
export const scoreSummary = (intent: IntentStrength, limit: number, context: CardContext): string => {
  const all = largestFirst(intent.contributions)
  const texts = [3, 2, 1, 0].map((shown) => summaryOf(all, shown, context))
  return texts.find((text) => characterLength(text) <= limit) ?? ''
}

const summaryOf = (all: readonly Contribution[], shown: number, context: CardContext): string => {
  const { intent: words, comma } = wordingOf(context).cards
  if (all.length === 0) return ''
  const { head, rest } = split(all, shown)
  const parts = head.map((c) => words.item(fitCharacters(tidy(c.name), 12), signed(c.tenths)))
  if (rest.length > 0) parts.push(words.rest(rest.length, signed(sum(rest))))
  return [...parts, words.total(points(sum(all)))].join(comma)
}

/** The same with counts and half-lives, for cards with room. */
export const scoreParagraph = (
  contributions: readonly Contribution[],
  shown: number,
  context: CardContext,
): Paragraph => {
  const { intent: words } = wordingOf(context).cards
  const all = largestFirst(contributions)
  const { head, rest } = split(all, shown)
  const lines = head.map((c) =>
    words.line(fitCharacters(tidy(c.name), 24), c.count, signed(c.tenths), c.halfLifeDays),
  )
  if (rest.length > 0) lines.push(words.rest(rest.length, signed(sum(rest))))
  return { heading: words.heading(points(sum(all))), lines: lines.map(plainLine), whole: true }
}

/** A rest of one would say less than the one itself. */
const split = (all: readonly Contribution[], shown: number) =>
  all.length <= shown + 1 ? { head: all, rest: [] } : { head: all.slice(0, shown), rest: all.slice(shown) }
