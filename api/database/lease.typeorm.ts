import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

import type { Clock } from '../../contract/ports/clock'
import type { LeasePort } from '../../contract/ports/lease'
import type { Millis } from '../../contract/quantities'
import type { Database, Sql } from './sql'
import { onConflict } from './sql'

export interface LeaseDeps {
  readonly database: Database
  /** Time comes from here and never from the database, so that every process of one test or one host agrees. */
  readonly clock: Clock
}

/**
 * Leases in the table `lease`. Whoever holds one renews it by acquiring it again and keeps its epoch; the epoch grows
 * with every change of hands. A lease runs out with its time; that of a process which is known to be dead (same
 * machine, no such process) is taken over at once, so that a restart after a crash need not wait.
 */
export function createLease({ database, clock }: LeaseDeps): LeasePort {
  const me = `${place}:${process.pid}:${randomBytes(4).toString('hex')}`
  aliveHere.add(me)
  return {
    acquire: (name, length) => database.write((tx) => acquire(tx, { name, me, length, now: clock.now() })),
    release: async (name) => {
      await database.write((tx) =>
        tx.run("UPDATE lease SET holder='', until_at=0 WHERE name=? AND holder=?", [name, me]),
      )
    },
  }
}

interface Wish {
  readonly name: string
  readonly me: string
  readonly length: Millis
  readonly now: number
}

async function acquire(tx: Sql, { name, me, length, now }: Wish): Promise<number | undefined> {
  const held = await heldBy(tx, name)
  const until = now + length
  if (held === undefined) {
    const made = await tx.run(
      `INSERT INTO lease (name, holder, epoch, until_at) VALUES (?, ?, 1, ?)${onConflict(tx.dialect, ['name'], [])}`,
      [name, me, until],
    )
    return made === 1 ? 1 : undefined
  }
  if (held.holder === me) {
    await tx.run('UPDATE lease SET until_at=? WHERE name=?', [until, name])
    return held.epoch
  }
  if (held.until > now && !isDead(held.holder)) return undefined
  await tx.run('UPDATE lease SET holder=?, epoch=?, until_at=? WHERE name=?', [
    me,
    held.epoch + 1,
    until,
    name,
  ])
  return held.epoch + 1
}

async function heldBy(tx: Sql, name: string) {
  const lock = tx.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const [row] = await tx.rows<{ holder: string; epoch: number; until_at: number }>(
    `SELECT holder, epoch, until_at FROM lease WHERE name=?${lock}`,
    [name],
  )
  if (row === undefined) return undefined
  return { holder: row.holder, epoch: Number(row.epoch), until: Number(row.until_at) }
}

/** Holders made by this very process: they are alive although their process id is our own. */
const aliveHere = new Set<string>()

/** Only where process ids mean the same: this machine since it was started, this container. */
function isDead(holder: string): boolean {
  if (aliveHere.has(holder)) return false
  const [theirPlace, pid] = holder.split(':')
  if (theirPlace !== place || pid === undefined || !/^[1-9][0-9]*$/.test(pid)) return false
  // Our own number and none of ours: an earlier process had it.
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/**
 * Host, boot and process namespace. Two containers may share a host name and even a process number; a holder that
 * cannot be looked up for certain is left to run out.
 */
const place = [
  hostname().slice(0, 64).replaceAll(':', '-'),
  fact(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)),
  fact(() => readlinkSync('/proc/self/ns/pid').replace(/[^0-9]/g, '')),
].join('/')

function fact(read: () => string): string {
  try {
    return read()
  } catch {
    return '-'
  }
}
