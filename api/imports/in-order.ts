/**
 * Runs a few pieces of work side by side and settles them one after another in the order they came, each only when
 * all before it are settled. Once one fails, every later call says so.
 */
export class InOrder {
  private readonly open: Promise<void>[] = []
  private last: Promise<void> = Promise.resolve()
  private failure: { readonly cause: unknown } | undefined

  constructor(private readonly width: number) {}

  /** Resolves when there is room for the next piece, not when this one is done. */
  async add<T>(work: () => Promise<T>, settle: (result: T) => Promise<void>): Promise<void> {
    if (this.failure !== undefined) throw this.failure.cause
    const before = this.last
    const started = work()
    // Somebody else may fail first; this one's own failure is heard by whoever waits for `settled`.
    started.catch(() => undefined)
    const settled = before.then(async () => settle(await started))
    settled.catch((cause: unknown) => (this.failure ??= { cause }))
    this.last = settled
    this.open.push(settled)
    while (this.open.length >= this.width) await this.open.shift()
  }

  /** Resolves when everything is settled. */
  end(): Promise<void> {
    return this.last
  }
}
