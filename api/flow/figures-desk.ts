import type { Member } from '../../contract/people'
import type {
  Figures,
  FiguresDesk,
  HeatCells,
  SourceFigures,
  Span,
  Whose,
} from '../../contract/ports/figures-desk'
import type { MemberId } from '../../contract/ids'
import { sourceId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { DayCount, GroupFigures } from '../delivery'
import { may } from '../people'
import type { DeskModules } from './desk-modules'
import type { Named } from './find-people'
import { findPeople } from './find-people'

const MOST_DAYS = 31
const MOST_ROWS = 40
const DAY_MS = 86_400_000

/** Figures of people, computed from what they were told and what they answered. */
export function createFiguresDesk({ people, delivery, customers, sources }: DeskModules): FiguresDesk {
  /** The admin runs the machine: nothing is sold by him, so he is in nobody's figures. */
  const find = async (asker: Member, whose: Whose): Promise<Named | undefined> => {
    const visible = (await people.all()).filter(
      (of) => of.active && of.role !== 'admin' && may(asker, 'see-figures', { of }),
    )
    return findPeople(asker, whose, visible)
  }

  const figures: FiguresDesk['figures'] = async (asker, whose, span) => {
    const named = await find(asker, whose)
    if (named === undefined || named.members.length === 0) return { kind: 'none' }
    const of = await delivery.figures(named.members, span)
    return { kind: 'found', value: { title: named.title, ...of, span } }
  }

  const responses: FiguresDesk['responses'] = async (asker, whose, span) => {
    const named = await find(asker, whose)
    if (named === undefined || named.members.length === 0) return { kind: 'none' }
    const of = await delivery.responses(named.members, span)
    const value = { ...of, title: named.title, span, sources: bySource(of.sources, sources.nameOf) }
    return { kind: 'found', value }
  }

  const heat: FiguresDesk['heat'] = async (asker, whose, span, of): Promise<Figures<HeatCells>> => {
    const named = await find(asker, whose)
    if (named === undefined || named.members.length === 0) return { kind: 'none' }
    const offset = of.utcOffsetMinutes * 60_000
    const days = daysOf(span, offset)
    const within = { from: days[0] ?? span.from, to: span.to }
    const owners = named.members.map((m) => m.id)
    const counts =
      of.kind === 'alerts'
        ? await delivery.alertsPerDay(named.members, within, offset)
        : await customers.store.touchpointsPerDay(owners, within, offset)
    const rows = rowsOf(named.members, days, counts)
    const value = {
      title: named.title,
      of: of.kind,
      days,
      rows: rows.slice(0, MOST_ROWS),
      leftOut: Math.max(0, rows.length - MOST_ROWS),
    }
    return { kind: 'found', value }
  }

  return { figures, responses, heat }
}

/** The newest 31 days that begin in the span or in which it begins. */
function daysOf({ from, to }: Span, offsetMs: number): Instant[] {
  const local = from + offsetMs
  const days: Instant[] = []
  for (let day = local - (local % DAY_MS); day - offsetMs < to; day += DAY_MS) {
    days.push(instant(day - offsetMs))
  }
  return days.slice(-MOST_DAYS)
}

function rowsOf(members: readonly Member[], days: readonly Instant[], counts: readonly DayCount[]) {
  const at = new Map(days.map((day, i) => [day, i]))
  const rows = new Map<MemberId, number[]>(members.map((m) => [m.id, days.map(() => 0)]))
  for (const { member, day, count } of counts) {
    const row = rows.get(member)
    const i = at.get(day)
    if (row !== undefined && i !== undefined) row[i] = count
  }
  const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0)
  return members
    .map((m) => ({ name: m.name, counts: rows.get(m.id) ?? [] }))
    .sort((a, b) => sum(b.counts) - sum(a.counts))
}

/** The one that brought most first. What came from no source is no row. */
const bySource = (
  groups: readonly GroupFigures[],
  nameOf: DeskModules['sources']['nameOf'],
): SourceFigures[] =>
  groups
    .filter(({ key }) => key !== '')
    .toSorted((a, b) => b.told - a.told || Number(a.key) - Number(b.key))
    .map(({ key, told, answered, toCard, signalToAnswer }) => ({
      source: nameOf(sourceId(Number(key))),
      told,
      answered,
      toCard: toCard.median,
      signalToAnswer: signalToAnswer?.median ?? null,
    }))
