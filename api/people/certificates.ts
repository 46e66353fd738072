import type { MemberId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import { days, plus } from '../../contract/quantities'
import type { Database } from '../database'
import type { Certificate, CertificateKind } from './domain/certificate'
import { certificates, issueCertificate, revokeCertificate } from './certificates.typeorm'

export const validFor = days(180)

export interface Certificates {
  /** Every issue is a row of its own; an earlier one stays as it is. */
  issue(member: MemberId, kind: CertificateKind, by: string): Promise<Certificate>
  /** False where there is none of that number, or it is revoked already. */
  revoke(id: number, by: string): Promise<boolean>
  /** Newest first, at most 500. */
  list(): Promise<readonly Certificate[]>
}

export const createCertificates = (deps: {
  readonly database: Database
  readonly clock: Clock
}): Certificates => ({
  issue: (member, kind, by) => {
    const issuedAt = deps.clock.now()
    const expiresAt = plus(issuedAt, validFor)
    const row = { member, kind, issuedBy: by, issuedAt, expiresAt }
    return deps.database.write((tx) => issueCertificate(tx, row))
  },
  revoke: (id, by) => deps.database.write((tx) => revokeCertificate(tx, id, by, deps.clock.now())),
  list: () => certificates(deps.database.read, 500),
})
