const AT_ONCE = 4

/** Work that is done a few pieces at a time, fewer when the platform finds them too many. The first error ends it. */
export class Lanes {
  private most = AT_ONCE
  private running = 0

  /** One lane less, as long as there are two. */
  narrow(): void {
    this.most = Math.max(1, this.most - 1)
  }

  async run<T>(pieces: readonly T[], work: (piece: T) => Promise<void>): Promise<void> {
    let next = 0
    const lane = async (): Promise<void> => {
      this.running += 1
      try {
        while (next < pieces.length && this.running <= this.most) {
          const piece = pieces[next] as T
          next += 1
          await work(piece)
        }
      } catch (error) {
        next = pieces.length
        throw error
      } finally {
        this.running -= 1
      }
    }
    const settled = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane))
    const failed = settled.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
}

/** Groups of members of whom one cursor leads through all contacts; so many that every lane has several. */
export const groupsOf = (users: readonly string[], most: number): string[][] => {
  const size = Math.min(most, Math.max(1, Math.ceil(users.length / (AT_ONCE * 4))))
  return Array.from({ length: Math.ceil(users.length / size) }, (_, i) =>
    users.slice(i * size, (i + 1) * size),
  )
}
