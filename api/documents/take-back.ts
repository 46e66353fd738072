import type { DecisionId } from '../../contract/ids'
import type { Sql } from '../database'
import type { DocumentsDeps } from './documents-deps'
import { linksOfDecision, takeLinkBack } from './link-store.typeorm'

/**
 * Takes back what was handed out for the decision, and opens the steps again that this had completed. False where one
 * of the documents was opened: what has been read cannot be taken back. The caller's transaction is to end then.
 */
export async function takeBack(
  { clock, steps }: Pick<DocumentsDeps, 'clock' | 'steps'>,
  tx: Sql,
  decision: DecisionId,
): Promise<boolean> {
  for (const link of await linksOfDecision(tx, decision)) {
    if (link.takenBack) continue
    if (!(await takeLinkBack(tx, link.id, clock.now()))) return false
    await steps.reopen(tx, decision, link.step, clock.now())
  }
  return true
}
