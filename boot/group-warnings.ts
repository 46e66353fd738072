import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import type { Logger } from 'pino'

import type { GroupRobot } from '../adapters/wecom'
import type { Delivery } from '../api/delivery'

export interface Warning {
  readonly title: string
  readonly detail: string
  readonly advice: string
}

/** Tells the group of a warning, once in three days whatever process warns. Never throws. */
export type TellGroup = (once: string, warning: Warning) => Promise<void>

const tries = 3
const longestWaitMs = 60_000

/** A group that hears what the admins hear, by its robot: WeCom takes no answer there, so it is a second ear only. */
export const createGroupWarnings =
  (deps: {
    readonly robot: GroupRobot
    readonly delivery: Pick<Delivery, 'firstTime'>
    readonly log: Pick<Logger, 'error'>
  }): TellGroup =>
  async (once, warning) => {
    try {
      if (!(await deps.delivery.firstTime('wecom', nameOf(once)))) return
      await insist(deps, warning)
    } catch (cause) {
      deps.log.error({ err: cause }, 'a group could not be warned')
    }
  }

async function insist(
  { robot, log }: { readonly robot: GroupRobot; readonly log: Pick<Logger, 'error'> },
  { title, detail, advice }: Warning,
): Promise<void> {
  const text = `**${title}**\n${detail}\n> ${advice}`
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await robot.say({ kind: 'markdown', text })
    if (outcome.kind === 'answered') return
    if (outcome.kind === 'refused' || attempt === tries) {
      return log.error({ code: outcome.code }, 'a group could not be warned')
    }
    await wait(Math.min(outcome.after, longestWaitMs), undefined, { ref: false })
  }
}

const nameOf = (once: string): string =>
  `group-warning:${createHash('sha256').update(once).digest('hex').slice(0, 40)}`
