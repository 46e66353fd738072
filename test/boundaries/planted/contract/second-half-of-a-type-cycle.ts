import type { First } from './first-half-of-a-type-cycle'

export type Second = { readonly first?: First }
