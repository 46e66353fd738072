import type { Instant } from '../../contract/quantities'

/**
 * WeCom shows at most 30 messages a minute and 1,000 an hour in one conversation, pushes and replies together, and
 * drops the rest while acknowledging it (DOC 101463). Pushes stop short of that, so that people who ask are answered.
 */
export const pushesPerMinute = 24
export const pushesPerHour = 900
/** Answers may use what pushes leave, and stop short of the drop as well. */
const allPerMinute = 29
const allPerHour = 990

const minute = 60_000
const hour = 3_600_000

/** What was sent into each conversation in the last hour; only the newest `conversations` are kept in mind. */
export class ConversationBudget {
  private readonly sent = new Map<string, number[]>()

  constructor(private readonly conversations = 20_000) {}

  /** Milliseconds until a push fits, 0 when it fits now. */
  waitFor(conversation: string, now: Instant): number {
    const times = this.recent(conversation, now)
    return Math.max(
      waitUntilFree(times, pushesPerMinute, minute, now),
      waitUntilFree(times, pushesPerHour, hour, now),
    )
  }

  /** Milliseconds until an answer fits beside everything else, 0 when it fits now. */
  waitForAnswer(conversation: string, now: Instant): number {
    const times = this.recent(conversation, now)
    return Math.max(
      waitUntilFree(times, allPerMinute, minute, now),
      waitUntilFree(times, allPerHour, hour, now),
    )
  }

  /** A push or a reply left for this conversation. */
  spend(conversation: string, now: Instant): void {
    const times = this.recent(conversation, now)
    times.push(now)
    this.sent.delete(key(conversation))
    this.sent.set(key(conversation), times)
    if (this.sent.size > this.conversations) this.forgetOldest()
  }

  private recent(conversation: string, now: Instant): number[] {
    return (this.sent.get(key(conversation)) ?? []).filter((at) => at > now - hour).slice(-allPerHour)
  }

  private forgetOldest(): void {
    for (const oldest of this.sent.keys()) {
      this.sent.delete(oldest)
      return
    }
  }
}

/** WeCom compares user ids without regard to case. */
const key = (conversation: string): string => conversation.toLowerCase()

/** The `limit`th newest one has to leave the window first. */
const waitUntilFree = (times: readonly number[], limit: number, window: number, now: Instant): number => {
  const blocker = times.at(-limit)
  return blocker === undefined ? 0 : Math.max(0, blocker + window - now)
}
