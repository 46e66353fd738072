import { decisionCode, decisionId } from '../../contract/ids'
import type { CommandName } from '../wording/command-name'
import type { Wording } from '../wording/zh-CN'
import type { Command, FiguresAsked } from './command'
import type { Period } from './period'
import type { Slots } from './slots'
import { taughtWord } from './command-table'

/** The text that says exactly this, as a person could send it. */
export const canonical = (name: CommandName, slots: Slots, wording: Wording): string =>
  [taughtWord(name, wording), ...partsOf(name, slots, wording)].filter((part) => part !== '').join(' ')

/** What may stand behind each command's word, as text. */
interface Parts {
  readonly customer: string
  readonly member: string
  readonly team: string
  readonly strategy: string
  readonly code: string
  readonly page: string
  readonly period: string
}

const partsOf = (name: CommandName, slots: Slots, wording: Wording): readonly string[] => {
  const { customer = '', member = '', team = '', strategy = '', decision, page } = slots
  const parts: Parts = {
    customer,
    member,
    team,
    strategy,
    code: decision === undefined ? '' : decisionCode(decisionId(decision)),
    page: page === undefined ? '' : String(page),
    period: periodText(slots.period, wording),
  }
  if (name === 'settings') return settingParts(slots, wording)
  if (name === 'autonomy')
    return [strategy, strategy === '' || slots.level === undefined ? '' : String(slots.level)]
  if (name === 'hand-over') return [codeOrCustomer(parts), wording.chat.words.to, member]
  // Today is what a digest is of when nothing is said.
  if (name === 'digest' && slots.period?.kind === 'today') return [teamOrMember(parts), parts.page]
  return behind[name]?.(parts) ?? []
}

const codeOrCustomer = ({ code, customer }: Parts): string => (code === '' ? customer : code)
const teamOrMember = ({ team, member }: Parts): string => (member === '' ? team : member)
const byCode = (parts: Parts): readonly string[] => [codeOrCustomer(parts)]
const figures = (parts: Parts): readonly string[] => [teamOrMember(parts), parts.period, parts.page]
const paged = ({ page }: Parts): readonly string[] => [page]

const behind: Partial<Record<CommandName, (parts: Parts) => readonly string[]>> = {
  hot: (parts) => [parts.team === '' ? parts.member : parts.team, parts.page],
  customer: ({ customer }) => [customer],
  'why-not': ({ customer }) => [customer],
  why: byCode,
  take: byCode,
  later: byCode,
  wrong: byCode,
  send: byCode,
  undo: ({ code }) => [code],
  meet: ({ code }) => [code],
  'cancel-meeting': ({ code }) => [code],
  meetings: paged,
  radar: ({ member, period, page }) => [member, period, page],
  'team-radar': ({ team, period, page }) => [team, period, page],
  'heat-map': figures,
  response: figures,
  digest: figures,
  pause: ({ strategy }) => [strategy],
  resume: ({ strategy }) => [strategy],
  open: paged,
  strategies: paged,
  sources: paged,
  help: paged,
}

const settingParts = ({ quiet, digestAt }: Slots, wording: Wording): readonly string[] => {
  const { words } = wording.chat
  if (quiet === 'off') return [words.quiet, words.off]
  if (quiet !== undefined) return [words.quiet, `${quiet.from}-${quiet.to}`]
  return digestAt === undefined ? [] : [words.digest, digestAt]
}

/** What figures were asked for, without the page. */
export const canonicalFigures = (asked: Extract<Command, FiguresAsked>, wording: Wording): string => {
  const counted =
    asked.kind === 'heat-map' && asked.of !== 'alerts' ? wording.chat.words.counted[asked.of] : ''
  return [taughtWord(asked.kind, wording), counted, asked.whose, periodText(asked.period, wording)]
    .filter((part) => part !== '')
    .join(' ')
}

/** As it is read again: `今天`, `近7天`, `11月3日`; '' for none. */
export const periodText = (period: Period | null | undefined, wording: Wording): string => {
  const { periods } = wording.chat.words
  if (period === null || period === undefined) return ''
  switch (period.kind) {
    case 'days':
      return periods.days(period.days)
    case 'day':
      return periods.day(period.month, period.day)
    default:
      return periods[period.kind]
  }
}
