import type { ChatAddress } from '../../../contract/people'
import type { DeliveryOutcome } from '../../../contract/ports/chat'
import type { Instant } from '../../../contract/quantities'
import { nextTry } from './retry-schedule'

/** What becomes of a notice after a try. */
export type Settlement =
  | { readonly kind: 'sent' }
  | { readonly kind: 'skipped' | 'refused'; readonly code: string; readonly detail: string | null }
  | { readonly kind: 'later'; readonly dueAt: Instant; readonly code: string; readonly detail: string | null }
  /** This address does not take it; the member's next one is tried at once. */
  | {
      readonly kind: 'other-address'
      readonly address: ChatAddress
      /** Whether something may stand at the address it leaves: an answer that was lost says nothing. */
      readonly maybeShown: boolean
      readonly code: string
      readonly detail: string | null
    }
  /** It was not tried after all. */
  | { readonly kind: 'released' }

export interface Tried {
  /** Tries on this address, this one included. */
  readonly tries: number
  readonly createdAt: Instant
  readonly now: Instant
  readonly chance: number
  readonly address: ChatAddress
  /** All of the member's, first one preferred. Empty where another address would be pointless. */
  readonly addresses: readonly ChatAddress[]
  /** Where to go at once because this platform has been away for too long, never where the notice was before. */
  readonly instead: readonly ChatAddress[]
}

/** Turns the platform's answer into the notice's next state; a refusal moves on to the member's next address. */
export function settle(outcome: DeliveryOutcome, tried: Tried): Settlement {
  switch (outcome.kind) {
    case 'sent':
      return { kind: 'sent' }
    case 'skipped':
      return elsewhere(tried, { kind: 'skipped', code: outcome.because, detail: null }, tried.tries > 1)
    case 'refused':
      return elsewhere(
        tried,
        { kind: 'refused', code: outcome.code, detail: outcome.advice },
        tried.tries > 1,
      )
    case 'try-later': {
      const [address] = tried.instead
      if (address !== undefined) {
        return {
          kind: 'other-address',
          address,
          maybeShown: true,
          code: 'platform-away',
          detail: outcome.code,
        }
      }
      const dueAt = nextTry({ ...tried, askedFor: outcome.after })
      if (dueAt !== undefined) return { kind: 'later', dueAt, code: outcome.code, detail: null }
      const detail = `Tried ${tried.tries} times; the last answer was ${outcome.code}.`
      return elsewhere(tried, { kind: 'refused', code: 'gave-up', detail }, true)
    }
  }
}

type Final = Extract<Settlement, { kind: 'skipped' | 'refused' }>

function elsewhere(tried: Tried, final: Final, maybeShown: boolean): Settlement {
  const at = tried.addresses.findIndex((a) => sameAddress(a, tried.address))
  const address = tried.addresses[at + 1]
  if (address === undefined || sameAddress(address, tried.address)) return final
  return { kind: 'other-address', address, maybeShown, code: final.code, detail: final.detail }
}

const sameAddress = (a: ChatAddress, b: ChatAddress): boolean =>
  a.platform === b.platform && a.userId === b.userId
