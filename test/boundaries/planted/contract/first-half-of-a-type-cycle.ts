import type { Second } from './second-half-of-a-type-cycle'

export type First = { readonly second?: Second }
