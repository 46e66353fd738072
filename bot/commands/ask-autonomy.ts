import type { Autonomy, LevelChange, Missing, TrackRecord } from '../../contract/autonomy'
import type { AutonomyStanding } from '../../contract/ports/autonomy-desk'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { namedLine, paragraph, plainLines, sayCard } from '../cards/card-model'
import type { Card, Paragraph } from '../cards/card-model'
import { versioned } from '../cards/customer-text'
import { fullDay, fullDayAndTime } from '../cards/moment'
import { lowerCase } from './text'
import { pageEnd, pageOf } from './pages'
import { taughtWord } from './command-table'
import { forbidden, say } from './say'
import type { Session } from './session'

const perPage = 3

/** How far each package may act by itself, what that rests on, and what the next level takes. */
export const askAutonomy = async (
  { page, filter }: { readonly page: number; readonly filter: string },
  { desk, asker, context }: Session,
): Promise<Card> => {
  const wording = wordingOf(context)
  const { autonomy: words } = wording.chat
  const all = await desk.autonomy(asker)
  if (all === null) return forbidden(context)
  const wanted = lowerCase(filter)
  const mine = all.filter(({ id, name }) => id === filter || lowerCase(name).includes(wanted))
  if (mine.length === 0) return say(words.title, [filter === '' ? words.noPackages : words.none(filter)])
  const shown = pageOf(mine, page, perPage)
  const more = mine.length > page * perPage
  const ordered = [taughtWord('autonomy', wording), filter].filter((part) => part !== '').join(' ')
  return sayCard(wording.chat.page(words.title, page), [
    ...shown.map((standing) => about(standing, context)),
    ...pageEnd({ page, shown: shown.length, more }, ordered, context),
    plainLines([words.how]),
  ])
}

const about = (standing: AutonomyStanding, context: CardContext): Paragraph => {
  const { autonomy: words, strategies } = wordingOf(context).chat
  const { level, ceiling, record, thumbsDown, next } = standing
  const paused = standing.paused ? [strategies.paused] : []
  const bound = ceiling !== null && ceiling < level ? [words.bound(ceiling)] : []
  const towards = next === null ? [] : [namedLine(words.next(next.level), nextText(next.missing, context))]
  return paragraph(versioned(standing, context), [
    namedLine(words.level, [levelText(level, context), ...bound, ...paused].join(' · ')),
    namedLine(words.since, sinceText(standing.since, context)),
    namedLine(words.record, recordText(record, thumbsDown, context)),
    ...towards,
  ])
}

const levelText = (level: Autonomy, context: CardContext): string =>
  `${level} ${wordingOf(context).chat.autonomy.levels[level]}`

const sinceText = ({ at, by, reason }: LevelChange, context: CardContext): string => {
  const { autonomy: words } = wordingOf(context).chat
  return `${fullDayAndTime(at, context)} · ${words.reasons[reason](by)}`
}

const recordText = (record: TrackRecord, thumbsDown: number, context: CardContext): string => {
  const { autonomy: words } = wordingOf(context).chat
  const { settled, good, bad, lower, upper } = record
  const disliked = thumbsDown === 0 ? [] : [words.thumbsDown(thumbsDown)]
  if (settled === 0) return [words.noRecord, ...disliked].join(' · ')
  return [words.counted(good, bad, bound(lower), bound(upper)), ...disliked].join(' · ')
}

const nextText = (missing: readonly Missing[], context: CardContext): string => {
  const { autonomy: words } = wordingOf(context).chat
  return missing.length === 0
    ? words.ready
    : missingTexts(missing, context).join(wordingOf(context).cards.semicolon)
}

/** What is missing, each with its figures. */
const missingTexts = (missing: readonly Missing[], context: CardContext): readonly string[] => {
  const { missing: words } = wordingOf(context).chat.autonomy
  return missing.map((lacks) => {
    switch (lacks.kind) {
      case 'one-at-a-time':
        return words.oneAtATime(lacks.next)
      case 'ceiling':
        return lacks.allowed === null ? words.noRule : words.ceiling(lacks.allowed)
      case 'settled':
        return words.settled(lacks.needed - lacks.have, lacks.have, lacks.needed)
      case 'certainty':
        return words.certainty(bound(lacks.lower), bound(lacks.needed))
      case 'no-certificate':
        return words.noCertificate
      case 'certificate-expired':
        return words.expired(fullDay(lacks.at, context))
      case 'certificate-revoked':
        return words.revoked(fullDay(lacks.at, context))
    }
  })
}

/** Rounded down, so that what falls short never reads as reached. */
const bound = (share: number): string => (Math.floor(share * 100 + 1e-9) / 100).toFixed(2)

/** Lets a package do more or less by itself, or says what is missing. */
export const setAutonomy = async (
  { strategy, level }: { readonly strategy: string; readonly level: Autonomy },
  { desk, asker, context }: Session,
): Promise<Card> => {
  const { autonomy: words, strategies } = wordingOf(context).chat
  const set = await desk.setAutonomy(asker, strategy, level)
  switch (set.kind) {
    case 'forbidden':
      return say(strategies.unchanged, [words.forbidden])
    case 'none':
      return say(strategies.unchanged, [words.none(strategy)])
    case 'several':
      return say(strategies.several(strategy), set.names.slice(0, 8))
    case 'already':
      return say(strategies.unchanged, [words.already(set.name, levelText(set.level, context))])
    case 'refused':
      return say(words.refused(set.name, set.to), missingTexts(set.missing, context))
    case 'done':
      return say(words.done(set.name, levelText(set.to, context)), [words.doneLine, words.does[set.to]])
  }
}
