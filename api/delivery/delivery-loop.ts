import type { Platform } from '../../contract/people'
import type { ChatPort } from '../../contract/ports/chat'
import type { Log } from '../../contract/ports/log'
import type { Courier } from './courier'
import { LOOK_AGAIN } from './courier'

export interface LoopDeps {
  readonly courier: Courier
  readonly chats: ReadonlyMap<Platform, ChatPort>
  readonly log: Log
  /** A platform has come back. */
  readonly onBack: (platform: Platform) => Promise<unknown>
}

/** Most notices taken in one go. */
const BATCH = 80
/** What the loop waits when the database does not answer. */
const AFTER_TROUBLE = 2_000

/** Delivers without end between `start` and `stop`, at once after `wake` and otherwise twice a second. */
export class DeliveryLoop {
  private running: Promise<void> | undefined
  private stopped = false
  private awake = false
  private rouse: () => void = () => undefined
  private readonly connected = new Map<Platform, boolean>()

  constructor(private readonly deps: LoopDeps) {}

  start(): void {
    if (this.running !== undefined) return
    this.stopped = false
    this.running = this.run()
  }

  /** Resolves when nothing is being sent any more. */
  async stop(): Promise<void> {
    this.stopped = true
    this.wake()
    await this.running
    this.running = undefined
    await this.deps.courier.settled(true)
  }

  wake = (): void => {
    this.awake = true
    this.rouse()
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.awake = false
      try {
        await this.noticeReturns()
        const taken = await this.deps.courier.dispatch(BATCH, this.wake)
        if (taken === 0) await this.rest(LOOK_AGAIN)
      } catch (cause) {
        this.deps.log.warn({ err: cause }, 'notices cannot be taken from the queue')
        await this.rest(AFTER_TROUBLE)
      }
    }
  }

  /** After an outage everything that failed on the platform is due at once, in its order. */
  private async noticeReturns(): Promise<void> {
    for (const [platform, port] of this.deps.chats) {
      const now = port.health().state === 'connected'
      const before = this.connected.get(platform)
      if (now && before === false) await this.deps.onBack(platform)
      this.connected.set(platform, now)
    }
  }

  private rest(length: number): Promise<void> {
    if (this.awake || this.stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, length)
      this.rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
