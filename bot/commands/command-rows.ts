import type { DeskRight } from '../../contract/ports/desk'
import type { CommandName } from '../wording/command-name'
import type { Command } from './command'

/** What holds for a command whoever sends it. */
export interface CommandRow {
  /** It changes something, so it is never guessed. */
  readonly order: boolean
  /**
   * In a group others read along: `answered` shows no customer and nobody's figures, `by-code` is an order that is
   * taken where it names a decision by its number or none at all, `private` is not even asked.
   */
  readonly inGroup: 'answered' | 'by-code' | 'private'
  /** Without it the command does not exist for the asker; null is everybody's. */
  readonly needs: DeskRight | null
}

const question = (inGroup: CommandRow['inGroup'], needs: DeskRight | null = null): CommandRow => ({
  order: false,
  inGroup,
  needs,
})
const order = (inGroup: CommandRow['inGroup'], needs: DeskRight | null = null): CommandRow => ({
  order: true,
  inGroup,
  needs,
})

/** Every command there is. Whose customers and whose figures are seen, the desk decides each time. */
export const commandRows: Readonly<Record<CommandName, CommandRow>> = {
  hot: question('private'),
  customer: question('private'),
  why: question('private'),
  'why-not': question('private'),
  open: question('private'),
  take: order('by-code'),
  later: order('by-code'),
  wrong: order('by-code'),
  'hand-over': order('by-code', 'hand-over'),
  send: order('private', 'send-document'),
  undo: order('by-code'),
  meet: order('private', 'arrange-meeting'),
  'cancel-meeting': order('private', 'arrange-meeting'),
  meetings: question('private'),
  digest: question('private', 'see-own-figures'),
  response: question('private', 'see-own-figures'),
  radar: question('private', 'see-own-figures'),
  'team-radar': question('private', 'see-team-figures'),
  'heat-map': question('private', 'see-own-figures'),
  strategies: question('answered', 'read-strategy'),
  autonomy: question('private', 'read-strategy'),
  pause: order('answered', 'pause-strategy'),
  resume: order('answered', 'pause-strategy'),
  breakers: question('answered'),
  'breaker-trip': order('answered'),
  'breaker-release': order('answered'),
  'breaker-rollback': order('answered'),
  stock: question('answered'),
  selection: question('answered'),
  settings: question('private'),
  sources: question('private', 'see-operations'),
  status: question('private', 'see-operations'),
  'who-am-i': question('answered'),
  help: question('answered'),
}

/** The row of a command, or null where it was not understood. */
export const nameOf = (command: Command): CommandName | null => {
  switch (command.kind) {
    case 'incomplete':
    case 'unknown':
      return null
    case 'answer':
      return ({ taken: 'take', snoozed: 'later', wrong: 'wrong' } as const)[command.answer]
    case 'why-customer':
      return 'why'
    case 'set-autonomy':
      return 'autonomy'
    case 'hold':
      return command.paused ? 'pause' : 'resume'
    case 'not-connected':
      return command.what
    default:
      return command.kind
  }
}

/** It changes something: also a setting or a level, although asking for those changes nothing. */
export const isOrder = (command: Command): boolean => {
  if (command.kind === 'settings') return command.change !== null
  if (command.kind === 'set-autonomy') return true
  const name = nameOf(command)
  return name !== null && commandRows[name].order
}
