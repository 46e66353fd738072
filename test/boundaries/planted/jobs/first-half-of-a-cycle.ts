import { second } from './second-half-of-a-cycle'

export const first = (): string => second()
