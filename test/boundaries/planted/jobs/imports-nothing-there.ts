import { nothing } from './nothing-there'

export const found = nothing
