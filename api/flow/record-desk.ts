import type { Decision } from '../../contract/decision'
import { customerId, touchpointId } from '../../contract/ids'
import type { CustomerId, MemberId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { HubDesk } from '../../contract/ports/desk'
import type { CustomerRecord, DecisionLine, RecordDesk, RecordStep } from '../../contract/ports/record-desk'
import type { Identifier } from '../../contract/touchpoint'
import type { CustomerRow } from '../customers'
import type { Delivery } from '../delivery'
import { shownTo } from '../people'
import { createCustomerFinder } from './customer-finder'
import { evidenceLine } from './evidence-lines'
import type { DeskModules } from './desk-modules'

export type RecordModules = Pick<
  DeskModules,
  'customers' | 'decisions' | 'strategy' | 'people' | 'identity' | 'log' | 'align'
> & {
  readonly delivery: Pick<Delivery, 'settledOf' | 'mayAnswer'>
  readonly desk: Pick<HubDesk, 'customer' | 'explain'>
}

const MOST_CONTACTS = 10
const MOST_STEPS = 50

/** One customer's record, asked for piece by piece. Whose it may be is asked of the same policy as in chat, each time. */
export function createRecordDesk(modules: RecordModules): RecordDesk {
  const { customers, decisions, strategy, people, desk, delivery } = modules
  const { byId, ofDecision, ownerOf } = createCustomerFinder(modules)

  /** The customer's row, where the asker may see it. */
  const seen = async (asker: Member, customer: CustomerId): Promise<CustomerRow | null> => {
    const found = await byId(asker, customer)
    return found.kind === 'found' ? found.value : null
  }

  const lineOf = async (asker: Member, decision: Decision): Promise<DecisionLine> => {
    const rule = await strategy.store.ruleVersion(decision.rule, decision.ruleVersion)
    const followUp = await decisions.followUp(decision.id)
    return {
      decision: decision.id,
      at: decision.at,
      rule: rule?.name ?? decision.rule,
      tags: decision.actions.flatMap((action) => ('tag' in action ? [action.tag] : [])),
      settled: await delivery.settledOf(decision.id),
      answerable: await delivery.mayAnswer(asker, decision.id),
      own: followUp?.member === asker.id,
    }
  }

  return {
    record: async (asker, customer) => {
      const row = await seen(asker, customer)
      const page = row === null ? undefined : await desk.customer(asker, `#${row.id}`)
      if (row === null || page?.kind !== 'found') return null
      return { ...page.value, ...(await besides(modules, asker, row, await ownerOf(row))) }
    },
    timeline: async (asker, customer, limit, before) => {
      const row = await seen(asker, customer)
      if (row === null) return null
      const place = before === null ? undefined : { at: before.at, id: touchpointId(before.touchpoint) }
      const entries = await customers.store.timeline(row.id, limit, place)
      const touchpoints = await modules.log.readByIds(entries.map((entry) => entry.touchpoint))
      const byNumber = new Map(touchpoints.map((t) => [t.id, modules.align(t)]))
      const last = entries.at(-1)
      return {
        items: entries.flatMap((entry) => {
          const touchpoint = byNumber.get(entry.touchpoint)
          return touchpoint === undefined ? [] : [evidenceLine(touchpoint)]
        }),
        next:
          entries.length < limit || last === undefined
            ? null
            : { at: last.occurredAt, touchpoint: last.touchpoint },
      }
    },
    decisions: async (asker, customer, limit, before) => {
      const row = await seen(asker, customer)
      if (row === null) return null
      const which = { customer: row.id, limit, ...(before === null ? {} : { before }) }
      const found = await decisions.list(which)
      const items = await Promise.all(found.map((decision) => lineOf(asker, decision)))
      return { items, next: items.length < limit ? null : (items.at(-1)?.decision ?? null) }
    },
    followUps: async (asker, customer, limit, before) => {
      const row = await seen(asker, customer)
      if (row === null) return null
      const found = await decisions.followUpsOf(row.id, limit, before)
      const items = await Promise.all(
        found.map(async ({ decision, answer, note, at, member }) => ({
          ...{ decision, answer, note, at },
          by: await nameOf(people, member),
        })),
      )
      return { items, next: items.length < limit ? null : (items.at(-1)?.decision ?? null) }
    },
    decision: async (asker, id) => {
      if ((await ofDecision(asker, id)).kind !== 'found') return null
      const decision = await decisions.find(id)
      const explained = await desk.explain(asker, id)
      if (decision === undefined || explained.kind !== 'found') return null
      return { line: await lineOf(asker, decision), explained: explained.value }
    },
    byExternalUserId: async (asker, value) => {
      const personas = await modules.identity.store.personasOf([{ type: 'external-userid', value }])
      const [persona] = personas.values()
      return persona === undefined ? null : ((await seen(asker, customerId(persona.customer)))?.id ?? null)
    },
  }
}

/** What a page shows of a customer beyond what a chat's answer does. */
async function besides(
  modules: RecordModules,
  asker: Member,
  row: CustomerRow,
  owner: Member | null,
): Promise<Pick<CustomerRecord, 'position' | 'contacts' | 'steps'>> {
  const [held] = await modules.customers.store.hold([row.id])
  const steps = await modules.strategy.stepsAhead(row.id, MOST_STEPS)
  return {
    position: held?.state.profile['position']?.value ?? null,
    contacts: (await contactsOf(modules, row.id)).map((contact) => shownTo(asker, owner, contact)),
    steps: await Promise.all(
      steps.map(async (step): Promise<RecordStep> => ({
        ...step,
        owner: step.owner === null ? null : await nameOf(modules.people, step.owner),
      })),
    ),
  }
}

async function contactsOf({ identity }: RecordModules, customer: CustomerId): Promise<Identifier[]> {
  const personas = await identity.store.personasOfCustomer(customer)
  const found = await identity.store.identifiersOf(personas.slice(0, 50).map((persona) => persona.id))
  const contacts = [...found.values()].flat().filter(({ type }) => type === 'phone' || type === 'email')
  return contacts.slice(0, MOST_CONTACTS)
}

const nameOf = async (people: RecordModules['people'], id: MemberId): Promise<string> =>
  (await people.member(id))?.name ?? ''
