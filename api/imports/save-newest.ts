/** Saves values one at a time; of those that come meanwhile only the newest is saved. */
export class SaveNewest<T> {
  private waiting: { readonly value: T } | undefined
  private running: Promise<void> | undefined
  private failure: { readonly cause: unknown } | undefined

  constructor(private readonly save: (value: T) => Promise<void>) {}

  /** Throws what an earlier save failed with. */
  put(value: T): void {
    if (this.failure !== undefined) throw this.failure.cause
    this.waiting = { value }
    this.running ??= this.run()
  }

  /** Resolves when the newest value is saved. */
  async settled(): Promise<void> {
    await this.running
    if (this.failure !== undefined) throw this.failure.cause
  }

  private async run(): Promise<void> {
    try {
      while (this.waiting !== undefined) {
        const { value } = this.waiting
        this.waiting = undefined
        await this.save(value)
      }
    } catch (cause) {
      this.failure = { cause }
    }
    this.running = undefined
  }
}
