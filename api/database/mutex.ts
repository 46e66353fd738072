/** Runs pieces of work one after another in the order they came. */
export class Mutex {
  private tail: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(work, work)
    this.tail = turn.catch(() => undefined)
    return turn
  }
}
