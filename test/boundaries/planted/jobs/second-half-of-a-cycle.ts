import { first } from './first-half-of-a-cycle'

export const second = (): string => first()
