import { createContactStandings } from '../api/contacts'
import { createDelivery } from '../api/delivery'
import { createDesk } from '../api/flow'
import { createMeetings } from '../api/meetings'
import { createMemberSettings } from '../api/people'
import { createSourceStore, createSources } from '../api/touchpoints'
import { createMessageHandler } from '../bot'
import type { Member } from '../contract/people'
import { instant } from '../contract/quantities'
import { toNew, trafficOf } from './company/traffic'
import type { BenchHub } from './hub/bench-hub'
import type { Measured } from './hub/measured'
import { atMostOf, told } from './line'
import type { Line } from './line'
import { quantileOf } from './spread'

const CUSTOMERS = 400
const TOUCHPOINTS = 20_000
const ROUNDS = 12
const WEEK_MS = 7 * 86_400_000

/** What people ask, as they ask it: commands as taught, and sentences of their own. */
const questions = [
  '今日热客',
  '今日热客 华东 2',
  '帮我看看华东今天的热客',
  '客户 #1',
  '客户 1 最近怎么样',
  '为什么',
  '为什么没有 #1',
  '待办',
  '日报 本周',
  '响应 近30天',
  '雷达 本月',
  '团队雷达 华东',
  '热力图 近30天',
  '热力图 触点 近30天',
  '策略',
  '设置',
  '帮助',
  '昨天大家响应速度怎么样',
  '今天天气不错',
]

/** From a message to its answer, asked by a manager of twenty reps with 400 customers and 20,000 touchpoints. */
export async function benchChatAnswer({ hub }: Measured): Promise<Line[]> {
  await fill(hub)
  const manager = (await hub.modules.people.all()).find((m) => m.role === 'manager')
  if (manager === undefined) throw new Error('the bench has no manager')
  const answer = await answering(hub, manager)
  for (const text of questions) await answer(text)
  const waits: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of questions) {
      const from = performance.now()
      await answer(text)
      waits.push(performance.now() - from)
    }
  }
  waits.sort((a, b) => a - b)
  return [
    atMostOf('answer in chat, 400 customers, 20,000 touchpoints, p95', 'ms', quantileOf(waits, 0.95), 300),
    told('answer in chat, p50', 'ms', quantileOf(waits, 0.5)),
  ]
}

/** Everything judged, and every notice as if it had been delivered when it was due. */
async function fill(hub: BenchHub): Promise<void> {
  const until = Date.now()
  await hub.pipeline.takeOver(1)
  const traffic = trafficOf({
    seed: 77,
    customers: CUSTOMERS,
    touchpoints: TOUCHPOINTS,
    from: until - WEEK_MS,
    until,
  })
  for (let i = 0; i < traffic.length; i += 500) {
    await hub.inbox.accept({
      source: hub.source.id,
      receivedAt: instant(until),
      touchpoints: traffic.slice(i, i + 500).map(toNew),
      unreadable: [],
    })
  }
  while ((await hub.pipeline.step()) > 0);
  await hub.database.write((tx) =>
    tx.run("UPDATE notice SET state='sent', sent_at=due_at, shown=1 WHERE state='waiting'"),
  )
}

async function answering(hub: BenchHub, asker: Member): Promise<(text: string) => Promise<unknown>> {
  const { modules, database, pipeline } = hub
  const { clock, people, logger } = modules
  const chats = new Map<never, never>()
  const delivery = createDelivery({
    ...{ database, clock, people, chats, log: logger },
    render: () => {
      throw new Error('nothing is sent while measuring')
    },
    recordTouch: () => Promise.resolve(),
  })
  const sources = await createSources(createSourceStore(database), clock)
  const settings = createMemberSettings({ database, clock })
  const meetings = createMeetings({
    ...{ database, clock, log: logger, calendars: new Map(), utcOffsetMinutes: 480 },
    workHours: { fromMinute: 540, toMinute: 1_080 },
    isWorkday: modules.calendar.isWorkday,
    expert: () => undefined,
    pageOf: () => null,
    recordTouch: () => Promise.resolve(),
  })
  const contacts = createContactStandings(database)
  const desk = createDesk({
    ...modules,
    ...{ contacts, documents: null, meetings, delivery, sources, settings, pipeline, chats },
  })
  const handle = createMessageHandler({
    desk,
    memberOf: () => Promise.resolve(asker),
    now: clock,
    utcOffsetMinutes: 480,
    report: (cause) => {
      throw cause
    },
  })
  const from = { platform: 'wecom', userId: 'manager' } as const
  return (text) => handle({ from, messageId: 'bench', group: null, text, at: clock.now() })
}
