import type { Card } from '../cards/card-model'
import { helpCard } from '../cards/help.card'
import { arrangeMeeting, cancelMeeting, listMeetings } from './arrange-meeting'
import { askAutonomy, setAutonomy } from './ask-autonomy'
import { askBack, askForMore } from './ask-back'
import { askCustomer, askHot, askWhyCustomer, askWhyNot } from './ask-customer'
import { askDigest, askHeatMap, askRadar, askResponse, askTeamRadar } from './ask-figures'
import { askSources, askStatus, notConnected } from './ask-operations'
import { askStrategies, holdStrategy } from './ask-strategies'
import { explainDecision } from './ask-why'
import { changeSettings } from './change-settings'
import type { Command } from './command'
import { giveAnswer } from './give-answer'
import { handOver } from './hand-over'
import { listOpen } from './list-open'
import { sendDocument } from './send-document'
import type { Session } from './session'
import { undoAnswer } from './undo-answer'
import { whoAmI } from './who-am-i'

type Obeyed = { readonly [K in Command['kind']]: (command: Of<K>, session: Session) => Promise<Card> | Card }
type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

const each: Obeyed = {
  hot: ({ page, filter }, session) => askHot(page, filter, session),
  customer: ({ query }, session) => askCustomer(query, session),
  why: ({ decision }, session) => explainDecision(decision, session),
  'why-customer': ({ query }, session) => askWhyCustomer(query, session),
  'why-not': ({ query }, session) => askWhyNot(query, session),
  answer: giveAnswer,
  'hand-over': ({ which, to }, session) => handOver(which, to, session),
  send: ({ which }, session) => sendDocument(which, session),
  undo: ({ decision }, session) => undoAnswer(decision, session),
  meet: ({ decision, nth }, session) => arrangeMeeting(decision, nth, session),
  'cancel-meeting': ({ decision }, session) => cancelMeeting(decision, session),
  meetings: ({ page }, session) => listMeetings(page, session),
  open: ({ page }, session) => listOpen(page, session),
  radar: askRadar,
  'team-radar': askTeamRadar,
  response: askResponse,
  digest: askDigest,
  'heat-map': askHeatMap,
  strategies: ({ page }, session) => askStrategies(page, session),
  hold: holdStrategy,
  autonomy: askAutonomy,
  'set-autonomy': setAutonomy,
  'not-connected': ({ what }, session) => notConnected(what, session),
  settings: ({ change }, session) => changeSettings(change, session),
  sources: ({ page }, session) => askSources(page, session),
  status: (_, session) => askStatus(session),
  'who-am-i': (_, session) => whoAmI(session),
  help: async ({ page }, { desk, asker, context }) => helpCard(await desk.rights(asker), page, context),
  incomplete: ({ asks }, { context }) => askForMore(asks, context),
  unknown: (command, { context }) => askBack(command, context),
}

/** Does what a command says. Whether the asker may is decided before, and again by the desk for what it is about. */
export const obey = async (command: Command, session: Session): Promise<Card> => {
  const does = each[command.kind] as (command: Command, session: Session) => Promise<Card> | Card
  return does(command, session)
}
