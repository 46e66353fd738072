import type { Touchpoint } from '../contract/touchpoint'

export const runJob = (due: readonly Touchpoint[]): number => due.length
