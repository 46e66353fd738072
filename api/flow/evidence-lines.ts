import type { TouchpointId } from '../../contract/ids'
import type { CustomerBrief, EvidenceLine } from '../../contract/notice'
import type { Touchpoint } from '../../contract/touchpoint'
import type { CustomerRow } from '../customers'
import { momentOf } from '../customers'

/** What a card shows of a touchpoint. */
export const evidenceLine = (t: Touchpoint): EvidenceLine => ({
  at: momentOf(t),
  verb: t.verb,
  object: t.object.name ?? t.object.id,
  dwellMs: t.dwellMs ?? 0,
  ...sentOf(t),
})

/** Only the hub's own links say which link it was. */
const sentOf = ({ actor, verb, object, properties }: Touchpoint): Pick<EvidenceLine, 'sent'> => {
  if (object.type !== 'document' || typeof properties?.['link'] !== 'number') return {}
  if (actor === 'ours') return verb === 'shared' ? { sent: 'out' } : {}
  return verb === 'viewed' ? { sent: 'opened' } : {}
}

/** Newest first. */
export const evidenceLines = (
  ids: readonly TouchpointId[],
  touchpoints: ReadonlyMap<TouchpointId, Touchpoint>,
  most: number,
): EvidenceLine[] =>
  ids
    .flatMap((id) => touchpoints.get(id) ?? [])
    .sort((a, b) => momentOf(b) - momentOf(a) || b.id - a.id)
    .slice(0, most)
    .map(evidenceLine)

export const briefOf = (row: CustomerRow, tags: readonly string[]): CustomerBrief => ({
  id: row.id,
  name: row.name,
  company: row.company,
  tags,
})
