import type { QuietTimes } from '../../contract/ports/settings'
import type { SpokenNames } from '../../contract/ports/desk'
import type { TimeOfDay } from '../../contract/time-of-day'
import { findTimes } from './clock-words'
import { editDistance } from './edit-distance'
import type { Period } from './period'
import { findPeriod } from './period'
import { lowerCase } from './text'
import { eachSpeech, numberIn } from './speech'

/** What stands in a sentence besides the wish itself, as it was said. */
export interface Slots {
  readonly customer?: string
  readonly member?: string
  readonly team?: string
  readonly decision?: number
  readonly page?: number
  readonly period?: Period
  readonly strategy?: string
  /** How far a strategy may act by itself, 0–3. */
  readonly level?: number
  readonly quiet?: QuietTimes | 'off'
  readonly digestAt?: TimeOfDay
}

export interface Marked {
  /** The text in small letters with one capital for everything recognised. */
  readonly text: string
  readonly slots: Slots
}

/** Finds names, numbers and times in a folded text. What was recognised once is not looked at again. */
export const findSlots = (folded: string, names: SpokenNames): Marked => {
  let text = lowerCase(folded)
  for (const { either } of eachSpeech()) text = text.replaceAll(either.said, either.meant)
  const times = findTimes(text)
  const period = findPeriod(times.text)
  const page = findNumber(period.text, 'page', 'N')
  const decision = findNumber(page.text, 'decision', 'D')
  const strategy = findName(decision.text, names.strategies, 'S', partOfStrategy)
  const customer = findName(strategy.text, names.customers, 'C', partOfCustomer)
  const member = findName(customer.text, names.members, 'M', () => null)
  const team = findTeam(member.text, names.teams)
  return {
    text: team.text,
    slots: {
      ...times.slots,
      ...(period.period === null ? {} : { period: period.period }),
      ...(page.found === null ? {} : { page: page.found }),
      ...(decision.found === null ? {} : { decision: decision.found }),
      ...(strategy.found === null ? {} : { strategy: strategy.found }),
      ...levelIn(team.text),
      ...(customer.found === null ? {} : { customer: customer.found }),
      ...(member.found === null ? {} : { member: member.found }),
      ...(team.found === null ? {} : { team: team.found }),
    },
  }
}

/** A level is only looked at where the sentence is about levels, so it is not marked. */
const levelIn = (text: string): Pick<Slots, 'level'> => {
  for (const { level } of eachSpeech()) {
    const digit = level
      .exec(text)
      ?.slice(1)
      .find((group) => group !== undefined)
    if (digit !== undefined) return { level: Number(digit) }
  }
  return {}
}

interface FoundNumber {
  readonly text: string
  readonly found: number | null
}

const findNumber = (text: string, of: 'page' | 'decision', mark: string): FoundNumber => {
  for (const speech of eachSpeech()) {
    const match = speech[of].exec(text)
    const digits = match?.slice(1).find((group) => group !== undefined)
    const found = digits === undefined ? null : numberIn(digits)
    if (match !== null && found !== null && found > 0) {
      return { text: text.replace(match[0], mark), found }
    }
  }
  return { text, found: null }
}

interface FoundName {
  readonly text: string
  readonly found: string | null
}

/** A piece of the text that stands for a name: what it is, and what is meant by it. */
interface Piece {
  readonly said: string
  readonly meant: string
}

/** Whole names, longest first; where there is none, the piece that comes nearest to one. All of them are marked. */
const findName = (
  text: string,
  names: readonly string[],
  mark: string,
  nearly: (text: string, name: string) => Piece | null,
): FoundName => {
  const whole = names
    .filter((name) => name.length > 1 && text.includes(lowerCase(name)))
    .toSorted((a, b) => b.length - a.length)
  const [longest] = whole
  if (longest !== undefined) {
    const marked = whole.reduce((rest, name) => rest.replaceAll(lowerCase(name), mark), text)
    return { text: marked, found: longest }
  }
  const pieces = names
    .flatMap((name) => nearly(text, name) ?? [])
    .toSorted((a, b) => b.said.length - a.said.length)
  const [best] = pieces
  if (best === undefined) return { text, found: null }
  return { text: text.replace(best.said, mark), found: best.meant }
}

/** At least four characters of a strategy's name, wherever they stand in it. */
const partOfStrategy = (text: string, name: string): Piece | null => {
  const small = lowerCase(name)
  for (let length = Math.min(small.length - 1, 12); length >= 4; length--) {
    for (let from = 0; from + length <= small.length; from++) {
      const piece = small.slice(from, from + length)
      if (text.includes(piece)) return { said: piece, meant: piece }
    }
  }
  return null
}

/** The beginning of a company's name, or the whole name with one slip in it. */
const partOfCustomer = (text: string, name: string): Piece | null => {
  const small = lowerCase(name)
  for (let length = small.length - 1; length >= 3; length--) {
    const piece = small.slice(0, length)
    if (text.includes(piece)) return { said: piece, meant: name.slice(0, length) }
  }
  if (small.length < 4) return null
  for (let from = 0; from + small.length <= text.length; from++) {
    const said = text.slice(from, from + small.length)
    if (!/[A-Z]/.test(said) && editDistance(said, small) === 1) return { said, meant: name }
  }
  return null
}

/** A team, what the names of teams begin or end with, or a region. */
const findTeam = (text: string, teams: readonly string[]): FoundName => {
  const whole = findName(text, teams, 'T', () => null)
  if (whole.found !== null) return whole
  const pieces = teams
    .flatMap((team) => [...partsOfTeam(team)])
    .filter((piece) => text.includes(piece))
    .toSorted((a, b) => b.length - a.length)
  const region = eachSpeech().flatMap(({ regions }) => regions.exec(text)?.[0] ?? [])
  const [best] = [...pieces, ...region]
  return best === undefined ? { text, found: null } : { text: text.replace(best, 'T'), found: best }
}

function* partsOfTeam(team: string): Generator<string> {
  const small = lowerCase(team)
  for (let length = small.length - 1; length >= 2; length--) {
    yield small.slice(0, length)
    yield small.slice(-length)
  }
}
