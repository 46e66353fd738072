/** Calls that may begin together after a quiet moment. */
const burst = 3

/**
 * Spreads the calls of each path evenly, `perSecond` of them a second, in the order they were asked for. Evenly,
 * because DingTalk counts at its own door: what leaves here in one heap may arrive there together with the next.
 */
export class Pacer {
  /** When the next call of a path is due, were there no burst. */
  private readonly due = new Map<string, number>()
  private readonly gap: number

  constructor(perSecond: number) {
    this.gap = 1_000 / perSecond
  }

  /**
   * Milliseconds until the call may begin, 0 for now. Takes the turn, unless it would be later than `patience`:
   * then the answer is how long that would have been, and nothing is taken.
   */
  turn(path: string, now: number, patience: number): { readonly wait: number; readonly taken: boolean } {
    const due = Math.max(this.due.get(path) ?? now, now)
    const wait = Math.max(0, due - (burst - 1) * this.gap - now)
    if (wait > patience) return { wait, taken: false }
    this.due.set(path, due + this.gap)
    return { wait, taken: true }
  }

  /** Nothing begins on this path before then: DingTalk has just said that it was too much. */
  pause(path: string, until: number): void {
    this.due.set(path, until + (burst - 1) * this.gap)
  }
}
