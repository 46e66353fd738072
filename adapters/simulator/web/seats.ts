import { randomUUID } from 'node:crypto'

interface Ticket<Who> {
  readonly who: Who
  readonly url: string
  readonly until: number
}

const TICKET_MS = 60_000
const MOST_SEATS = 1_000

/**
 * Who sits at which client. A link that somebody opens there is opened under his account; the platform's own pages know
 * him by a cookie that only the client is given.
 */
export class Seats<Who> {
  private readonly tickets = new Map<string, Ticket<Who>>()
  private readonly seats = new Map<string, Who>()

  constructor(private readonly now: () => number) {}

  /** Good for one opening. */
  ticketFor(who: Who, url: string): string {
    const ticket = randomUUID()
    this.tickets.set(ticket, { who, url, until: this.now() + TICKET_MS })
    return ticket
  }

  /** Where the link leads and what the client is given; undefined where the ticket is worth nothing. */
  open(ticket: string): { readonly url: string; readonly seat: string } | undefined {
    const found = this.tickets.get(ticket)
    this.tickets.delete(ticket)
    if (found === undefined || found.until <= this.now()) return undefined
    const seat = randomUUID()
    const [oldest] = this.seats.keys()
    if (this.seats.size >= MOST_SEATS && oldest !== undefined) this.seats.delete(oldest)
    this.seats.set(seat, found.who)
    return { url: found.url, seat }
  }

  who(seat: string | undefined): Who | undefined {
    return seat === undefined ? undefined : this.seats.get(seat)
  }
}
