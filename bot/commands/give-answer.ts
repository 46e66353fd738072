import type { GivenAnswer } from '../../contract/decision'
import { customerOf } from '../../contract/notice'
import type { OutboundNotice } from '../../contract/notice'
import type { ConfirmTarget } from '../../contract/ports/desk'
import { wordingOf } from '../cards/card-context'
import { paragraph, sayCard } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import { noticeCode, noticeName } from '../cards/notice-text'
import { settledText } from '../cards/settled'
import { tidy } from '../cards/render/fit'
import type { AnswerTarget } from './command'
import { openLines } from './list-open'
import { say } from './say'
import type { Session } from './session'
import { lowerCase } from './text'

interface Answer {
  readonly answer: GivenAnswer
  readonly which: AnswerTarget
  readonly note: string | null
}

/** Takes, puts off or rejects a decision. The answer names it, so that a slip is seen at once. */
export const giveAnswer = async ({ answer, which, note }: Answer, session: Session): Promise<Card> => {
  if (which.kind !== 'customer') return confirm(targetOf(which), { answer, note }, session)
  const matching = await openAbout(which.query, session)
  const [only, second] = matching
  const { notFound } = wordingOf(session.context).chat
  if (only === undefined) return say(notFound.title, [notFound.noneOpen(which.query)])
  if (second !== undefined) {
    const lines = session.inGroup ? [] : openLines(matching, session)
    return sayCard(notFound.severalOpen(which.query), [paragraph('', lines)])
  }
  return confirm({ notice: only.id }, { answer, note }, session)
}

const targetOf = (which: Exclude<AnswerTarget, { kind: 'customer' }>): ConfirmTarget =>
  which.kind === 'newest' ? { newest: true } : { decision: which.decision }

const openAbout = async (query: string, { desk, asker }: Session): Promise<readonly OutboundNotice[]> => {
  const wanted = lowerCase(query)
  const open = await desk.open(asker, 50)
  return open.filter(({ notice }) => {
    const about = customerOf(notice)
    if (about === null) return false
    const { name, company } = about
    return [name, company ?? ''].some((text) => lowerCase(tidy(text)).includes(wanted))
  })
}

const confirm = async (
  target: ConfirmTarget,
  { answer, note }: { readonly answer: GivenAnswer; readonly note: string | null },
  session: Session,
): Promise<Card> => {
  const { answered } = wordingOf(session.context).chat
  const confirmed = await session.desk.confirm(session.asker, target, answer, note)
  switch (confirmed.kind) {
    case 'done':
      return told(confirmed.notice, answered.recorded, note, session)
    case 'already':
      return told(confirmed.notice, firstWas(confirmed.notice, session), null, session)
    case 'not-yours':
      return say(answered.notYours.title, [answered.notYours.line])
    case 'unknown': {
      const { title, line } = 'newest' in target ? answered.nothingOpen : answered.unknown
      return say(title, [line])
    }
  }
}

const firstWas = ({ settled }: OutboundNotice, { asker, context }: Session): string => {
  const { already, alreadyYou, alreadyLater } = wordingOf(context).chat.answered
  if (settled.kind !== 'answered') return already
  if (settled.answer === 'snoozed') return alreadyLater
  return settled.by === asker.name ? alreadyYou : already
}

/** Who answered what and when; in a group by the decision's code alone. */
const told = (
  outbound: OutboundNotice,
  outcome: string,
  note: string | null,
  { context, at, inGroup }: Session,
): Card => {
  const { cards, chat } = wordingOf(context)
  const { notice, settled } = outbound
  const named = noticeName(notice, context)
  const code = noticeCode(notice)
  const noted = note === null || inGroup ? [] : [chat.answered.note(note)]
  return say(settledText(settled, at, context) ?? cards.waiting, [
    ...(inGroup ? [code] : [named]),
    ...noted,
    outcome,
  ])
}
