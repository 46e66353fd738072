import type { ChatAddress, Platform } from '../../contract/people'
import type {
  ChatHealth,
  ChatPort,
  DeliveryOutcome,
  RenderedMessage,
  SentMessage,
} from '../../contract/ports/chat'
import type { Clock } from '../../contract/ports/clock'
import type { Instant } from '../../contract/quantities'

/** A message on somebody's screen. */
export interface Shown {
  readonly reference: string
  readonly to: ChatAddress
  readonly at: Instant
  message: RenderedMessage
}

export interface Call {
  readonly kind: 'send' | 'replace'
  readonly reference: string
  readonly userId: string
  readonly at: Instant
}

/**
 * A platform in memory that keeps the promise of `ChatPort.send`: the same reference is the same message. What is to
 * go wrong is put into `before` (nothing is shown) and `after` (it is shown, and the answer says otherwise).
 */
export class FakeChat implements ChatPort {
  readonly shown = new Map<string, Shown>()
  /** In the order they first appeared. */
  readonly order: Shown[] = []
  readonly calls: Call[] = []
  state: ChatHealth['state'] = 'connected'
  before: (call: Call) => Promise<DeliveryOutcome | undefined> = async () => undefined
  after: (call: Call) => Promise<DeliveryOutcome | undefined> = async () => undefined
  canReplace = true
  inFlight = 0
  mostInFlight = 0
  healthAsked = 0

  constructor(
    readonly platform: Platform,
    private readonly clock: Clock,
  ) {}

  async send(message: RenderedMessage, to: ChatAddress, reference: string): Promise<DeliveryOutcome> {
    return this.answered({ kind: 'send', reference, userId: to.userId, at: this.clock.now() }, () => {
      if (this.shown.has(reference)) return
      const shown: Shown = { reference, to, message, at: this.clock.now() }
      this.shown.set(reference, shown)
      this.order.push(shown)
    })
  }

  async replace(message: RenderedMessage, previous: SentMessage): Promise<DeliveryOutcome> {
    if (!this.canReplace) return { kind: 'refused', code: 'no-way-to-update', advice: 'Press it.' }
    const { reference, userId } = previous
    return this.answered({ kind: 'replace', reference, userId, at: this.clock.now() }, () => {
      const shown = this.shown.get(reference)
      if (shown !== undefined) shown.message = message
    })
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  health(): ChatHealth {
    this.healthAsked += 1
    return { state: this.state, since: this.clock.now(), detail: '', connectionsOpened: 1 }
  }

  /** Texts on the user's screen, oldest first. */
  textsOf(userId: string): string[] {
    return this.order.filter((s) => s.to.userId === userId).map((s) => s.message.plain)
  }

  private async answered(call: Call, show: () => void): Promise<DeliveryOutcome> {
    this.calls.push(call)
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    try {
      const instead = await this.before(call)
      if (instead !== undefined) return instead
      show()
      const message = { platform: this.platform, userId: call.userId, reference: call.reference }
      return (await this.after(call)) ?? { kind: 'sent', message }
    } finally {
      this.inFlight -= 1
    }
  }
}
