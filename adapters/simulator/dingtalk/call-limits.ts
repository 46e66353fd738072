import { Refusal } from './refusal'

/** So many calls a second on each path, as "服务端API调用频率限制" has it; more are refused and not carried out. */
export class CallLimits {
  private readonly starts = new Map<string, number[]>()

  constructor(private readonly perSecond: number) {}

  spend(path: string, now: number): void {
    const recent = (this.starts.get(path) ?? []).filter((start) => start > now - 1_000)
    if (recent.length >= this.perSecond) {
      throw new Refusal(
        403,
        'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
        `more than ${this.perSecond}/s on ${path}`,
      )
    }
    this.starts.set(path, [...recent, now])
  }
}
