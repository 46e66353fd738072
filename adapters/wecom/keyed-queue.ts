/** Runs work of one key in the order it came, and of different keys side by side. */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<void>>()
  private waiting = 0

  constructor(private readonly limit: number) {}

  /** False when too much waits already and the work was not taken. `work` must not reject. */
  run(key: string, work: () => Promise<void>): boolean {
    if (this.waiting >= this.limit) return false
    this.waiting += 1
    const tail = (this.tails.get(key) ?? Promise.resolve()).then(work).then(() => {
      this.waiting -= 1
      if (this.tails.get(key) === tail) this.tails.delete(key)
    })
    this.tails.set(key, tail)
    return true
  }

  /** Resolves when everything taken so far is done. */
  async idle(): Promise<void> {
    await Promise.all(this.tails.values())
  }
}
