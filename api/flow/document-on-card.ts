import type { MemberId } from '../../contract/ids'
import type { CardDocument, OutboundNotice } from '../../contract/notice'
import type { DocumentLink, Documents } from '../documents'
import type { People } from '../people'
import type { StartedStep, Strategy } from '../strategy'

interface Parts {
  readonly documents: Documents
  readonly strategy: Pick<Strategy, 'steps'>
  readonly people: Pick<People, 'member'>
}

/**
 * The document of a strategy package's card as it stands now: of the step that is open, or else the one handed out
 * last. It is for whoever has the step, wherever that was handed over to, as long as it can be handed out.
 */
export const documentOnCard =
  ({ documents, strategy, people }: Parts) =>
  async ({ notice, member }: OutboundNotice): Promise<Pick<OutboundNotice, 'document'>> => {
    if (notice.kind !== 'strategy-step' || !documents.isOn()) return {}
    const steps = await strategy.steps(notice.decision)
    const links = (await documents.linksOfDecision(notice.decision)).filter((link) => !link.takenBack)
    const step =
      steps.find(isOpenWith(documents)) ?? steps.findLast(({ id }) => links.some((l) => l.step === id))
    const known = step?.document === undefined ? undefined : documents.document(step.document)
    if (step === undefined || known === undefined) return {}
    const link = links.find((l) => l.document === known.id)
    const sent = link === undefined ? null : await sentBy(documents, people, link)
    return { document: { id: known.id, name: known.name, yours: isHis(step, member, link), sent } }
  }

const isOpenWith =
  (documents: Documents) =>
  ({ state, document }: StartedStep): boolean =>
    state === 'open' && document !== undefined && documents.document(document) !== undefined

/** The link can be had once more by whoever had it made. */
const isHis = (step: StartedStep, member: MemberId, link: DocumentLink | undefined): boolean =>
  link === undefined ? step.state === 'open' && step.owner === member : link.member === member

async function sentBy(
  documents: Documents,
  people: Parts['people'],
  link: DocumentLink,
): Promise<CardDocument['sent']> {
  const { count } = await documents.openings(link.id, 0)
  return { by: (await people.member(link.member))?.name ?? '', at: link.madeAt, openings: count }
}
