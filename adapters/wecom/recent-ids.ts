/** Remembers the newest `limit` ids. */
export class RecentIds {
  private readonly ids = new Set<string>()

  constructor(private readonly limit: number) {}

  /** False when it was there already. */
  add(id: string): boolean {
    if (this.ids.has(id)) return false
    this.ids.add(id)
    if (this.ids.size > this.limit) this.dropOldest()
    return true
  }

  has(id: string): boolean {
    return this.ids.has(id)
  }

  forget(id: string): void {
    this.ids.delete(id)
  }

  private dropOldest(): void {
    for (const oldest of this.ids) {
      this.ids.delete(oldest)
      return
    }
  }
}
