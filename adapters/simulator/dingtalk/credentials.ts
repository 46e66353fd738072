import { randomUUID, timingSafeEqual } from 'node:crypto'

import { LegacyRefusal, Refusal } from './refusal'

/** The app's secret, its access tokens and its connection tickets. */
export class Credentials {
  private token: { value: string; until: number } | undefined
  private readonly tickets = new Map<string, number>()
  issued = 0

  constructor(
    private readonly app: { readonly clientId: string; readonly clientSecret: string },
    private readonly life: { readonly token: number; readonly ticket: number },
  ) {}

  isApp(clientId: unknown, clientSecret: unknown): boolean {
    return isSame(clientId, this.app.clientId) && isSame(clientSecret, this.app.clientSecret)
  }

  /** Asking again within its life gives the same token and renews it. */
  giveToken(): string {
    const now = Date.now()
    this.issued += 1
    const value = this.token !== undefined && now < this.token.until ? this.token.value : randomUUID()
    this.token = { value, until: now + this.life.token }
    return value
  }

  checkToken(token: unknown): void {
    if (this.isToken(token)) return
    throw new Refusal(401, 'InvalidAuthentication', 'the access token is missing, wrong or expired')
  }

  checkLegacyToken(token: unknown): void {
    if (!this.isToken(token)) throw new LegacyRefusal(40014, '不合法的access_token')
  }

  private isToken(token: unknown): boolean {
    return this.token !== undefined && Date.now() < this.token.until && isSame(token, this.token.value)
  }

  giveTicket(): string {
    const ticket = randomUUID()
    this.tickets.set(ticket, Date.now() + this.life.ticket)
    return ticket
  }

  /** A ticket is good for one connection. */
  useTicket(ticket: string | null): boolean {
    const until = this.tickets.get(ticket ?? '')
    this.tickets.delete(ticket ?? '')
    return until !== undefined && Date.now() < until
  }

  forgetAll(): void {
    this.token = undefined
    this.tickets.clear()
  }
}

const isSame = (given: unknown, known: string): boolean => {
  const one = Buffer.from(typeof given === 'string' ? given : '')
  const other = Buffer.from(known)
  return one.length === other.length && timingSafeEqual(one, other)
}
