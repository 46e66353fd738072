import type { NoticeId } from '../../contract/ids'
import type { OutboundNotice, Settled } from '../../contract/notice'
import type { ChatAddress, Platform } from '../../contract/people'
import type { ChatPort, DeliveryOutcome, RenderedMessage } from '../../contract/ports/chat'
import { noticeReference } from '../../contract/ports/chat'
import type { Clock } from '../../contract/ports/clock'
import type { Log } from '../../contract/ports/log'
import type { Millis } from '../../contract/quantities'
import { millis, seconds } from '../../contract/quantities'
import type { Besides } from './besides'
import { withBesides } from './besides'
import type { Settlement } from './domain/settlement'
import { settle } from './domain/settlement'
import type { DeliveryPeople } from './delivery-people'
import type { NoticeRow } from './notice-row'
import { REFRESH, isAgain, isCopy, refreshedBy, shown, shownAfter, toOutbound } from './notice-row'
import type { Settling } from './settle-notices.typeorm'

export interface SendDeps {
  readonly clock: Clock
  readonly chats: ReadonlyMap<Platform, ChatPort>
  readonly render: (outbound: OutboundNotice) => RenderedMessage
  readonly besides?: Besides
  readonly people: DeliveryPeople
  readonly log: Log
  /** A number in [0, 1). */
  readonly chance: () => number
  readonly settledOf: (row: NoticeRow) => Promise<Settled>
  readonly noticeOf: (id: NoticeId) => Promise<NoticeRow | undefined>
  /** Where to go instead of an address whose platform has been away for too long; nowhere while it is waited for. */
  readonly insteadOf: (address: ChatAddress, addresses: readonly ChatAddress[]) => readonly ChatAddress[]
  /** Platforms that the notice was on and left: it is not sent there again. */
  readonly leftBy: (id: NoticeId) => Promise<readonly Platform[]>
}

/** A platform that has not answered by then is asked again later, under the same reference. */
export const PATIENCE = seconds(10)

/** Sends one claimed notice, or changes one card, and says what became of it. Never throws for what a platform does. */
export async function sendNotice(deps: SendDeps, row: NoticeRow): Promise<Settling> {
  const sent = row.kind === REFRESH ? await refresh(deps, row) : await send(deps, row)
  const now = deps.clock.now()
  const member = await deps.people.member(row.member)
  const addresses =
    sent.outcome.kind === 'sent' || row.kind === REFRESH || member?.active !== true
      ? []
      : await stillOpen(deps, row, member.addresses)
  const settlement = settle(sent.outcome, {
    tries: row.tries + 1,
    createdAt: row.createdAt,
    now,
    chance: deps.chance(),
    address: row.address,
    addresses,
    instead: deps.insteadOf(row.address, addresses),
  })
  return {
    notice: row,
    settlement: row.kind === REFRESH ? leftAsItIs(settlement) : settlement,
    shows: sent.shows,
    at: now,
  }
}

async function stillOpen(
  deps: SendDeps,
  row: NoticeRow,
  addresses: readonly ChatAddress[],
): Promise<ChatAddress[]> {
  const left = await deps.leftBy(row.id)
  return addresses.filter((a) => a.platform === row.address.platform || !left.includes(a.platform))
}

/** A platform that cannot change a card has refused nothing: the next press shows the new state. */
const leftAsItIs = (settlement: Settlement): Settlement =>
  settlement.kind === 'refused' && settlement.code === 'no-way-to-update'
    ? { ...settlement, kind: 'skipped' }
    : settlement

interface Sending {
  readonly outcome: DeliveryOutcome
  readonly shows: Settling['shows']
}

async function send(deps: SendDeps, row: NoticeRow): Promise<Sending> {
  const member = await deps.people.member(row.member)
  if (member?.active !== true) {
    return { outcome: { kind: 'skipped', because: 'left-the-company' }, shows: shown.nothing }
  }
  const settled = await deps.settledOf(row)
  const outcome = await attempt(deps, row, await drawing(deps, row, settled), (port, message) =>
    port.send(message, row.address, noticeReference(row.id)),
  )
  return { outcome, shows: drawnAs(settled) }
}

async function refresh(deps: SendDeps, row: NoticeRow): Promise<Sending> {
  const card = await deps.noticeOf(refreshedBy(row))
  if (card !== undefined && isCopy(row)) return refreshCopy(deps, row, card)
  const settled: Settled = card === undefined ? { kind: 'open' } : await deps.settledOf(card)
  const shows = drawnAs(settled)
  const isBehind = card !== undefined && card.shown !== shown.answered && card.shown !== shows
  if (card === undefined || !(isBehind || isAgain(row))) {
    return { outcome: already(row), shows: shown.nothing }
  }
  const outcome = await attempt(deps, row, await drawing(deps, card, settled), (port, message) =>
    port.replace(message, { ...card.address, reference: noticeReference(card.id) }),
  )
  return { outcome, shows }
}

/** The copy on the platform that the notice left: whatever it shows, it is drawn as it stands. */
async function refreshCopy(deps: SendDeps, row: NoticeRow, card: NoticeRow): Promise<Sending> {
  const settled = await deps.settledOf(card)
  const there = { ...card, address: row.address }
  const outcome = await attempt(deps, row, toOutbound(there, settled), (port, message) =>
    port.replace(message, { ...row.address, reference: noticeReference(card.id) }),
  )
  return { outcome, shows: drawnAs(settled) }
}

/** The notice as it is to be drawn, with the older card it stands for. */
async function drawing(deps: SendDeps, row: NoticeRow, settled: Settled): Promise<OutboundNotice> {
  const old = row.replaces === null ? undefined : await deps.noticeOf(row.replaces)
  return toOutbound(row, settled, old?.sentAt ?? null)
}

/** A ruling is as final as an answer. */
const drawnAs = (settled: Settled): Settling['shows'] =>
  settled.kind === 'ruled' ? shown.answered : shownAfter(settled.kind === 'open' ? null : settled.answer)

/** The press that answered has been shown the new card already. */
const already = (row: NoticeRow): DeliveryOutcome => ({
  kind: 'sent',
  message: { ...row.address, reference: noticeReference(refreshedBy(row)) },
})

async function attempt(
  deps: SendDeps,
  row: NoticeRow,
  outbound: OutboundNotice,
  ask: (port: ChatPort, message: RenderedMessage) => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const port = deps.chats.get(row.address.platform)
  if (port === undefined) return { kind: 'try-later', after: millis(0), code: 'platform-not-connected' }
  const message = rendered(deps, await withBesides(deps.besides, outbound))
  if (message === undefined) {
    return {
      kind: 'refused',
      code: 'cannot-render',
      advice: 'The log has the reason; this is a fault of the hub.',
    }
  }
  try {
    return await within(PATIENCE, ask(port, message))
  } catch (cause) {
    deps.log.warn({ notice: row.id, platform: row.address.platform, err: cause }, 'sending a notice failed')
    return { kind: 'try-later', after: millis(0), code: 'send-failed' }
  }
}

function rendered(deps: SendDeps, outbound: OutboundNotice): RenderedMessage | undefined {
  try {
    return deps.render(outbound)
  } catch (cause) {
    deps.log.error({ notice: outbound.id, err: cause }, 'a notice could not be turned into a card')
    return undefined
  }
}

function within(length: Millis, answer: Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => resolve({ kind: 'try-later', after: millis(0), code: 'no-answer' }),
      length,
    )
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
