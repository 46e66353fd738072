import type { FollowUpAnswer } from '../../contract/decision'
import { decisionCode, decisionId } from '../../contract/ids'
import { en } from '../wording/en'
import { zhCN } from '../wording/zh-CN'
import type { Wording } from '../wording/zh-CN'
import type { Command, Understood } from './command'
import { exactly, nearestWords, nearly, orders, taughtWord } from './command-table'
import type { Spoken } from './command-table'
import { codeAlone, codeFirst, foldText, lowerCase, withoutTail } from './text'

/**
 * What a message asks for. Chinese and English words are both understood, with or without blanks, full-width or
 * half-width, with a slip or two.
 *
 * 1. A question that is only nearly a known one is answered, and the answer says how it was read.
 * 2. An order is never guessed: nearly an order is asked back, and so is one with something unclear behind it.
 */
export const parseCommand = (message: string, wording: Wording = zhCN): Understood => {
  const text = foldText(message)
  const folded = lowerCase(text)
  if (/^#?d ?\d{1,15}$/.test(folded)) return sure(why(text))

  const exact = exactly(folded)
  if (exact !== null) return sure(commandFor(exact, text, wording))

  const near = nearly(folded)
  if (near === null) return sure({ kind: 'unknown', said: text, nearest: nearestWords(folded, wording) })

  const meant = [taughtWord(near.name, wording), text.slice(near.end).trim()].join(' ').trim()
  if (orders.has(near.name)) return sure({ kind: 'incomplete', asks: { kind: 'order', meant } })
  return { command: commandFor(near, text, wording), guessed: meant }
}

const sure = (command: Command): Understood => ({ command, guessed: null })

const answers = { take: 'taken', later: 'snoozed', wrong: 'wrong' } as const satisfies Record<
  string,
  FollowUpAnswer
>

const commandFor = (spoken: Spoken, text: string, wording: Wording): Command => {
  const glued = text.slice(spoken.end)
  const rest = glued.replace(/^[\s,:.\u3001\u3002-]+/, '')
  switch (spoken.name) {
    case 'hot':
      return hot(rest)
    case 'customer':
      return withQuery(rest, 'customer', 'which-customer')
    case 'why-not':
      return withQuery(rest, 'why-not', 'which-customer-not')
    case 'why':
      return why(rest)
    case 'take':
    case 'later':
    case 'wrong':
      return order(spoken.name, { glued, rest }, wording)
    case 'open':
    case 'who-am-i':
    case 'help':
      return { kind: spoken.name }
  }
}

/** `2`, or a number among other characters of a page; anything else is a filter we do not have. */
const hot = (rest: string): Command => {
  const page = /^\D{0,2}(\d{1,3})\D{0,1}$/.exec(rest)?.[1]
  return page === undefined
    ? { kind: 'hot', page: 1, filter: rest }
    : { kind: 'hot', page: Math.max(1, Number(page)), filter: '' }
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
const order = (
  name: keyof typeof answers,
  { glued, rest }: { readonly glued: string; readonly rest: string },
  wording: Wording,
): Command => {
  const answer = answers[name]
  if (rest === '') return { kind: 'answer', answer, which: { kind: 'newest' }, note: null }
  const alone = codeAlone(rest)
  if (alone !== undefined) return toDecision(answer, alone, null)
  const first = codeFirst(rest)
  if (first !== undefined) return toDecision(answer, first.code, first.rest === '' ? null : first.rest)
  const number = /^\d{1,15}/.exec(rest)?.[0]
  if (number !== undefined) return { kind: 'incomplete', asks: { kind: 'is-it-a-code', number } }
  // "不对劲" begins with an order and is none: what follows an order has to stand apart from it.
  if (glued === rest) {
    return {
      kind: 'incomplete',
      asks: { kind: 'order-needs-space', meant: `${taughtWord(name, wording)} ${rest}` },
    }
  }
  return answer === 'wrong'
    ? { kind: 'answer', answer, which: { kind: 'newest' }, note: rest }
    : { kind: 'answer', answer, which: { kind: 'customer', query: rest }, note: null }
}

const toDecision = (answer: FollowUpAnswer, code: number, note: string | null): Command => ({
  kind: 'answer',
  answer,
  which: { kind: 'decision', decision: decisionId(code) },
  note,
})

/** What a person sends to answer one decision, for asking back. */
export const orderText = (name: 'take' | 'later' | 'wrong', code: number, wording: Wording): string =>
  `${taughtWord(name, wording)} ${decisionCode(decisionId(code))}`
