import type { Reading } from '../../contract/rule'

/**
 * How far a reading is on its way to being met, from 0 to 1: two of three views are two thirds. That something has
 * not happened brings nobody nearer, for it is true of every stranger; that it has happened keeps him away.
 */
export const nearness = (reading: Reading): number => {
  if (reading.met) return 1
  const { condition, children } = reading
  if ('all' in condition) return mean(children.filter((c) => !(c.met && saysNothing(c))).map(nearness))
  if ('any' in condition) return Math.max(0, ...children.map(nearness))
  return share(reading.found, reading.needed)
}

const saysNothing = ({ condition }: Reading): boolean => 'not' in condition || 'absence' in condition

const mean = (shares: readonly number[]): number =>
  shares.length === 0 ? 0 : shares.reduce((sum, one) => sum + one, 0) / shares.length

/** Never 1: what was found was not enough. */
const share = (found: Reading['found'], needed: Reading['needed']): number =>
  typeof found === 'number' && typeof needed === 'number' && needed > 0
    ? Math.min(0.99, Math.max(0, found / needed))
    : 0
