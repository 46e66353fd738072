import { Fault } from '../../contract/fault'
import type { MemberId } from '../../contract/ids'
import { memberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import type { Certificate, CertificateKind } from './domain/certificate'

interface RawCertificate {
  readonly id: number
  readonly member_id: number
  readonly kind: string
  readonly issued_by: string
  readonly issued_at: number
  readonly expires_at: number
  readonly revoked_by: string | null
  readonly revoked_at: number | null
}

export async function issueCertificate(
  tx: Sql,
  given: Omit<Certificate, 'id' | 'revokedAt' | 'revokedBy'>,
): Promise<Certificate> {
  await tx.run(
    `INSERT INTO member_certificate (member_id, kind, issued_by, issued_at, expires_at) VALUES (?, ?, ?, ?, ?)`,
    [given.member, given.kind, given.issuedBy.slice(0, 100), given.issuedAt, given.expiresAt],
  )
  const [issued] = await select(tx, 'WHERE member_id = ? ORDER BY id DESC LIMIT 1', [given.member])
  if (issued !== undefined) return issued
  throw new Fault({
    code: 'internal',
    message: '证书没有写进去。The certificate was not kept.',
    advice: '请再试一次。Try again.',
  })
}

export const revokeCertificate = async (tx: Sql, id: number, by: string, at: Instant): Promise<boolean> =>
  (await tx.run(
    'UPDATE member_certificate SET revoked_by = ?, revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
    [by.slice(0, 100), at, id],
  )) === 1

export const certificates = (sql: Sql, limit: number): Promise<Certificate[]> =>
  select(sql, 'ORDER BY id DESC LIMIT ?', [limit])

/** How somebody stands with a certificate at that moment; of several, the one that serves him best. */
export type CertificateStanding =
  | { readonly kind: 'valid'; readonly certificate: Certificate }
  | { readonly kind: 'none' }
  | { readonly kind: 'expired'; readonly at: Instant }
  | { readonly kind: 'revoked'; readonly at: Instant }

/** Inside or outside a transaction. Somebody who has left the company holds none. */
export async function certificateStanding(
  sql: Sql,
  member: MemberId,
  kind: CertificateKind,
  now: Instant,
): Promise<CertificateStanding> {
  const his = await select(
    sql,
    `WHERE member_id = ? AND kind = ? AND EXISTS (SELECT 1 FROM member m WHERE m.id = member_id AND m.active = 1)
     ORDER BY id DESC`,
    [member, kind],
  )
  const valid = his.find((c) => c.revokedAt === null && c.expiresAt > now)
  if (valid !== undefined) return { kind: 'valid', certificate: valid }
  const [newest] = his
  if (newest === undefined) return { kind: 'none' }
  return newest.revokedAt === null
    ? { kind: 'expired', at: newest.expiresAt }
    : { kind: 'revoked', at: newest.revokedAt }
}

async function select(sql: Sql, rest: string, values: readonly (string | number)[]): Promise<Certificate[]> {
  const rows = await sql.rows<RawCertificate>(
    `SELECT id, member_id, kind, issued_by, issued_at, expires_at, revoked_by, revoked_at
     FROM member_certificate ${rest}`,
    values,
  )
  return rows.map((r) => ({
    id: Number(r.id),
    member: memberId(Number(r.member_id)),
    kind: r.kind as CertificateKind,
    issuedBy: r.issued_by,
    issuedAt: instant(Number(r.issued_at)),
    expiresAt: instant(Number(r.expires_at)),
    revokedBy: r.revoked_by,
    revokedAt: r.revoked_at === null ? null : instant(Number(r.revoked_at)),
  }))
}
