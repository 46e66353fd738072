import type { CustomerBrief, Notice } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type { HandedOver } from '../../contract/ports/desk'
import type { CustomerRow } from '../customers'
import { may } from '../people'
import { handOverSteps } from '../strategy'
import type { DeskModules } from './desk-modules'

/**
 * Gives a customer to a colleague: the customer, his open steps, and the notices about him that nobody has settled,
 * in one transaction between two batches, so that the judging does not write the old owner back.
 */
export async function handOver(
  modules: DeskModules,
  asker: Member,
  customer: { readonly row: CustomerRow; readonly brief: CustomerBrief; readonly owner: Member | null },
  toName: string,
): Promise<HandedOver> {
  const { people, delivery, pipeline, database, logger, clock } = modules
  const { row, brief, owner } = customer
  const colleagues = (await people.all()).filter((m) => m.active && m.name === toName && m.role !== 'admin')
  const allowed = colleagues.filter((to) => may(asker, 'hand-over', { owner, to }))
  const [to] = allowed
  if (to === undefined) return mayHandAny(asker, owner) ? { kind: 'no-member' } : { kind: 'forbidden' }
  if (allowed.length > 1) return { kind: 'no-member' }
  if (owner?.id === to.id) return { kind: 'already', customer: brief, to: to.name }
  const open = await delivery.openAbout(row.id)
  await pipeline.exclusively((fence) =>
    database.write(async (tx) => {
      await fence(tx)
      await people.setOwners(tx, [{ customer: row.id, owner: to.id }])
      await handOverSteps(tx, row.id, owner?.id ?? null, to.id)
      await delivery.queue(
        tx,
        open.flatMap((notice) => (isPersonal(notice) ? [] : [{ member: to, judgedAt: clock.now(), notice }])),
      )
    }),
  )
  delivery.wake()
  logger.info(
    { customer: row.id, from: owner?.id ?? null, to: to.id, by: asker.id },
    'a customer was handed over',
  )
  return { kind: 'done', customer: brief, to: to.name, told: open.length }
}

/** Meant for whoever got it, and not for whoever comes after him. */
type Personal = Extract<Notice, { kind: 'system-warning' | 'meeting' }>
const isPersonal = (notice: Notice): notice is Personal =>
  notice.kind === 'system-warning' || notice.kind === 'meeting'

/** Whether it is the customer that is not the asker's to give, or the colleague that does not fit. */
const mayHandAny = (asker: Member, owner: Member | null): boolean =>
  may(asker, 'hand-over', { owner, to: asker })
