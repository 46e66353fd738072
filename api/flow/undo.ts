import type { DecisionId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Undone } from '../../contract/ports/desk'
import type { Sql } from '../database'
import { startsOf } from '../strategy'
import type { DeskModules } from './desk-modules'

/**
 * Takes back an answer of the asker's own. Where a decision is named that nobody has answered, and the hub started a
 * package for it by itself, that is what there is to take back.
 */
export async function undo(
  modules: DeskModules,
  asker: Member,
  decision: DecisionId | null,
): Promise<Undone> {
  const undone = await modules.delivery.undo(
    asker,
    decision,
    isBuiltUpon(modules, asker),
    takeBackMore(modules),
  )
  return undone.kind === 'nothing' && decision !== null ? callOff(modules, asker, decision) : undone
}

async function callOff(modules: DeskModules, asker: Member, decision: DecisionId): Promise<Undone> {
  const starts = await startsOf(modules.database.read, decision)
  if (!starts.some(({ state, level }) => state === 'started' && level >= 2)) return { kind: 'nothing' }
  if (await isBuiltUpon(modules, asker)(decision)) return { kind: 'built-upon' }
  const answered = await modules.delivery.answer({ decision }, asker, 'called-off', null)
  return answered.kind === 'done' ? { kind: 'called-off', notice: answered.notice } : { kind: 'nothing' }
}

/** Whether a step that the decision started is done, other than by a document of his own that nobody has opened. */
const isBuiltUpon =
  ({ strategy, documents }: Pick<DeskModules, 'strategy' | 'documents'>, asker: Member) =>
  async (decision: DecisionId): Promise<boolean> => {
    const links = (await documents?.linksOfDecision(decision)) ?? []
    const unread = links.filter((l) => !l.takenBack && l.opening === 0 && l.member === asker.id)
    const done = (await strategy.steps(decision)).filter(({ state }) => state === 'done')
    return done.some((step) => !unread.some((link) => link.step === step.id))
  }

const takeBackMore =
  ({ documents }: DeskModules) =>
  async (tx: Sql, decision: DecisionId): Promise<boolean> =>
    documents === null || (await documents.takeBack(tx, decision))
