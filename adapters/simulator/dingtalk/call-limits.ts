import { LegacyRefusal, Refusal } from './refusal'

/**
 * So many calls a second on each path, as "服务端API调用频率限制" has it, and so many for the whole organisation since
 * it was started; more are refused and not carried out.
 */
export class CallLimits {
  private readonly starts = new Map<string, number[]>()
  /** Calls that counted against the organisation's quota. */
  spent = 0

  constructor(
    private readonly perSecond: number,
    private readonly quota: number,
  ) {}

  spend(path: string, now: number): void {
    if (this.spent >= this.quota) throw new Refusal(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg')
    if (!this.takes(path, now)) {
      throw new Refusal(
        403,
        'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
        `more than ${this.perSecond}/s on ${path}`,
      )
    }
  }

  spendLegacy(path: string, now: number): void {
    if (this.spent >= this.quota) throw new LegacyRefusal(90020, '调用次数超过企业当月的额度')
    if (!this.takes(path, now)) throw new LegacyRefusal(90018, '您的服务器调用过于频繁')
  }

  private takes(path: string, now: number): boolean {
    const recent = (this.starts.get(path) ?? []).filter((start) => start > now - 1_000)
    if (recent.length >= this.perSecond) return false
    this.starts.set(path, [...recent, now])
    this.spent += 1
    return true
  }
}
