import type { CustomerId, DecisionId, DocumentId, NoticeId } from '../../contract/ids'
import { decisionOf } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type {
  DocumentsDesk,
  DocumentSent,
  DocumentTarget,
  HandedOut,
} from '../../contract/ports/documents-desk'
import type { CustomerRow } from '../customers'
import type { DocumentLink, Documents } from '../documents'
import { may } from '../people'
import type { StartedStep } from '../strategy'
import { createCustomerFinder } from './customer-finder'
import type { DeskModules } from './desk-modules'

type Refused = Exclude<DocumentSent, { kind: 'made' | 'there' }>

/** The step that is to be completed, and for whom. */
interface Sending {
  readonly decision: DecisionId
  readonly row: CustomerRow
  readonly step: string
  readonly document: DocumentId
}

/** Steps that are meant, of which the first is taken; or why there is none. */
type Meant = { readonly kind: 'meant'; readonly sendings: readonly Sending[] } | Refused

const nothing: Refused = { kind: 'nothing-to-send' }

/** Hands documents out for customers whom the asker may see, and takes the lead with that. */
export function createDocumentsDesk(modules: DeskModules): DocumentsDesk {
  const { documents } = modules
  return {
    sendDocument: (asker, target) =>
      documents?.isOn() === true
        ? new DocumentSender(modules, documents, asker).send(target)
        : Promise.resolve({ kind: 'off' }),
  }
}

class DocumentSender {
  private readonly finder: ReturnType<typeof createCustomerFinder>

  constructor(
    private readonly modules: DeskModules,
    private readonly documents: Documents,
    private readonly asker: Member,
  ) {
    this.finder = createCustomerFinder(modules)
  }

  async send(target: DocumentTarget): Promise<DocumentSent> {
    const meant = 'words' in target ? await this.bySaying(target.words) : await this.byCard(target)
    if (meant.kind !== 'meant') return meant
    const [sending] = meant.sendings
    if (sending === undefined) return nothing
    const owner = await this.finder.ownerOf(sending.row)
    if (!may(this.asker, 'send-document', { owner })) return { kind: 'forbidden' }
    return this.handOut(sending, 'notice' in target ? target.notice : null)
  }

  private async byCard(target: Exclude<DocumentTarget, { words: readonly string[] }>): Promise<Meant> {
    const decision = 'decision' in target ? target.decision : await this.decisionOn(target.notice)
    if (decision === null) return { kind: 'none' }
    const found = await this.finder.ofDecision(this.asker, decision)
    if (found.kind !== 'found') return { kind: 'none' }
    const row = found.value
    const steps = await this.modules.strategy.steps(decision)
    const sendings = steps.flatMap((step) => this.sendingOf(step, decision, row) ?? [])
    const open = steps.filter(({ state }) => state === 'open').map(({ id }) => id)
    const links = (await this.documents.linksOfDecision(decision)).filter((link) => !link.takenBack)
    const now = sendings.filter(({ step }) => open.includes(step))
    // A step that is done is not done again; its link is.
    return {
      kind: 'meant',
      sendings: [...now, ...sendings.filter(({ step }) => links.some((link) => link.step === step))],
    }
  }

  /** Null also where he was not sent it. */
  private async decisionOn(notice: NoticeId): Promise<DecisionId | null> {
    const outbound = await this.modules.delivery.outboundFor(this.asker, notice)
    return outbound === null ? null : decisionOf(outbound.notice)
  }

  /** A document's name first and a customer's behind it, either alone, or neither. */
  private async bySaying(words: readonly string[]): Promise<Meant> {
    // A name may be several words; the longest that is a document's is taken.
    const ends = words.map((_, i) => words.length - i)
    const end = ends.find((n) => this.documents.named(words.slice(0, n).join(' ')).length > 0) ?? 0
    const wanted =
      end === 0 ? undefined : this.documents.named(words.slice(0, end).join(' ')).map(({ id }) => id)
    const customer = words.slice(end).join(' ')
    return customer === '' ? this.newest(wanted) : this.forCustomer(customer, wanted)
  }

  private async newest(wanted: readonly DocumentId[] | undefined): Promise<Meant> {
    const open = await this.modules.strategy.openSteps({ owner: this.asker.id })
    for (const step of open) {
      const sending = await this.ifHis(step, step.decision, step.customer, wanted)
      if (sending !== undefined) return { kind: 'meant', sendings: [sending] }
    }
    const [link] = await this.documents.linksOf({ member: this.asker.id }, 1)
    return link === undefined ? nothing : this.again([link], wanted)
  }

  private async forCustomer(said: string, wanted: readonly DocumentId[] | undefined): Promise<Meant> {
    const found = await this.finder.find(this.asker, said)
    if (found.kind === 'several') return { kind: 'several', said, choices: found.choices }
    if (found.kind !== 'found') return { kind: 'none' }
    const row = found.value
    const open = await this.modules.strategy.openSteps({ customer: row.id })
    const sendings = open.flatMap((step) => this.sendingOf(step, step.decision, row, wanted) ?? [])
    if (sendings.length > 1) return { kind: 'which', decisions: sendings.map(({ decision }) => decision) }
    if (sendings.length === 1) return { kind: 'meant', sendings }
    return this.again(await this.documents.linksOf({ customer: row.id }, 20), wanted)
  }

  /** Where nothing is open, the link that was made last is had once more. */
  private async again(
    links: readonly DocumentLink[],
    wanted: readonly DocumentId[] | undefined,
  ): Promise<Meant> {
    const link = links.find(({ takenBack, document }) => !takenBack && (wanted?.includes(document) ?? true))
    if (link === undefined) return nothing
    const found = await this.finder.byId(this.asker, link.customer)
    if (found.kind !== 'found') return { kind: 'none' }
    const { decision, step, document } = link
    return { kind: 'meant', sendings: [{ decision, step, document, row: found.value }] }
  }

  private async ifHis(
    step: StartedStep,
    decision: DecisionId,
    customer: CustomerId,
    wanted: readonly DocumentId[] | undefined,
  ): Promise<Sending | undefined> {
    if (step.document === undefined) return undefined
    const found = await this.finder.byId(this.asker, customer)
    return found.kind === 'found' ? this.sendingOf(step, decision, found.value, wanted) : undefined
  }

  private sendingOf(
    step: StartedStep,
    decision: DecisionId,
    row: CustomerRow,
    wanted?: readonly DocumentId[],
  ): Sending | undefined {
    const { document } = step
    if (document === undefined || this.documents.document(document) === undefined) return undefined
    return wanted?.includes(document) === false ? undefined : { decision, row, step: step.id, document }
  }

  private async handOut(sending: Sending, notice: NoticeId | null): Promise<DocumentSent> {
    const { decision, row, step, document } = sending
    const { asker, documents, modules } = this
    const given = await documents.giveOut({
      decision,
      step,
      document,
      customer: row.id,
      member: asker,
      notice,
    })
    if (given.kind === 'no-document') return nothing
    if (given.kind === 'nobody') return given
    const handedOut = await this.handedOut(given.link, given.document.name, row)
    if (handedOut === null) return { kind: 'off' }
    // The press is the follow-up record. Where somebody was first, his answer stands.
    const which = notice === null ? { decision } : { notice }
    const confirmed = await modules.delivery.answer(which, asker, 'taken', `《${given.document.name}》`)
    if (given.kind === 'made')
      modules.logger.info({ customer: row.id, decision, document, by: asker.id }, 'a document was handed out')
    return { kind: given.kind, handedOut, notice: 'notice' in confirmed ? confirmed.notice : null }
  }

  private async handedOut(link: DocumentLink, name: string, row: CustomerRow): Promise<HandedOut | null> {
    const url = this.documents.urlOf(link)
    if (url === null) return null
    const by = link.member === this.asker.id ? this.asker : await this.modules.people.member(link.member)
    return {
      document: { id: link.document, name },
      customer: await this.finder.brief(row),
      decision: link.decision,
      url,
      by: by?.name ?? '',
      madeAt: link.madeAt,
      ends: link.ends,
      openings: (await this.documents.openings(link.id, 0)).count,
    }
  }
}
