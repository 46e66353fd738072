import type { Figures, MemberFigures, Span, Whose } from '../../contract/ports/figures-desk'
import { wordingOf } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { digestCard, heatMapCard, radarCard, responseCard } from '../cards/figures.card'
import type { MemberPage } from '../cards/figures.card'
import { canonicalFigures } from './canonical'
import type { Command, FiguresAsked } from './command'
import { pageEnd, pageOf } from './pages'
import type { Period } from './period'
import { spanOf } from './period'
import { say } from './say'
import type { Session } from './session'

type Asked<K extends Command['kind']> = Extract<Command, { kind: K }>

const week: Period = { kind: 'days', days: 7 }
const month: Period = { kind: 'days', days: 30 }
const today: Period = { kind: 'today' }
const hottestShown = 3

/** One's own where nobody is named. */
export const askRadar = async (asked: Asked<'radar'>, session: Session): Promise<Card> => {
  const whose: Whose = asked.whose === '' ? { kind: 'me' } : { kind: 'named', name: asked.whose }
  const found = await session.desk.figures(session.asker, whose, span(asked, month, session))
  if (found.kind === 'none') return nobody(asked, session)
  const of = found.value.members.length > 1 ? 'team' : 'member'
  return radarCard(of, found.value, membersOn(asked, found.value.members, session), session.context)
}

export const askTeamRadar = async (asked: Asked<'team-radar'>, session: Session): Promise<Card> => {
  const found = await session.desk.figures(session.asker, everyone(asked), span(asked, month, session))
  if (found.kind === 'none') return nobody(asked, session)
  return radarCard('team', found.value, membersOn(asked, found.value.members, session), session.context)
}

export const askResponse = async (asked: Asked<'response'>, session: Session): Promise<Card> => {
  const found = await session.desk.responses(session.asker, everyone(asked), span(asked, week, session))
  if (found.kind === 'none') return nobody(asked, session)
  return responseCard(found.value, membersOn(asked, found.value.members, session), session.context)
}

/** From the notices and answers of the day, and who is hottest now. */
export const askDigest = async (asked: Asked<'digest'>, session: Session): Promise<Card> => {
  const { desk, asker, context } = session
  const [found, hottest] = await Promise.all([
    desk.figures(asker, everyone(asked), span(asked, today, session)),
    desk.hot(asker, hottestShown, 0, everyone(asked)),
  ])
  if (found.kind === 'none') return nobody(asked, session)
  return digestCard(found.value, membersOn(asked, found.value.members, session), hottest ?? [], context)
}

export const askHeatMap = async (asked: Asked<'heat-map'>, session: Session): Promise<Card> => {
  const { desk, asker, context } = session
  const { utcOffsetMinutes } = context
  const of = { kind: asked.of, utcOffsetMinutes }
  const found: Figures<Parameters<typeof heatMapCard>[0]> = await desk.heat(
    asker,
    everyone(asked),
    span(asked, month, session),
    of,
  )
  if (found.kind === 'none') return nobody(asked, session)
  const rows = pageOf(found.value.rows, asked.page)
  const more = found.value.rows.length > asked.page * 10
  const end = pageEnd({ page: asked.page, shown: rows.length, more }, again(asked, session), context)
  return heatMapCard(found.value, { rows, end }, context)
}

const everyone = ({ whose }: FiguresAsked): Whose =>
  whose === '' ? { kind: 'all' } : { kind: 'named', name: whose }

const span = ({ period }: FiguresAsked, usual: Period, { at, context }: Session): Span =>
  spanOf(period ?? usual, at, context.utcOffsetMinutes)

type AnyFigures = Asked<'radar' | 'team-radar' | 'response' | 'digest' | 'heat-map'>

const again = (asked: AnyFigures, { context }: Session): string => canonicalFigures(asked, wordingOf(context))

const membersOn = (asked: AnyFigures, all: readonly MemberFigures[], session: Session): MemberPage => {
  const members = pageOf(all, asked.page)
  const more = all.length > asked.page * 10
  return {
    members,
    end: pageEnd({ page: asked.page, shown: members.length, more }, again(asked, session), session.context),
  }
}

const nobody = ({ whose }: FiguresAsked, { asker, context }: Session): Card => {
  const { notFound, noSuchPeople } = wordingOf(context).chat
  return say(notFound.title, [noSuchPeople(whose === '' ? asker.name : whose)])
}
