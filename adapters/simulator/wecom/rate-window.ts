/** 30 messages a minute and 1,000 an hour in one conversation (DOC 101463); the rest is acknowledged and not shown. */
export class RateWindow {
  private readonly times = new Map<string, number[]>()

  /** False when the message is one too many. */
  admit(chat: string, now: number): boolean {
    const hour = (this.times.get(chat) ?? []).filter((at) => at > now - 3_600_000)
    const minute = hour.filter((at) => at > now - 60_000)
    const fits = minute.length < 30 && hour.length < 1_000
    if (fits) hour.push(now)
    this.times.set(chat, hour)
    return fits
  }
}
