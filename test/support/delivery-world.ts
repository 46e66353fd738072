import type { Database } from '../../api/database'
import type { Delivery, DeliveryDeps, QueuedNotice } from '../../api/delivery'
import { createDelivery } from '../../api/delivery'
import type { MemberEntry, People } from '../../api/people'
import { createPeople } from '../../api/people'
import type { FollowUp } from '../../contract/decision'
import { customerId, decisionId } from '../../contract/ids'
import { decisionOf } from '../../contract/notice'
import type { Notice, OutboundNotice } from '../../contract/notice'
import type { ChatAddress, Member, Platform, Role } from '../../contract/people'
import type { ChatPort, RenderedMessage } from '../../contract/ports/chat'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import { FakeChat } from '../fakes/fake-chat'
import { ManualClock } from '../fakes/manual-clock'

/** A company, both platforms as fakes, and a delivery between them, on a real database. */
export interface DeliveryWorld {
  readonly database: Database
  readonly clock: ManualClock
  readonly people: People
  readonly wecom: FakeChat
  readonly dingtalk: FakeChat
  readonly delivery: Delivery
  readonly touched: FollowUp[]
  /** For each of those, whether it settled what had been put off. */
  readonly replaced: boolean[]
  /** One more delivery on the same database, as another process would have it. */
  another(over?: Partial<DeliveryDeps>): Delivery
  member(key: string): Promise<Member>
  queue(...notices: readonly QueuedNotice[]): Promise<void>
  /** Writes decisions 1 … n, so that notices may speak of them. */
  decide(n: number): Promise<void>
  /** Moves the clock on by so much, and to the next notice that comes due where that is later. */
  toNextDue(stepMs: number): Promise<void>
  /** Delivers, moving the clock along, until nothing waits. */
  deliverAll(stepMs?: number): Promise<void>
}

/** What a world writes into, in the order in which it can be emptied. */
export const deliveryTables = [
  'notice_feedback', 'escalation', 'notice_copy', 'follow_up', 'delivery_event', 'notice', 'heard', 'decision_evidence', 'decision', 'rule_version',
  'touchpoint_log', 'source', 'member_address', 'member',
] as const // prettier-ignore

export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

const wecom = (userId: string): ChatAddress => ({ platform: 'wecom', userId })
const dingtalk = (userId: string): ChatAddress => ({ platform: 'dingtalk', userId })
const entry = (
  key: string,
  role: Role,
  manager: string | null,
  ...addresses: ChatAddress[]
): MemberEntry => ({
  key,
  name: `${key}先生`,
  role,
  team: manager === 'boss' ? '' : '华东',
  manager,
  addresses,
})

export const company: readonly MemberEntry[] = [
  entry('zhang', 'rep', 'lin', wecom('ZhangSan'), dingtalk('0346')),
  entry('li', 'rep', 'lin', wecom('LiSi')),
  entry('sun', 'rep', 'lin', dingtalk('0418')),
  entry('lin', 'manager', 'boss', wecom('LinJianGuo')),
  entry('other', 'manager', 'boss', wecom('ChenJiaHao')),
  entry('boss', 'director', null, wecom('ZhouMingYuan'), dingtalk('1001')),
]

export async function openDeliveryWorld(
  database: Database,
  over: Partial<DeliveryDeps> = {},
): Promise<DeliveryWorld> {
  const clock = new ManualClock()
  const people = createPeople({ database, clock })
  await people.upsert(company)
  const chats = {
    wecom: new FakeChat('wecom', clock),
    dingtalk: new FakeChat('dingtalk', clock),
  }
  const touched: FollowUp[] = []
  const replaced: boolean[] = []
  const deps: DeliveryDeps = {
    database,
    clock,
    people,
    chats: new Map<Platform, ChatPort>([
      ['wecom', chats.wecom],
      ['dingtalk', chats.dingtalk],
    ]),
    render,
    log: silentLog,
    chance: () => 0.5,
    // Seconds of waiting for the platform are minutes for nobody: the clock stands still meanwhile.
    sleep: async () => undefined,
    recordTouch: async (_tx, followUp, settledIt) => {
      touched.push(followUp)
      replaced.push(settledIt)
    },
    ...over,
  }
  const delivery = createDelivery(deps)
  const toNextDue = async (stepMs: number): Promise<void> => {
    const [row] = await database.read.rows<{ due: number | null }>(
      "SELECT MIN(due_at) AS due FROM notice WHERE state='waiting'",
    )
    clock.set(instant(Math.max(clock.now() + stepMs, Number(row?.due ?? 0))))
  }
  return {
    database,
    clock,
    people,
    ...chats,
    delivery,
    touched,
    replaced,
    another: (more = {}) => createDelivery({ ...deps, ...more }),
    member: (key) => memberOf(people, key),
    queue: (...notices) => database.write((tx) => delivery.queue(tx, notices)),
    decide: (n) => writeDecisions(database, n, clock.now()),
    toNextDue,
    deliverAll: async (stepMs = 1_000) => {
      while ((await delivery.counts()).waiting > 0) {
        while ((await delivery.deliverDue(500)) > 0);
        await toNextDue(stepMs)
      }
    },
  }
}

/** `D5 open` or `D5 taken by …`, and `!title` for warnings. */
export function render({ address, notice, settled, replaces }: OutboundNotice): RenderedMessage {
  const what = `${textOf(notice)}${replaces === undefined ? '' : ' anew'}`
  const plain =
    notice.kind === 'daily-digest'
      ? what
      : settled.kind === 'answered'
        ? `${what} ${settled.answer} by ${settled.by}`
        : `${what} ${settled.kind}`
  return { platform: address.platform, form: 'card', body: {}, plain }
}

const textOf = (notice: Notice): string => {
  if (notice.kind === 'system-warning') return `!${notice.title}`
  if (notice.kind !== 'daily-digest')
    return `${notice.kind === 'escalation' ? '↑' : ''}D${decisionOf(notice)}`
  const items = notice.items.map(
    ({ decision, settled }) => `D${decision}${settled.kind === 'open' ? '' : '✓'}`,
  )
  return `${notice.because} ${notice.counts.fired}/${notice.counts.solved}: ${items.join(' ')}`
}

/** An alert about decision n, as it would be queued for the member. */
export function alert(member: Member, n: number, judgedAt: Instant) {
  const notice: Extract<Notice, { kind: 'lead-alert' }> = {
    kind: 'lead-alert',
    title: '高意向客户',
    customer: { id: customerId(n), name: '王敏', company: null, tags: [] },
    intent: { tenths: 800, contributions: [], at: judgedAt, template: 'b2b', templateVersion: 1 },
    evidence: [],
    rule: { id: 'hot-lead', name: '高意向', version: 1 },
    decision: decisionId(n),
  }
  return { member, judgedAt, notice } satisfies QueuedNotice
}

export function warning(member: Member, once: string, judgedAt: Instant): QueuedNotice {
  const notice = { kind: 'system-warning', title: once, detail: '…', advice: '…' } as const
  return { member, judgedAt, notice, once }
}

async function memberOf(people: People, key: string): Promise<Member> {
  const address = company.find((c) => c.key === key)?.addresses[0]
  const member = address === undefined ? undefined : await people.memberOf(address)
  if (member === undefined) throw new Error(`nobody is called ${key}`)
  return member
}

async function writeDecisions(database: Database, n: number, at: Instant): Promise<void> {
  await database.write(async (tx) => {
    await tx.run(
      `INSERT INTO source (name, kind, key_hash, per_second, created_at) VALUES ('site', 'native', 'h', 100, 0)`,
    )
    await tx.run(
      `INSERT INTO touchpoint_log (source_id, source_event_id, received_at, body)
       SELECT id, 'e', ?, '{}' FROM source`,
      [at],
    )
    await tx.run(
      `INSERT INTO rule_version (rule_id, version, document, published_at, by_whom) VALUES ('hot-lead', 1, '{}', 0, '')`,
    )
    const [log] = await tx.rows<{ seq: number }>('SELECT MAX(seq) AS seq FROM touchpoint_log')
    const seq = Number(log?.seq)
    for (let id = 1; id <= n; id += 1) {
      await tx.run(
        `INSERT INTO decision (id, trace, customer_id, rule_id, rule_version, first_evidence, at, recorded_at, body,
         previous_hash, hash) VALUES (?, 't', ?, 'hot-lead', 1, ?, ?, ?, '{}', '', ?)`,
        [id, id + 1_000, seq, at, at, `hash-${id}`],
      )
      await tx.run('INSERT INTO decision_evidence (decision_id, touchpoint) VALUES (?, ?)', [id, seq])
    }
  })
}
