/** Remembers the newest `limit` entries by key. */
export class Recent<T> {
  private readonly entries = new Map<string, T>()

  constructor(private readonly limit: number) {}

  get(key: string): T | undefined {
    return this.entries.get(key)
  }

  set(key: string, value: T): void {
    this.entries.set(key, value)
    if (this.entries.size > this.limit) this.dropOldest()
  }

  forget(key: string): void {
    this.entries.delete(key)
  }

  private dropOldest(): void {
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest)
      return
    }
  }
}
