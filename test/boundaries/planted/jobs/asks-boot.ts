import { wiring } from '../boot/wiring'

export const everything = wiring
