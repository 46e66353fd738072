import type { Disturbance } from './faults'
import type { SimulatedPace } from './options'
import type { RobotMessage } from './payloads'
import type { Ack, StreamGateway } from './stream-gateway'

const robotTopic = '/v1.0/im/bot/messages/get'

/** Messages that are held back at once; the oldest goes on when one more comes. */
const mostHeld = 5

/**
 * The way of messages to the robot: an unacknowledged one comes again and again, the same `msgId` each time in a frame
 * of its own. It can be disturbed as users report it.
 */
export class BringMessages {
  private readonly held: RobotMessage[] = []
  private disturbance: Disturbance | null = null
  /** Messages that are not acknowledged yet, those held back included. */
  underWay = 0

  constructor(
    private readonly gateway: StreamGateway,
    private readonly pace: Pick<SimulatedPace, 'redeliver' | 'redeliveries'>,
  ) {}

  /** False where nobody is connected: then the message is lost, as on the real platform. */
  bring(data: RobotMessage): boolean {
    if (this.happens('late')) {
      this.underWay += 1
      this.held.push(data)
      if (this.held.length > mostHeld) this.letGo()
      return true
    }
    return this.bringNow(data)
  }

  disturb(how: Disturbance | null): void {
    this.disturbance = how
    if (how === null) while (this.held.length > 0) this.letGo()
  }

  private letGo(): void {
    const data = this.held.shift()
    if (data === undefined) return
    void this.bringAgain(undefined, data).finally(() => (this.underWay -= 1))
  }

  private bringNow(data: RobotMessage): boolean {
    const asked = this.gateway.ask(robotTopic, data, this.pace.redeliver)
    if (asked === false) return false
    this.underWay += 1
    if (this.happens('twice')) void this.gateway.ask(robotTopic, data, this.pace.redeliver)
    void asked.then((ack) => this.bringAgain(ack, data)).finally(() => (this.underWay -= 1))
    return true
  }

  private async bringAgain(first: Ack, data: RobotMessage): Promise<void> {
    let ack = this.arrived(first)
    for (let again = 0; ack === undefined && again < this.pace.redeliveries; again += 1) {
      const asked = this.gateway.ask(robotTopic, data, this.pace.redeliver)
      ack = asked === false ? await this.gateway.silence(this.pace.redeliver) : this.arrived(await asked)
    }
  }

  private arrived(ack: Ack): Ack {
    return this.happens('ackLost') ? undefined : ack
  }

  private happens(what: 'twice' | 'late' | 'ackLost'): boolean {
    return this.disturbance !== null && this.disturbance.chance() < this.disturbance[what]
  }
}
