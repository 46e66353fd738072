import { decisionOf } from '../../contract/notice'
import type { HandOverTarget } from '../../contract/ports/desk'
import { wordingOf } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { customerTitle } from '../cards/customer-text'
import type { AnswerTarget } from './command'
import { say, severalCustomers } from './say'
import type { Session } from './session'

/** Gives a customer to a colleague; in a group without saying whom. */
export const handOver = async (which: AnswerTarget, to: string, session: Session): Promise<Card> => {
  const { desk, asker, context, inGroup } = session
  const { handedOver: words } = wordingOf(context).chat
  const target = await targetOf(which, session)
  if (target === null) return say(words.nothing, [words.noCustomer])
  const done = await desk.handOver(asker, target, to)
  switch (done.kind) {
    case 'several':
      return severalCustomers('customer' in target ? target.customer : '', done.choices, context)
    case 'no-customer':
      return say(words.nothing, [words.noCustomer])
    case 'no-member':
      return say(words.nothing, [words.noMember(to)])
    case 'forbidden':
      return say(words.nothing, [words.forbidden])
    case 'already':
      return say(
        words.nothing,
        inGroup ? [] : [words.already(customerTitle(done.customer, context), done.to)],
      )
    case 'done':
      return inGroup
        ? say(words.title, [words.inGroup(done.to)])
        : say(words.title, [
            words.done(customerTitle(done.customer, context), done.to),
            words.told(done.told),
          ])
  }
}

/** Without a name it is whom the newest open notice is about. */
const targetOf = async (which: AnswerTarget, { desk, asker }: Session): Promise<HandOverTarget | null> => {
  if (which.kind === 'decision') return { decision: which.decision }
  if (which.kind === 'customer') return { customer: which.query }
  const [newest] = await desk.open(asker, 1)
  const decision = newest === undefined ? null : decisionOf(newest.notice)
  return decision === null ? null : { decision }
}
