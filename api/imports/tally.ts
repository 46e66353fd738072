export interface Tallied {
  readonly what: string
  readonly count: number
  readonly firstLine: number
}

const mostKinds = 10_000

/** How often what was seen, and where first. */
export class Tally {
  private readonly seen = new Map<string, { count: number; firstLine: number }>()

  add(what: string, line: number): void {
    const known = this.seen.get(what)
    if (known !== undefined) known.count += 1
    else if (this.seen.size < mostKinds) this.seen.set(what, { count: 1, firstLine: line })
  }

  /** The most frequent first. */
  most(limit = 50): readonly Tallied[] {
    return [...this.seen]
      .map(([what, { count, firstLine }]) => ({ what, count, firstLine }))
      .sort((a, b) => b.count - a.count || a.firstLine - b.firstLine)
      .slice(0, limit)
  }
}
