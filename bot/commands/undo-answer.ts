import { customerOf, decisionOf } from '../../contract/notice'
import { decisionCode } from '../../contract/ids'
import type { DecisionId } from '../../contract/ids'
import { wordingOf } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { customerTitle } from '../cards/customer-text'
import { say } from './say'
import type { Session } from './session'

/** Takes back the asker's own answer and names what is open again. */
export const undoAnswer = async (decision: DecisionId | null, session: Session): Promise<Card> => {
  const { desk, asker, context, inGroup } = session
  const { undone: words, answered } = wordingOf(context).chat
  const undone = await desk.undo(asker, decision)
  switch (undone.kind) {
    case 'nothing':
      return say(answered.unknown.title, [words.nothing])
    case 'too-late':
      return say(answered.unknown.title, [words.tooLate])
    case 'built-upon':
      return say(answered.unknown.title, [words.builtUpon])
    case 'done': {
      const { notice } = undone.notice
      const decided = decisionOf(notice)
      const customer = customerOf(notice)
      if (decided === null || customer === null) return say(words.title, [words.done(words.was[undone.was])])
      const code = decisionCode(decided)
      const named = inGroup ? code : `${code} ${customerTitle(customer, context)}`
      return say(words.title, [named, words.done(words.was[undone.was])])
    }
  }
}
