import { autonomyLevels } from '../../contract/autonomy'
import { decisionId } from '../../contract/ids'
import type { HeatKind } from '../../contract/ports/figures-desk'
import { timeOfDay } from '../../contract/time-of-day'
import { en } from '../wording/en'
import { zhCN } from '../wording/zh-CN'
import type { AnswerTarget, Command } from './command'
import { findTimes } from './clock-words'
import { findPeriod } from './period'
import { eachSpeech, numberIn } from './speech'
import { codeAlone, codeFirst, lowerCase, withoutTail } from './text'

/** `2`, `第3页`, `page 2`, and nothing else; null for anything else. */
export const pageAlone = (text: string): number | null => {
  const among = /^\D{0,2}(\d{1,3})\D{0,1}$/.exec(text)?.[1]
  if (among !== undefined) return Math.max(1, Number(among))
  for (const { page } of eachSpeech()) {
    const match = page.exec(lowerCase(text))
    const found = match?.[0] === lowerCase(text) ? numberIn(match[1] ?? '') : null
    if (found !== null) return Math.max(1, found)
  }
  return null
}

/** Whose figures, of which days, on which page, in any order; of a heat map also what is counted. */
export const figures = (
  kind: 'radar' | 'team-radar' | 'response' | 'digest' | 'heat-map',
  rest: string,
): Command => {
  const { text, period } = findPeriod(withoutTail(rest))
  let [page, of]: [number, HeatKind] = [1, 'alerts']
  const names: string[] = []
  for (const word of (period === null ? text : text.replace('P', ' ')).split(' ')) {
    const onPage = pageAlone(word)
    const counted = kind === 'heat-map' ? heatKindOf(word) : undefined
    if (onPage !== null) page = onPage
    else if (counted !== undefined) of = counted
    else names.push(word)
  }
  const asked = { whose: names.join(' ').trim(), period, page }
  return kind === 'heat-map' ? { kind, of, ...asked } : { kind, ...asked }
}

const heatKindOf = (word: string): HeatKind | undefined =>
  [zhCN, en].flatMap(({ chat }) =>
    (Object.keys(chat.words.counted) as HeatKind[]).filter((kind) => chat.words.counted[kind] === word),
  )[0]

/** `D12 给 张凯`, `云帆科技 给 张凯`, `给 张凯`, `D12 张凯`. */
export const handOver = (rest: string): Command => {
  for (const { words } of [zhCN.chat, en.chat]) {
    const [, what = '', to] = words.handedTo.exec(rest) ?? []
    if (to !== undefined) return withReceiver(what.trim(), to.trim())
  }
  const [first = '', ...others] = rest.split(' ')
  return codeAlone(first) === undefined
    ? { kind: 'incomplete', asks: { kind: 'to-whom' } }
    : withReceiver(first, others.join(' '))
}

const withReceiver = (what: string, to: string): Command =>
  to === '' || to.includes(' ')
    ? { kind: 'incomplete', asks: { kind: 'to-whom' } }
    : { kind: 'hand-over', which: targetOf(what), to }

const targetOf = (what: string): AnswerTarget => {
  if (what === '') return { kind: 'newest' }
  const code = codeAlone(what)
  return code === undefined
    ? { kind: 'customer', query: what }
    : { kind: 'decision', decision: decisionId(code) }
}

/** `D12`, `白皮书 D12`, `白皮书 李总`, `李总`, or nothing. */
export const send = (rest: string): Command => {
  const words = rest.split(' ').filter((word) => word !== '')
  const code = codeAlone(rest) ?? codeAlone(words.at(-1) ?? '') ?? codeFirst(rest)?.code
  return code === undefined
    ? { kind: 'send', which: { words } }
    : { kind: 'send', which: { decision: decisionId(code) } }
}

/** `D12`, or `D12 2` for the second of the times that were offered. */
export const meet = (rest: string): Command => {
  const [, code = '', nth] = /^#?(?:d ?)?(\d{1,15})(?:[ ,:]+(\d))?$/i.exec(rest) ?? []
  const decision = codeAlone(code)
  return decision === undefined
    ? { kind: 'incomplete', asks: { kind: 'which-meeting', command: 'meet' } }
    : { kind: 'meet', decision: decisionId(decision), nth: nth === undefined ? null : Number(nth) }
}

export const cancelMeeting = (rest: string): Command => {
  const decision = codeAlone(rest)
  return decision === undefined
    ? { kind: 'incomplete', asks: { kind: 'which-meeting', command: 'cancel-meeting' } }
    : { kind: 'cancel-meeting', decision: decisionId(decision) }
}

export const hold = (paused: boolean, rest: string): Command =>
  rest === ''
    ? { kind: 'incomplete', asks: { kind: 'which-strategy', paused } }
    : { kind: 'hold', strategy: rest, paused }

/** Nothing, a page or a name shows; a name and a number behind it sets. */
export const autonomy = (rest: string): Command => {
  const page = rest === '' ? 1 : pageAlone(rest)
  if (page !== null) return { kind: 'autonomy', page, filter: '' }
  for (const { words } of [zhCN.chat, en.chat]) {
    const [, strategy = '', digits] = words.toLevel.exec(rest) ?? []
    if (digits === undefined || strategy === '') continue
    const level = autonomyLevels.find((known) => known === Number(digits))
    return level === undefined
      ? { kind: 'incomplete', asks: { kind: 'which-level' } }
      : { kind: 'set-autonomy', strategy, level }
  }
  return { kind: 'autonomy', page: 1, filter: rest }
}

/** Nothing shows them; quiet hours, off, or the company's; the digest's time, or the company's. */
export const settings = (rest: string): Command => {
  if (rest === '') return { kind: 'settings', change: null }
  for (const { words } of [zhCN.chat, en.chat]) {
    const small = lowerCase(rest)
    const isDefault = small.endsWith(lowerCase(words.byDefault))
    if (small.startsWith(lowerCase(words.quiet))) {
      if (isDefault) return { kind: 'settings', change: { quiet: null } }
      if (small.endsWith(words.off)) return quietOff
    }
    if (small.startsWith(lowerCase(words.digest)) && isDefault) {
      return { kind: 'settings', change: { digestAt: null } }
    }
  }
  const { quiet, digestAt } = findTimes(lowerCase(rest)).slots
  if (quiet === 'off') return quietOff
  if (quiet !== undefined) return { kind: 'settings', change: { quiet } }
  if (digestAt !== undefined) return { kind: 'settings', change: { digestAt } }
  return { kind: 'incomplete', asks: { kind: 'which-setting' } }
}

const midnight = timeOfDay('00:00')

/** The same time twice is never. */
const quietOff: Command =
  midnight === undefined
    ? { kind: 'settings', change: null }
    : { kind: 'settings', change: { quiet: { from: midnight, to: midnight } } }
