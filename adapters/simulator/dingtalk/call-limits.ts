import { LegacyRefusal, Refusal } from './refusal'

/** So many calls a second on each path, as "服务端API调用频率限制" has it; more are refused and not carried out. */
export class CallLimits {
  private readonly starts = new Map<string, number[]>()

  constructor(private readonly perSecond: number) {}

  spend(path: string, now: number): void {
    if (this.take(path, now)) return
    throw new Refusal(
      403,
      'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
      `more than ${this.perSecond}/s on ${path}`,
    )
  }

  /** The legacy API says the same with a number of its own. */
  spendLegacy(path: string, now: number): void {
    if (!this.take(path, now)) throw new LegacyRefusal(90018, `more than ${this.perSecond}/s on ${path}`)
  }

  private take(path: string, now: number): boolean {
    const recent = (this.starts.get(path) ?? []).filter((start) => start > now - 1_000)
    if (recent.length >= this.perSecond) return false
    this.starts.set(path, [...recent, now])
    return true
  }
}
