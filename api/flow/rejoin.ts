import type { CustomerId } from '../../contract/ids'
import { customerId } from '../../contract/ids'
import type { CustomerRow, HeldCustomer } from '../customers'
import { emptyState, mergeStates } from '../customers'
import type { LinkRow } from '../identity'
import type { Modules } from './modules'
import type { Pipeline } from './pipeline'
import { refold, refreshed } from './process-batch'

/** What people do about identity by hand. Everything can be undone. */
export interface Rejoin {
  links(customer: CustomerId): Promise<readonly LinkRow[]>
  /** Takes back what a link joined: persona, timeline and state go where they were. False when it was undone before. */
  undo(link: number, by: string): Promise<boolean>
  /** Joins a customer into another whom somebody knows to be the same. False when either is not there. */
  join(from: CustomerId, into: CustomerId): Promise<boolean>
}

/** Runs between two batches of the pipeline, in one transaction each; only the process that judges may. */
export function createRejoin(modules: Modules, pipeline: Pipeline): Rejoin {
  const { database, identity, customers, clock } = modules

  const undo = (id: number, by: string): Promise<boolean> =>
    pipeline.exclusively(async (fence) => {
      const link = await identity.store.link(id)
      if (link === undefined || link.undoneAt !== null) return false
      const held = await customers.hold([link.from, link.into])
      await refold(modules, held, link.from, { customers: [link.from, link.into], only: link.persona })
      await refold(modules, held, link.into, { customers: [link.into], except: link.persona })
      return database.write(async (tx) => {
        await fence(tx)
        if (!(await identity.store.undoLink(tx, link, by, clock.now()))) return false
        await customers.store.moveTimeline(tx, link.persona, link.into, link.from)
        await customers.store.write(tx, current(modules, held.values()))
        return true
      })
    })

  const join = (fromId: CustomerId, intoId: CustomerId): Promise<boolean> =>
    pipeline.exclusively(async (fence) => {
      const [from, into] = [await customers.store.row(fromId), await customers.store.row(intoId)]
      if (!isFree(from) || !isFree(into) || fromId === intoId) return false
      const held = await customers.hold([fromId, intoId])
      merge(held, fromId, intoId)
      const personas = await identity.store.personasOfCustomer(fromId)
      const [newest] = await customers.store.timeline(fromId, 1)
      return database.write(async (tx) => {
        await fence(tx)
        for (const persona of personas) {
          await identity.store.linkByHand(tx, persona, intoId, newest?.touchpoint ?? null, clock.now())
          await customers.store.moveTimeline(tx, persona.id, fromId, intoId)
        }
        await customers.store.write(tx, current(modules, held.values()))
        return true
      })
    })

  return { links: (customer) => identity.store.links(customer), undo, join }
}

const isFree = (row: CustomerRow | undefined): boolean => row !== undefined && row.mergedInto === null

function merge(held: Map<CustomerId, HeldCustomer>, fromId: CustomerId, intoId: CustomerId): void {
  const from = held.get(fromId)
  const into = held.get(intoId)
  if (from === undefined || into === undefined) return
  held.set(intoId, { row: into.row, state: mergeStates(into.state, from.state) })
  const row: CustomerRow = { ...from.row, mergedInto: customerId(intoId), tenths: 0, dueAt: null }
  held.set(fromId, { row, state: emptyState(fromId) })
}

const current = (modules: Modules, held: Iterable<HeldCustomer>): HeldCustomer[] =>
  [...held].map((h) => refreshed(modules, h, modules.clock.now()))
