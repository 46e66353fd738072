import type { MemberId } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'

/** `behaviour-interpreter`: can say which behaviour an automatic decision rests on, and whether that is enough. */
export const certificateKinds = ['behaviour-interpreter'] as const
export type CertificateKind = (typeof certificateKinds)[number]

/** Somebody showed that he can do something. It ends by itself, and may be taken back. Rows are never deleted. */
export interface Certificate {
  readonly id: number
  readonly member: MemberId
  readonly kind: CertificateKind
  /** Whoever vouches for it: a person's name, or the examination. */
  readonly issuedBy: string
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly revokedBy: string | null
  readonly revokedAt: Instant | null
}
