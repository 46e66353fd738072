import type { Touchpoint } from '../../../contract/touchpoint'

export const strength = (history: readonly Touchpoint[]): number => history.length
