import type { NoticeId } from '../../../contract/ids'
import type { Notice, Settled } from '../../../contract/notice'
import { customerOf, decisionOf } from '../../../contract/notice'
import type { DailyDigest, DigestItem, DigestPerson } from '../../../contract/notices/daily-digest'
import type { Instant } from '../../../contract/quantities'

/** One notice that a digest carries. */
export interface Carried {
  readonly id: NoticeId
  readonly notice: Exclude<Notice, DailyDigest>
  readonly at: Instant
  readonly settled: Settled
}

/** More lines than anybody reads; the counts say how many there are. */
const MOST_ITEMS = 20

/** One message for many: what fired, what of it is solved, the rest by strength. */
export function digestOf(
  carried: readonly Carried[],
  because: DailyDigest['because'],
  people: readonly DigestPerson[],
): DailyDigest {
  const moments = carried.map((c) => c.at)
  const isSolved = ({ settled }: Carried) =>
    settled.kind === 'ruled' || (settled.kind === 'answered' && settled.answer !== 'snoozed')
  const putOff = ({ settled }: Carried) => settled.kind === 'answered' && settled.answer === 'snoozed'
  const inOrder = [...carried].sort(
    (a, b) =>
      Number(isSolved(a)) - Number(isSolved(b)) ||
      Number(putOff(a)) - Number(putOff(b)) ||
      (tenthsOf(b.notice) ?? 0) - (tenthsOf(a.notice) ?? 0) ||
      a.id - b.id,
  )
  return {
    kind: 'daily-digest',
    because,
    from: moments.reduce((a, b) => (a < b ? a : b)),
    to: moments.reduce((a, b) => (a > b ? a : b)),
    counts: {
      fired: carried.length,
      solved: carried.filter(isSolved).length,
      putOff: carried.filter(putOff).length,
    },
    items: onePerDecision(inOrder).slice(0, MOST_ITEMS).map(toItem),
    people: people.slice(0, MOST_ITEMS),
  }
}

function onePerDecision(inOrder: readonly Carried[]): Carried[] {
  const told = new Set<number>()
  return inOrder.filter(({ notice }) => {
    const decision = decisionOf(notice)
    if (decision === null) return true
    if (told.has(decision)) return false
    told.add(decision)
    return true
  })
}

const toItem = ({ id, notice, at, settled }: Carried): DigestItem => ({
  notice: id,
  kind: notice.kind,
  decision: decisionOf(notice),
  customer: customerOf(notice),
  subject: subjectOf(notice),
  tenths: tenthsOf(notice),
  at,
  settled,
})

function tenthsOf(notice: Notice): number | null {
  if (notice.kind === 'escalation') return tenthsOf(notice.about)
  return notice.kind === 'lead-alert' || notice.kind === 'strategy-step' ? notice.intent.tenths : null
}

function subjectOf(notice: Exclude<Notice, DailyDigest>): string {
  switch (notice.kind) {
    case 'lead-alert':
    case 'system-warning':
      return notice.title
    case 'strategy-step':
      return notice.package.name
    case 'escalation':
      return subjectOf(notice.about)
    case 'coaching-task':
      return notice.node.name
    case 'breaker-tripped':
    case 'reallocation-proposal':
      return notice.sku.name
    case 'parameter-match':
      return notice.asked
    case 'radar':
      return notice.subject.name
    case 'heat-map':
      return notice.scope
    case 'meeting':
      return notice.meeting.title
  }
}
