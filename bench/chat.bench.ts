import type { ChatStage } from './chat/chat-stage'
import { openChatStage } from './chat/chat-stage'
import { onShown } from './chat/screens'
import { atMostOf, told } from './line'
import type { Line } from './line'
import { quantileOf } from './spread'

const REPS = 300
const PER_SECOND = 50
const SECONDS = 16
const QUESTIONS = 200
const questions = ['今日热客', '待办', '帮助', '我是谁', '客户 客户']

/**
 * Fifty inquiries a second for 300 reps, through the door, the judging, both vendors' SDKs and both gateways: how long
 * until the card is on somebody's screen. Then 200 questions in chat, one after the other.
 */
export async function benchChat(): Promise<Line[]> {
  const stage = await openChatStage(REPS)
  try {
    await cards(stage, 2)
    const waits = await cards(stage, SECONDS)
    const answers = await answered(stage)
    return [
      atMostOf(
        `touchpoint → card on a screen at ${PER_SECOND} cards/s, ${REPS} reps, p95`,
        'ms',
        quantileOf(waits, 0.95),
        1_000,
      ),
      told('the same, p50', 'ms', quantileOf(waits, 0.5)),
      atMostOf('question in chat → answer on the screen, p95', 'ms', quantileOf(answers, 0.95), 300),
      told('the same, p50', 'ms', quantileOf(answers, 0.5)),
    ]
  } finally {
    await stage.close()
  }
}

let made = 0

/** Milliseconds from when each inquiry was due to be sent until its card was shown, sorted. */
async function cards(stage: ChatStage, seconds: number): Promise<number[]> {
  const due = new Map<string, number>()
  const waits: number[] = []
  const total = PER_SECOND * seconds
  await new Promise<void>((resolve, reject) => {
    const stop = onShown(stage.platforms, (_user, shown, at) => {
      const name = /客户\d+号/.exec(JSON.stringify(shown))?.[0] ?? ''
      const sent = due.get(name)
      if (sent === undefined) return
      due.delete(name)
      waits.push(at - sent)
      if (waits.length === total) finish()
    })
    const finish = (cause?: Error): void => {
      clearInterval(timer)
      clearTimeout(limit)
      stop()
      if (cause === undefined) resolve()
      else reject(cause)
    }
    const started = performance.now()
    let sent = 0
    const timer = setInterval(() => {
      for (; sent < total && started + (sent * 1_000) / PER_SECOND <= performance.now(); sent += 1) {
        const name = `客户${(made += 1)}号`
        due.set(name, started + (sent * 1_000) / PER_SECOND)
        inquire(stage, name).catch((failure: Error) => finish(failure))
      }
    }, 2)
    const limit = setTimeout(
      () => finish(new Error(`${total - waits.length} of ${total} cards did not come`)),
      seconds * 1_000 + 60_000,
    )
  })
  return waits.sort((a, b) => a - b)
}

async function inquire({ url, writeKey }: ChatStage, name: string): Promise<void> {
  const answer = await fetch(`${url}/v1/touchpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${writeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      id: `bench-${name}`,
      verb: 'submitted',
      topic: 'inquiry',
      object: { type: 'form', id: '/contact' },
      who: { account: name },
      profile: { name },
    }),
  })
  if (!answer.ok) throw new Error(`an inquiry was answered ${answer.status}`)
}

/** Milliseconds from the question until the next thing the bot shows to the one who asked, sorted. */
async function answered({ platforms, members }: ChatStage): Promise<number[]> {
  const waits: number[] = []
  for (let i = 0; i < QUESTIONS; i += 1) {
    const asker = members[(i * 7) % members.length]?.addresses[0]
    const platform = platforms.find((one) => one.platform === asker?.platform)
    if (asker === undefined || platform === undefined) continue
    const started = performance.now()
    const ended = new Promise<number>((resolve) => {
      const before = platform.conversation(asker.userId).filter((m) => m.from === 'bot').length
      const stop = platform.onChange((userId) => {
        if (userId !== asker.userId) return
        if (platform.conversation(userId).filter((m) => m.from === 'bot').length <= before) return
        stop()
        resolve(performance.now())
      })
    })
    await platform.typeAs(asker.userId, questions[i % questions.length] ?? '帮助')
    waits.push((await ended) - started)
  }
  return waits.sort((a, b) => a - b)
}
