import type { SpokenNames } from '../../contract/ports/desk'
import type { CommandName } from '../wording/command-name'
import { commandNames } from '../wording/command-name'
import { findSlots } from './slots'
import type { Slots } from './slots'
import { eachSpeech } from './speech'

/** What a sentence of somebody's own says. */
export type Sentence =
  | { readonly kind: 'sure'; readonly name: CommandName; readonly slots: Slots }
  /** The wish is clear, what it is about is not. */
  | { readonly kind: 'lacks'; readonly name: CommandName; readonly slots: Slots }
  /** Nothing or several things; the likeliest first. */
  | { readonly kind: 'unsure'; readonly likely: readonly CommandName[] }

/** Fewer points than these are chance, and a lead of less than these is a guess. */
const enough = 4
const lead = 1

/**
 * Reads a folded sentence: names, numbers and times first, then whatever speaks for and against each command. The
 * same sentence and names always give the same reading, and every point can be found in the wording.
 */
export const readSentence = (folded: string, names: SpokenNames): Sentence => {
  const { text, slots } = findSlots(folded, names)
  const ranked = commandNames
    .map((name) => ({ name, points: pointsOf(name, text) }))
    .filter(({ points }) => points >= enough)
    .toSorted((a, b) => b.points - a.points)
  const [best, second] = ranked
  const likely = ranked.slice(0, 3).map(({ name }) => name)
  if (best === undefined || best.points - (second?.points ?? 0) < lead) return { kind: 'unsure', likely }
  const complete = needs[best.name]?.(slots) ?? true
  return { kind: complete ? 'sure' : 'lacks', name: best.name, slots }
}

const pointsOf = (name: CommandName, text: string): number => {
  let points = 0
  for (const { cues } of eachSpeech()) {
    for (const [worth, pattern] of cues[name]) if (pattern.test(text)) points += worth
  }
  return points
}

/** What a command cannot do without. */
const needs: Partial<Record<CommandName, (slots: Slots) => boolean>> = {
  customer: ({ customer }) => customer !== undefined,
  'why-not': ({ customer }) => customer !== undefined,
  'hand-over': ({ member }) => member !== undefined,
  meet: ({ decision }) => decision !== undefined,
  'cancel-meeting': ({ decision }) => decision !== undefined,
  pause: ({ strategy }) => strategy !== undefined,
  resume: ({ strategy }) => strategy !== undefined,
}
