import { Touchpoint } from '../contract/touchpoint'

export const idOf = (touchpoint: Touchpoint): number => touchpoint.id
