import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { zhCN } from '../../bot'
import { canonical } from '../../bot/commands/canonical'
import type { Understood } from '../../bot/commands/command'
import { nameOf } from '../../bot/commands/command-rows'
import { parseCommand } from '../../bot/commands/parse-command'
import type { Period } from '../../bot/commands/period'
import type { Slots } from '../../bot/commands/slots'
import type { CommandName } from '../../bot/wording/command-name'
import type { SpokenNames } from '../../contract/ports/desk'
import { timeOfDay } from '../../contract/time-of-day'

interface Written {
  readonly text: string
  readonly command: CommandName | 'ask' | 'none'
  readonly slots?: Readonly<Record<string, string | number>>
}

interface File {
  readonly names: Omit<SpokenNames, 'hidden'>
  readonly development: readonly Written[]
  readonly heldOut: readonly Written[]
}

export const file = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/chat/sentences.json'), 'utf8'),
) as File

export const names: SpokenNames = { ...file.names, hidden: [] }

export interface Score {
  /** The command alone. */
  readonly command: number
  /** The command and everything it is about. */
  readonly whole: number
  readonly failures: readonly string[]
}

/** How many of the sentences are understood. Where the bot should ask, it does so by running nothing. */
export function score(sentences: readonly Written[], read: (text: string) => Understood): Score {
  const verdicts = sentences.map((written) => ({ written, ...judge(written, read(written.text)) }))
  return {
    command: verdicts.filter((v) => v.command).length,
    whole: verdicts.filter((v) => v.whole).length,
    failures: verdicts
      .filter((v) => !v.whole)
      .map((v) => `${v.written.text} → ${v.said} instead of ${v.wanted}`),
  }
}

function judge({ command, slots }: Written, understood: Understood) {
  const meant = meantBy(understood)
  const said = meant === null ? 'a question' : JSON.stringify(meant)
  if (command === 'ask' || command === 'none') {
    return { command: meant === null, whole: meant === null, said, wanted: 'a question' }
  }
  const wanted = parseCommand(canonical(command, toSlots(slots ?? {}), zhCN)).command
  return {
    command: meant !== null && nameOf(meant) === command,
    whole: JSON.stringify(meant) === JSON.stringify(wanted),
    said,
    wanted: JSON.stringify(wanted),
  }
}

/** An order that is asked back was understood all the same: its text is what it would be. */
const meantBy = ({ command }: Understood) => {
  if (command.kind === 'unknown') return null
  if (command.kind !== 'incomplete') return command
  return command.asks.kind === 'order' ? parseCommand(command.asks.meant).command : null
}

function toSlots({ period, quiet, digestAt, ...rest }: Readonly<Record<string, string | number>>): Slots {
  return {
    ...rest,
    ...(period === undefined ? {} : { period: toPeriod(String(period)) }),
    ...(quiet === undefined ? {} : { quiet: toQuiet(String(quiet)) }),
    ...(digestAt === undefined ? {} : { digestAt: time(String(digestAt)) }),
  }
}

const toPeriod = (text: string): Period => {
  const [, days] = /^days:(\d+)$/.exec(text) ?? []
  return days === undefined ? ({ kind: text } as Period) : { kind: 'days', days: Number(days) }
}

const toQuiet = (text: string): NonNullable<Slots['quiet']> => {
  const [from = '', to = ''] = text.split('-')
  return text === 'off' ? 'off' : { from: time(from), to: time(to) }
}

const time = (text: string) => {
  const read = timeOfDay(text)
  if (read === undefined) throw new Error(`${text} is no time`)
  return read
}
