import type { DeliveryOutcome } from '../../../contract/ports/chat'

/** What an answer of DingTalk means when it is not the one asked for. */
export type Failure =
  | Exclude<DeliveryOutcome, { kind: 'sent' }>
  /** This outTrackId has been used: the card is there. */
  | { readonly kind: 'already-shown' }
  /** The access token was not accepted; a new one may be. */
  | { readonly kind: 'bad-token' }
