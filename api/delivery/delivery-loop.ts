import type { Log } from '../../contract/ports/log'
import type { Courier } from './courier'
import { LOOK_AGAIN } from './courier'

export interface LoopDeps {
  readonly courier: Courier
  readonly log: Log
  /** Sees which platforms have come back or were lost, and hurries what waits for them. */
  readonly lookAround: () => Promise<unknown>
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
        await this.deps.lookAround()
        const taken = await this.deps.courier.dispatch(BATCH, this.wake)
        if (taken === 0) await this.rest(LOOK_AGAIN)
      } catch (cause) {
        this.deps.log.warn({ err: cause }, 'notices cannot be taken from the queue')
        await this.rest(AFTER_TROUBLE)
      }
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
