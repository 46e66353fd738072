import type { CustomerState, Visits } from '../../../contract/customer-state'
import type { Stage } from '../../../contract/intent'
import type { Facts } from './facts'

/**
 * The facts as conditions read them, laid flat. One scene serves an index for all its calls, so that judging makes
 * no garbage; judging is synchronous, therefore one is enough.
 */
export class Scene {
  series: CustomerState['folded']['series'] = {}
  marks: CustomerState['marks'] = { tags: {}, fired: {} }
  profile: CustomerState['profile'] = {}
  now = 0
  firstAt = 0
  stage: Stage = 'new'
  private folded: Pick<CustomerState['folded'], 'visits'> = { visits: { key: [], start: [], last: [] } }
  private strength: Facts['intentTenths'] = 0
  private because: Facts['because'] = undefined

  show(facts: Facts): void {
    const { folded, marks, profile } = facts.state
    this.series = folded.series
    this.folded = folded
    this.marks = marks
    this.profile = profile
    this.now = facts.now
    this.firstAt = folded.firstAt
    this.stage = facts.stage
    this.strength = facts.intentTenths
    this.because = facts.because
  }

  /** Telling visits apart may cost the state something; only conditions that need them ask. */
  get visits(): Visits {
    return this.folded.visits
  }

  tenths(): number {
    if (typeof this.strength === 'function') this.strength = this.strength()
    return this.strength
  }

  behindIntent(): readonly number[] {
    return this.because?.intent?.() ?? []
  }

  behindStage(): readonly number[] {
    return this.because?.stage?.() ?? []
  }
}
