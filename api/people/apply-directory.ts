import type { Sql } from '../database'
import type { DirectoryPlan } from './domain/plan-directory'
import * as store from './people-store.typeorm'
import { setPlaces } from './place-store.typeorm'

/** Writes a plan down. Returns how many customers belong to somebody who has just left. */
export async function applyDirectory(tx: Sql, plan: DirectoryPlan): Promise<number> {
  await store.insertMembers(tx, plan.added)
  for (const { id, entry } of plan.changed) await store.updateMember(tx, id, entry)
  const ids = await store.idsByKey(tx)
  const written = [...plan.added, ...plan.changed.map((c) => c.entry)].flatMap((entry) => {
    const id = ids.get(entry.key)
    return id === undefined ? [] : [{ id, entry }]
  })
  await store.setManagers(
    tx,
    written.map(({ id, entry }) => ({
      id,
      manager: entry.manager === null ? null : (ids.get(entry.manager) ?? null),
    })),
  )
  await store.setAddresses(
    tx,
    written.map(({ id, entry }) => ({ id, addresses: entry.addresses })),
  )
  await setPlaces(
    tx,
    written.flatMap(({ id, entry }) => (entry.places === undefined ? [] : [{ id, places: entry.places }])),
  )
  return store.deactivate(tx, plan.removed)
}
