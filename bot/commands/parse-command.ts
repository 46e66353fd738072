import type { GivenAnswer } from '../../contract/decision'
import { decisionId } from '../../contract/ids'
import type { CommandName } from '../wording/command-name'
import { en } from '../wording/en'
import { zhCN } from '../wording/zh-CN'
import type { Wording } from '../wording/zh-CN'
import type { Command, Understood } from './command'
import { commandRows } from './command-rows'
import { exactly, nearestWords, nearly, taughtWord } from './command-table'
import type { Spoken } from './command-table'
import {
  autonomy, cancelMeeting, figures, handOver, hold, meet, pageAlone, send, settings,
} from './parse-parts' // prettier-ignore
import { codeAlone, codeFirst, foldText, lowerCase, withoutTail } from './text'

/** What a message asks for, and how much of it was made use of. */
export interface Parsed extends Understood {
  /** What stood behind the command's word; '' where nothing did, and where there was no such word. */
  readonly rest: string
  /** Nothing stands between that and the command's word. */
  readonly glued: boolean
}

/**
 * What a message asks for. Chinese and English words are both understood, with or without blanks, full-width or
 * half-width, with a slip or two.
 *
 * 1. A question that is only nearly a known one is answered, and the answer says how it was read.
 * 2. An order is never guessed: nearly an order is asked back, and so is one with something unclear behind it.
 */
export const parseCommand = (message: string, wording: Wording = zhCN): Understood => {
  const { command, guessed } = parse(message, wording)
  return { command, guessed }
}

export const parse = (message: string, wording: Wording): Parsed => {
  const text = foldText(message)
  const folded = lowerCase(text)
  if (/^#?d ?\d{1,15}$/.test(folded)) return { command: why(text), guessed: null, ...nothing }

  const exact = exactly(folded)
  if (exact !== null) return { ...sure(commandFor(exact, text, wording)), ...behind(exact, text) }

  const near = nearly(folded)
  if (near === null) {
    return { ...sure({ kind: 'unknown', said: text, nearest: nearestWords(folded, wording) }), ...nothing }
  }
  const meant = [taughtWord(near.name, wording), text.slice(near.end).trim()].join(' ').trim()
  return commandRows[near.name].order || setsLevel(near, text)
    ? { ...sure({ kind: 'incomplete', asks: { kind: 'order', meant } }), ...behind(near, text) }
    : { command: commandFor(near, text, wording), guessed: meant, ...behind(near, text) }
}

const nothing = { rest: '', glued: false }

const behind = (spoken: Spoken, text: string): Pick<Parsed, 'rest' | 'glued'> => {
  const rest = restOf(spoken, text)
  return { rest, glued: rest !== '' && text.slice(spoken.end) === rest }
}

const sure = (command: Command): Understood => ({ command, guessed: null })

const restOf = ({ end }: Spoken, text: string): string =>
  text.slice(end).replace(/^[\s,:.\u3001\u3002-]+/, '')

const answers = { take: 'taken', later: 'snoozed', wrong: 'wrong' } as const satisfies Record<
  string,
  GivenAnswer
>

const commandFor = (spoken: Spoken, text: string, wording: Wording): Command => {
  const glued = text.slice(spoken.end)
  const rest = restOf(spoken, text)
  // "不对劲" begins with an order and is none: what follows an order has to stand apart from it.
  const changes = commandRows[spoken.name].order || setsLevel(spoken, text)
  if (changes && rest !== '' && glued === rest && !beginsWithCode(rest)) {
    const number = /^\d{1,15}/.exec(rest)?.[0]
    if (number !== undefined) return { kind: 'incomplete', asks: { kind: 'is-it-a-code', number } }
    const meant = `${taughtWord(spoken.name, wording)} ${rest}`
    return { kind: 'incomplete', asks: { kind: 'order-needs-space', meant } }
  }
  return spoken.name in answers
    ? order(spoken.name as keyof typeof answers, rest)
    : questionOrOrder(spoken.name, rest)
}

/** Asking for levels is a question, setting one is an order. */
const setsLevel = (spoken: Spoken, text: string): boolean =>
  spoken.name === 'autonomy' && autonomy(restOf(spoken, text)).kind === 'set-autonomy'

const beginsWithCode = (rest: string): boolean =>
  codeAlone(rest) !== undefined || codeFirst(rest) !== undefined

const questionOrOrder = (name: CommandName, rest: string): Command => {
  switch (name) {
    case 'radar':
    case 'team-radar':
    case 'response':
    case 'digest':
    case 'heat-map':
      return figures(name, rest)
    case 'open':
    case 'meetings':
    case 'strategies':
    case 'sources':
    case 'help':
      return { kind: name, page: pageAlone(rest) ?? 1 }
    case 'status':
    case 'who-am-i':
      return { kind: name }
    case 'breakers':
    case 'breaker-trip':
    case 'breaker-release':
    case 'breaker-rollback':
    case 'stock':
    case 'selection':
      return { kind: 'not-connected', what: name }
    case 'take':
    case 'later':
    case 'wrong':
      return order(name, rest)
    default:
      return ofItsOwn[name](rest)
  }
}

/** Commands that nothing else is read like. */
const ofItsOwn = {
  hot: (rest: string) => hot(rest),
  customer: (rest: string) => withQuery(rest, 'customer', 'which-customer'),
  'why-not': (rest: string) => withQuery(rest, 'why-not', 'which-customer-not'),
  why: (rest: string) => why(rest),
  'hand-over': handOver,
  send,
  undo: (rest: string) => undo(rest),
  meet,
  'cancel-meeting': cancelMeeting,
  pause: (rest: string) => hold(true, rest),
  resume: (rest: string) => hold(false, rest),
  autonomy,
  settings,
} as const satisfies Partial<Record<CommandName, (rest: string) => Command>>

const undo = (rest: string): Command => {
  const code = codeAlone(rest) ?? codeFirst(rest)?.code
  return { kind: 'undo', decision: code === undefined ? null : decisionId(code) }
}

/** A page, a name of whose customers, or the name and behind it the page. */
const hot = (rest: string): Command => {
  const page = pageAlone(rest)
  if (page !== null) return { kind: 'hot', page, filter: '' }
  const last = /^(.*\S)\s+(\S+)$/.exec(rest)
  const behind = pageAlone(last?.[2] ?? '')
  return behind === null
    ? { kind: 'hot', page: 1, filter: rest }
    : { kind: 'hot', page: behind, filter: last?.[1] ?? '' }
}

const withQuery = (
  rest: string,
  kind: 'customer' | 'why-not',
  asks: 'which-customer' | 'which-customer-not',
): Command => {
  const query = withoutTail(rest)
  return query === '' ? { kind: 'incomplete', asks: { kind: asks } } : { kind, query }
}

/** A number alone is a decision; a name is a customer; a name with "not" behind it asks why nothing happened. */
const why = (rest: string): Command => {
  const said = withoutTail(rest)
  if (said === '') return { kind: 'why', decision: null }
  const code = codeAlone(said) ?? codeFirst(said)?.code
  if (code !== undefined) return { kind: 'why', decision: decisionId(code) }
  const not = negated(said)
  if (not === null) return { kind: 'why-customer', query: said }
  return withQuery(not, 'why-not', 'which-customer-not')
}

/** The name in "not Acme" and "Acme not …", null where nothing is negated. */
const negated = (said: string): string | null => {
  for (const { negation } of [zhCN.chat, en.chat]) {
    const at = said.indexOf(negation)
    if (at === 0) return said.slice(negation.length)
    if (at > 0) return said.slice(0, at)
  }
  return null
}

/** An order with what stands behind it: nothing, a code, a code and a note, a customer, or a reason. */
const order = (name: keyof typeof answers, rest: string): Command => {
  const answer = answers[name]
  if (rest === '') return { kind: 'answer', answer, which: { kind: 'newest' }, note: null }
  const alone = codeAlone(rest)
  if (alone !== undefined) return toDecision(answer, alone, null)
  const first = codeFirst(rest)
  if (first !== undefined) return toDecision(answer, first.code, first.rest === '' ? null : first.rest)
  const number = /^\d{1,15}/.exec(rest)?.[0]
  if (number !== undefined) return { kind: 'incomplete', asks: { kind: 'is-it-a-code', number } }
  return answer === 'wrong'
    ? { kind: 'answer', answer, which: { kind: 'newest' }, note: rest }
    : { kind: 'answer', answer, which: { kind: 'customer', query: rest }, note: null }
}

const toDecision = (answer: GivenAnswer, code: number, note: string | null): Command => ({
  kind: 'answer',
  answer,
  which: { kind: 'decision', decision: decisionId(code) },
  note,
})
