import type { CustomerId } from '../ids'

export interface CustomerBrief {
  readonly id: CustomerId
  readonly name: string
  readonly company: string | null
  readonly tags: readonly string[]
}
