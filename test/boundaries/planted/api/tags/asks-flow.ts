import type { onTouchpoint } from '../flow/on-touchpoint'

export type Flow = typeof onTouchpoint
