import { wiring } from '../boot/wiring'

export const seed = wiring
