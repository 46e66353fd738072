import type { Clock } from '../../../contract/ports/clock'
import type { Instant } from '../../../contract/quantities'
import { plus, seconds } from '../../../contract/quantities'
import type { RestOutcome } from '../rest'

interface Given {
  readonly ticket: string
  /** Seconds. */
  readonly expires_in: number
}

/** One ticket of the JS-SDK: WeCom gives 100 an hour to an app, so it is kept until five minutes before its end. */
export class PageTicket {
  private kept: { readonly given: Given; readonly until: Instant } | undefined
  private asking: Promise<RestOutcome<Given>> | undefined

  constructor(
    private readonly clock: Clock,
    private readonly ask: () => Promise<RestOutcome<Given>>,
  ) {}

  get(): Promise<RestOutcome<Given>> {
    const { kept } = this
    if (kept !== undefined && this.clock.now() < kept.until)
      return Promise.resolve({ kind: 'answered', value: kept.given })
    this.asking ??= this.renew().finally(() => {
      this.asking = undefined
    })
    return this.asking
  }

  private async renew(): Promise<RestOutcome<Given>> {
    const answer = await this.ask()
    if (answer.kind === 'answered') {
      const life = Math.max(60, answer.value.expires_in - 300)
      this.kept = { given: answer.value, until: plus(this.clock.now(), seconds(life)) }
    }
    return answer
  }
}
