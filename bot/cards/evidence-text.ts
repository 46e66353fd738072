import type { EvidenceLine } from '../../contract/notice'
import type { Instant } from '../../contract/quantities'
import { topicName, wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { rowLine } from './card-model'
import type { Line } from './card-model'
import { duration, moment, shortMoment } from './moment'

/** What the customer did, without the time. */
export const evidenceText = (line: EvidenceLine, context: CardContext): string => {
  const { verbs, act, stayed, nothing, sentDocument } = wordingOf(context).cards
  if (line.sent !== undefined) return sentDocument[line.sent](line.object)
  const verb = Object.hasOwn(verbs, line.verb) ? verbs[line.verb as keyof typeof verbs] : line.verb
  const done = act(verb, line.object.trim() === '' ? nothing : topicName(line.object, context))
  return line.dwellMs >= 1_000 ? `${done} ${stayed(duration(line.dwellMs, context))}` : done
}

/** A line named by its time. `reading` is the moment the card speaks from. */
export const timedEvidence = (line: EvidenceLine, reading: Instant, context: CardContext): Line => ({
  label: moment(line.at, reading, context),
  row: shortMoment(line.at, reading, context),
  text: evidenceText(line, context),
  detail: '',
})

/** A line named by its layer, the time standing in the text. */
export const layeredEvidence = (
  line: EvidenceLine,
  row: string,
  reading: Instant,
  context: CardContext,
): Line => rowLine(row, `${moment(line.at, reading, context)} ${evidenceText(line, context)}`)
