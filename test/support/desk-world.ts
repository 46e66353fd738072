import type { Database } from '../../api/database'
import { createContactStandings } from '../../api/contacts'
import { createDelivery } from '../../api/delivery'
import type { Delivery } from '../../api/delivery'
import type { Documents } from '../../api/documents'
import { createAutonomyWatch, createDesk, documentOnCard, meetingOnCard } from '../../api/flow'
import type { AutonomyWatch } from '../../api/flow'
import type { DeskModules } from '../../api/flow/desk-modules'
import { createMemberSettings } from '../../api/people'
import type { MemberEntry } from '../../api/people'
import { createSourceStore, createSources } from '../../api/touchpoints'
import type { MeetingsDeps } from '../../api/meetings'
import { createMessageHandler } from '../../bot'
import type { BotDeps } from '../../bot'
import { recordFollowUp } from '../../boot/follow-up-touch'
import { recordMeetingTouch } from '../../boot/meeting-touch'
import { warningsZh } from '../../boot/wording'
import type { CustomerId } from '../../contract/ids'
import type { Member, Platform, Role } from '../../contract/people'
import type { ChatPort } from '../../contract/ports/chat'
import type { HubDesk } from '../../contract/ports/desk'
import type { LlmPort } from '../../contract/ports/llm'
import type { Instant } from '../../contract/quantities'
import { hours, instant, minus } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'
import { FakeChat } from '../fakes/fake-chat'
import { ManualClock } from '../fakes/manual-clock'
import { render, silentLog } from './delivery-world'
import { openDocuments } from './documents'
import type { TestHub } from './hub'
import { openTestHub } from './hub'
import { meetingsOn } from './meetings'

const member = (key: string, role: Role, team: string, manager: string | null): MemberEntry => ({
  key,
  name: key,
  role,
  team,
  manager,
  addresses: [{ platform: 'wecom', userId: key }],
})

/** Two teams, and those who stand above and beside them. Everybody is called by his key. */
export const twoTeams: readonly MemberEntry[] = [
  member('周总监', 'director', '总部', null),
  member('何管理', 'admin', '信息部', null),
  member('林主管', 'manager', '华东一组', '周总监'),
  member('陈主管', 'manager', '华南一组', '周总监'),
  member('王磊', 'rep', '华东一组', '林主管'),
  member('孙悦', 'rep', '华东一组', '林主管'),
  member('黄志强', 'rep', '华南一组', '陈主管'),
]

/** A customer of each rep, with a name that stands nowhere by chance. */
export const customersOf: Readonly<Record<string, { readonly name: string; readonly company: string }>> = {
  王磊: { name: '甲乙丙', company: '甲壳精密机械' },
  孙悦: { name: '丁戊己', company: '丁香汽车零部件' },
  黄志强: { name: '庚辛壬', company: '庚泰电子科技' },
}

export interface DeskWorld {
  readonly hub: TestHub
  readonly autonomy: AutonomyWatch
  readonly delivery: Delivery
  readonly desk: HubDesk
  readonly documents: Documents
  readonly deskModules: DeskModules
  readonly clock: ManualClock
  who(name: string): Promise<Member>
  customer(owner: string): Promise<CustomerId>
  /** The newest decision that somebody was told of about that rep's customer, such as `D3`. */
  code(owner: string): Promise<string>
  /** What the bot says to him, as text. */
  say(name: string, text: string, group?: string | null, llm?: LlmPort): Promise<string>
}

/** The desk of a hub, with a delivery behind it that sends to these chats. */
export async function openDesk(
  hub: TestHub,
  chats: ReadonlyMap<Platform, ChatPort>,
  over: Partial<MeetingsDeps> = {},
): Promise<Pick<DeskWorld, 'autonomy' | 'desk' | 'delivery' | 'documents' | 'deskModules'>> {
  const { modules, pipeline } = hub
  const { database, clock, people, identity, customers, log } = modules
  const sources = await createSources(createSourceStore(database), clock)
  const own = await sources.ensure('中枢', 'hub')
  const { documents } = await openDocuments(hub)
  const recordTouch = recordMeetingTouch({ identity, customers, log, clock, source: own.id })
  const meetings = meetingsOn(database, { clock, recordTouch, ...over })
  const [document, meeting] = [documentOnCard({ ...modules, documents }), meetingOnCard({ meetings, people })]
  const autonomy = createAutonomyWatch({
    ...modules,
    words: warningsZh.autonomyFell,
    delivery: { queue: (tx, notices) => delivery.queue(tx, notices), wake: () => undefined },
  })
  const delivery: Delivery = createDelivery({
    consequences: autonomy.consequences,
    ...{ database, clock, people, chats, render, log: silentLog },
    besides: async (outbound) => ({ ...(await document(outbound)), ...(await meeting(outbound)) }),
    recordTouch: recordFollowUp({ identity, log, clock, source: own.id }),
  })
  Object.assign(modules, { delivery })
  const settings = createMemberSettings({ database, clock })
  const contacts = createContactStandings(database)
  const deskModules = {
    ...modules,
    ...{ contacts, documents, delivery, meetings, sources, settings, pipeline, chats },
  }
  return { autonomy, delivery, documents, desk: createDesk(deskModules), deskModules }
}

/** A hub with a real database, two teams, and a card about one customer of each rep delivered. */
export async function openDeskWorld(
  database: Database,
  over: Partial<MeetingsDeps> = {},
): Promise<DeskWorld> {
  const clock = new ManualClock()
  const hub = await openTestHub(database)
  hub.clock.now = () => clock.now()
  const { people } = hub.modules
  const chats = new Map<Platform, ChatPort>([['wecom', new FakeChat('wecom', clock)]])
  const { autonomy, desk, delivery, documents, deskModules } = await openDesk(hub, chats, over)
  await people.upsert(twoTeams)
  await visits(hub, clock.now())
  while ((await delivery.counts()).waiting > 0) await delivery.deliverDue(100)

  const who = async (name: string): Promise<Member> => {
    const found = await people.memberOf({ platform: 'wecom', userId: name })
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found
  }
  const customer = (owner: string): Promise<CustomerId> => idOf(hub, owner)
  return {
    hub,
    autonomy,
    delivery,
    desk,
    documents,
    deskModules,
    clock,
    who,
    customer,
    code: async (owner) => {
      const [row] = await database.read.rows<{ id: number }>(
        `SELECT MAX(d.id) AS id FROM decision d JOIN notice n ON n.decision_id = d.id WHERE d.customer_id = ?`,
        [await customer(owner)],
      )
      return `D${row?.id}`
    },
    say: async (name, text, group = null, llm = undefined) => {
      const deps: BotDeps = {
        desk,
        now: clock,
        utcOffsetMinutes: 480,
        memberOf: async (address) => (await people.memberOf(address)) ?? null,
        report: (error) => {
          throw error
        },
        ...(llm === undefined ? {} : { llm }),
      }
      const from = { platform: 'wecom', userId: name } as const
      const answer = await createMessageHandler(deps)({ from, messageId: 'm', group, text, at: clock.now() })
      return String(answer?.body.text)
    },
  }
}

/** Each customer first becomes somebody's, and then reads the API documentation again and again. */
async function visits(hub: TestHub, now: Instant): Promise<void> {
  const { people, database, customers } = hub.modules
  const owners = Object.keys(customersOf)
  const members = await people.all()
  await hub.take(owners.map((owner) => touch(owner, 9, minus(now, hours(30)), 'first')))
  for (const owner of owners) {
    const id = members.find((m) => m.name === owner)?.id ?? null
    const customer = await idOf(hub, owner)
    await database.write((tx) => people.setOwners(tx, [{ customer, owner: id }]))
  }
  customers.forget()
  const later = owners.flatMap((owner) =>
    [8, 6, 4, 2].map((back) => touch(owner, back, minus(now, hours(back)), `v${back}`)),
  )
  await hub.take(later)
}

const touch = (owner: string, n: number, at: Instant, visit: string): NewTouchpoint => ({
  sourceEventId: `${owner}-${n}`,
  occurredAt: instant(at),
  actor: 'customer',
  verb: 'viewed',
  object: { type: 'document', id: visit === 'first' ? '/' : '/docs/api/auth' },
  identifiers: [{ type: 'openid', value: `o-${owner}` }],
  visit,
  profile: { ...customersOf[owner] },
})

async function idOf(hub: TestHub, owner: string): Promise<CustomerId> {
  const company = customersOf[owner]?.company ?? ''
  const [row] = await hub.modules.customers.store.search(company, { kind: 'all' }, 1, 0)
  if (row === undefined) throw new Error(`${owner} has no customer`)
  return row.id
}
