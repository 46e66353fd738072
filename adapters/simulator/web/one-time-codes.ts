import { randomBytes } from 'node:crypto'

const LIFE_MS = 5 * 60_000

export type CodeTaken<Who> =
  { readonly kind: 'good'; readonly who: Who } | { readonly kind: 'unknown' | 'expired' }

/** Codes that say once, within five minutes, who somebody is. */
export class OneTimeCodes<Who> {
  private readonly given = new Map<string, { readonly who: Who; readonly until: number }>()

  constructor(private readonly now: () => number) {}

  give(who: Who): string {
    const code = randomBytes(24).toString('base64url')
    this.given.set(code, { who, until: this.now() + LIFE_MS })
    return code
  }

  take(code: string): CodeTaken<Who> {
    const found = this.given.get(code)
    this.given.delete(code)
    if (found === undefined) return { kind: 'unknown' }
    return found.until <= this.now() ? { kind: 'expired' } : { kind: 'good', who: found.who }
  }
}
