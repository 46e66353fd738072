/** Lets at most `perSecond` calls a second begin on each path, in the order they were asked for. */
export class Pacer {
  private readonly starts = new Map<string, number[]>()

  constructor(private readonly perSecond: number) {}

  /**
   * Milliseconds until the call may begin, 0 for now. Takes the turn, unless it would be later than `patience`:
   * then the answer is how long that would have been, and nothing is taken.
   */
  turn(path: string, now: number, patience: number): { readonly wait: number; readonly taken: boolean } {
    const starts = this.starts.get(path) ?? []
    const before = starts.length < this.perSecond ? undefined : starts[starts.length - this.perSecond]
    const start = before === undefined ? now : Math.max(now, before + 1_000)
    const wait = start - now
    if (wait > patience) return { wait, taken: false }
    this.starts.set(path, [...starts.slice(-(this.perSecond - 1)), start])
    return { wait, taken: true }
  }

  /** Nothing begins on this path before then: DingTalk has just said that it was too much. */
  pause(path: string, until: number): void {
    this.starts.set(path, Array<number>(this.perSecond).fill(until - 1_000))
  }
}
