/**
 * How long to wait before the next attempt, in milliseconds. `failures` counts from 0; half of the wait is chance,
 * so that many hubs do not come back in the same instant.
 */
export const retryDelay = (failures: number, first: number, most: number, chance: number): number =>
  Math.round(Math.min(most, first * 2 ** Math.min(failures, 30)) * (0.5 + chance / 2))
