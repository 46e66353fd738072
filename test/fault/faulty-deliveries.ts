import { awaitUntil } from '../support/await-until'
import { dingtalkWorld, leadCard, to, words } from '../support/dingtalk-world'
import type { DingtalkWorld } from '../support/dingtalk-world'
import { seeded } from '../support/seeded'

const people = Array.from({ length: 40 }, (_, n) => ({ userId: `rep${n}`, name: `销售${n}` }))
const wave = 50

export interface Delivered {
  /** How often the hub finished with each message. */
  readonly handled: ReadonlyMap<string, number>
  /** How often the hub was given each, its own failures included. */
  readonly given: number
  /** Answers and cards by what they say, as people see them. */
  readonly seen: ReadonlyMap<string, number>
  readonly connections: number
  readonly violations: readonly string[]
}

/**
 * So many messages to the robot, and a card for every tenth, through the real SDK over a way that brings messages
 * twice, out of order and again after lost acknowledgements, over connections that are cut and replaced, with a hub
 * that fails now and then before it has done anything.
 */
export async function deliverThroughFaults(messages: number, seed: number): Promise<Delivered> {
  const chance = seeded(seed)
  const world = await dingtalkWorld(
    {
      members: people,
      pace: { redeliver: 60, redeliveries: 1_000, callsPerSecond: 100_000, disconnectGrace: 50 },
    },
    { callsPerSecond: 20_000, timings: { stableAfter: 0, retryFirst: 2, ackMessage: 40 } },
  )
  const handled = new Map<string, number>()
  let given = 0
  world.hub.answer = ({ text }) => {
    given += 1
    if (chance() < 0.03) throw new Error('the hub fails before it has done anything')
    handled.set(text, (handled.get(text) ?? 0) + 1)
    return Number(text) % 10 === 0 ? words(`answer ${text}`) : null
  }
  world.platform.faults.disturb({ twice: 0.1, late: 0.1, ackLost: 0.1, chance })
  try {
    for (let from = 0; from < messages; from += wave) {
      await sendWave(world, from, Math.min(messages, from + wave), chance)
    }
    world.platform.faults.disturb(null)
    await awaitUntil('every message', () => handled.size >= messages, 60_000)
    await awaitUntil('every acknowledgement', () => world.platform.counters().underWay === 0, 60_000)
    const answers = Math.ceil(messages / 10)
    await awaitUntil('every answer', () => seenBy(world).size >= 2 * answers, 60_000)
    const { connections } = world.platform.counters()
    return { handled, given, seen: seenBy(world), connections, violations: world.platform.violations() }
  } finally {
    await world.close()
  }
}

const sendWave = async (
  { platform, bot }: DingtalkWorld,
  from: number,
  end: number,
  chance: () => number,
): Promise<void> => {
  await awaitUntil('a connection', () => platform.counters().listening > 0)
  const cards: Promise<void>[] = []
  for (let n = from; n < end; n += 1) {
    const { userId } = people[Math.floor(chance() * people.length)] ?? { userId: '' }
    await platform.typeAs(userId, String(n))
    if (n % 10 === 0) cards.push(insist(bot, userId, n))
  }
  const turn = from / wave
  if (turn % 3 === 0) platform.faults.loseAnswers(2, '/v1.0/card/instances/createAndDeliver')
  if (turn % 10 === 5) platform.faults.invalidateTokens()
  if (turn % 4 === 1) platform.faults.dropConnections()
  if (turn % 4 === 3) platform.faults.announceDisconnect()
  await Promise.all(cards)
}

/** As the outbox does: the same reference until it is sent. */
const insist = async (bot: DingtalkWorld['bot'], userId: string, n: number): Promise<void> => {
  await awaitUntil(
    `card ${n}`,
    async () => (await bot.send(leadCard(`card ${n}`), to(userId), `n${n}`)).kind === 'sent',
    30_000,
  )
}

const seenBy = ({ platform }: DingtalkWorld): Map<string, number> => {
  const seen = new Map<string, number>()
  for (const { userId } of people) {
    for (const { from, shown } of platform.conversation(userId)) {
      const says = 'title' in shown ? shown.title : shown.text
      if (from === 'bot') seen.set(says, (seen.get(says) ?? 0) + 1)
    }
  }
  return seen
}
