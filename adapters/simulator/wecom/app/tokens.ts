import { randomBytes } from 'node:crypto'

import { Refused } from '../refused'

const life = 7_200

/** access_tokens as DOC 91039 has them: the same one until its end, however often it is asked for. */
export class Tokens {
  granted = 0
  private current: { readonly token: string; readonly until: number } | undefined
  private readonly known = new Set<string>()

  constructor(
    private readonly credentials: { readonly corpId: string; readonly secret: string },
    private readonly now: () => number,
  ) {}

  grant(corpId: string | null, secret: string | null) {
    if (corpId !== this.credentials.corpId) throw new Refused(40013, 'invalid corpid')
    if (secret !== this.credentials.secret) throw new Refused(40001, 'invalid credential')
    this.granted += 1
    if (this.current === undefined || this.current.until <= this.now()) {
      this.current = { token: randomBytes(32).toString('hex'), until: this.now() + life * 1_000 }
      this.known.add(this.current.token)
    }
    const expires_in = Math.round((this.current.until - this.now()) / 1_000)
    return { access_token: this.current.token, expires_in }
  }

  check(token: string | null): void {
    if (token === null || token === '') throw new Refused(41001, 'access_token missing')
    const good = token === this.current?.token && this.current.until > this.now()
    if (!good) throw new Refused(this.known.has(token) ? 42001 : 40014, 'access_token')
  }

  /** The platform ends the token before its time. */
  endEarly(): void {
    this.current = undefined
    this.known.clear()
  }
}
