import type { DecisionId } from '../../contract/ids'
import type { OutboundNotice } from '../../contract/notice'
import { wordingOf } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { noticeCode, noticeName } from '../cards/notice-text'
import { say } from './say'
import type { Session } from './session'

/** Takes back the asker's own answer, or what the hub had started by itself, and names what that was. */
export const undoAnswer = async (decision: DecisionId | null, session: Session): Promise<Card> => {
  const { desk, asker, context } = session
  const { undone: words, answered } = wordingOf(context).chat
  const undone = await desk.undo(asker, decision)
  switch (undone.kind) {
    case 'nothing':
      return say(answered.unknown.title, [words.nothing])
    case 'too-late':
      return say(answered.unknown.title, [words.tooLate])
    case 'built-upon':
      return say(answered.unknown.title, [words.builtUpon])
    case 'called-off':
      return say(words.calledOff.title, [named(undone.notice, session), words.calledOff.line])
    case 'done': {
      const about = named(undone.notice, session)
      return say(words.title, [...(about === '' ? [] : [about]), words.done(words.was[undone.was])])
    }
  }
}

/** In a group by its number alone. */
const named = ({ notice }: OutboundNotice, { inGroup, context }: Session): string =>
  inGroup ? noticeCode(notice) : noticeName(notice, context)
