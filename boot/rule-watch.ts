import type { CardPath } from '../api/console'
import type { Warner } from './warner'

export interface RuleWatch {
  look(): Promise<void>
}

/** Tells the admin once of every rule that somebody has stopped: a silence that is wanted is said as well. */
export const createRuleWatch = (path: CardPath, warner: Pick<Warner, 'rulePaused'>): RuleWatch => ({
  look: async () => {
    for (const { document, pausedAt, reason } of await path.pausedRules())
      await warner.rulePaused(`rule-paused:${document.id}:${pausedAt}`, document, reason)
  },
})
