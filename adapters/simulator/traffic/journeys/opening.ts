import { inquiry } from './inquiry'
import { seconds } from './journey'
import { priceSensitive } from './price-sensitive'
import { technicalEvaluator } from './technical-evaluator'
import type { JourneyPlanner } from './choose-journey'
import type { Journey, JourneyContext } from './journey'

/** Seconds after the start at which the first inquiry is sent, and the technical reader comes back. */
const inquiryAfter = 8
const technicalAfter = 20

/**
 * The first minute, for somebody who has just opened the chat window as the first member: an inquiry that has been in
 * the making for a few minutes, and soon after it a technical reader. Later the same for other people's customers.
 */
export function openingJourneys(context: JourneyContext, planner: JourneyPlanner): Journey {
  const owner = context.company.firstMember
  const asks = planner.untold('inquirer', owner)
  const reads = planner.untold('technical', owner)
  const compares = planner.untold('price')
  return [
    ...(asks === undefined ? [] : endingAt(inquiry(context, asks), context.start + seconds(inquiryAfter))),
    ...(reads === undefined ? [] : technicalEvaluator(later(context, technicalAfter), reads)),
    ...(compares === undefined ? [] : priceSensitive(later(context, 35), compares)),
  ]
}

function later(context: JourneyContext, after: number): JourneyContext {
  return { ...context, start: context.start + seconds(after) }
}

/** The same journey moved in time, so that its last request leaves at `end`. */
function endingAt(journey: Journey, end: number): Journey {
  const shift = end - Math.max(...journey.map(({ sendAt }) => sendAt))
  return journey.map((parcel) => ({
    ...parcel,
    sendAt: parcel.sendAt + shift,
    happenings: parcel.happenings.map((happening) => ({ ...happening, at: happening.at + shift })),
  }))
}
