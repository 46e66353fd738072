import { decisionCode } from '../../contract/ids'
import type { DecisionId } from '../../contract/ids'
import { wordingOf } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { decisionExplainedCard } from '../cards/decision-explained.card'
import { say, severalCustomers } from './say'
import type { Session } from './session'

/** The three layers of a decision; null asks for the newest one the asker was told of. */
export const explainDecision = async (decision: DecisionId | null, session: Session): Promise<Card> => {
  const { desk, asker, context } = session
  const { notFound } = wordingOf(context).chat
  const found = await desk.explain(asker, decision)
  switch (found.kind) {
    case 'found':
      return decisionExplainedCard(found.value, context)
    case 'several':
      return severalCustomers(decision === null ? '' : decisionCode(decision), found.choices, context)
    case 'none':
    case 'forbidden':
      return say(notFound.title, [
        decision === null ? notFound.newest : notFound.decision(decisionCode(decision)),
      ])
  }
}
