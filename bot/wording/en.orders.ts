import type { Wording } from './zh-CN'

const quote = (text: string): string => `"${text}"`

export const orders: Pick<Wording['chat'], 'handedOver' | 'sending' | 'undone'> = {
  handedOver: {
    title: 'Handed over',
    done: (customer, to) => `${customer} is now with ${to}.`,
    told: (n) => (n === 0 ? 'Nothing open goes with it.' : `${n} open notices go along.`),
    inGroup: (to) => `Handed over to ${to}.`,
    nothing: 'Nothing changed',
    already: (customer, to) => `${customer} is with ${to} already.`,
    noCustomer: 'No such customer or number was found, or it is not yours to see.',
    noMember: (to) => `It cannot go to ${quote(to)}: there is no such colleague, or none you may hand it to.`,
    forbidden: 'This customer is not yours to hand over.',
  },
  sending: {
    name: (name) => `“${name}”`,
    greeting: (customer, name) => `Dear ${customer === '' ? 'customer' : customer}, here is “${name}”:`,
    validUntil: (day) => `The link works until ${day}`,
    made: (customer) => `The link is made, please forward it to ${customer}`,
    there: (customer, when) => `The link was made ${when}, please forward it to ${customer}`,
    forward: 'Link made; forward the next one',
    forwardAgain: 'Made before; here it is again',
    nothing: 'Nothing was sent',
    none: 'There is no such notice or customer, or it is not yours to see.',
    nothingToSend: 'There is no document to be sent now.',
    nobody:
      'Nothing identifies this customer, so an opening could not be told to be theirs. No link was made.',
    off: 'No documents (DOCUMENTS) or no public address (PUBLIC_URL) are configured. Please ask the admin.',
    which: (orders) =>
      `Several cards send a document, please give the number: ${orders.map(quote).join(', ')}`,
    several: (said) => `Several match ${quote(said)}, please give the full name or the card's number:`,
  },
  undone: {
    title: 'Taken back',
    was: { taken: 'take', snoozed: 'later', wrong: 'wrong', 'called-off': 'call off' },
    done: (was) => `"${was}" was taken back; it is open again, and everybody's card follows.`,
    nothing: 'You have no answer that can be taken back. Only your own can.',
    tooLate: 'It is more than a day old and cannot be taken back.',
    builtUpon: 'A later step is done already, so it cannot be taken back.',
    calledOff: {
      title: 'Called off',
      line: "What is not done yet was stopped, and everybody's card follows. Undo again within a day to go on.",
    },
  },
}
