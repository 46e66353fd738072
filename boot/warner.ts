import type { Database } from '../api/database'
import type { Delivery } from '../api/delivery'
import type { People } from '../api/people'
import type { QuotaLevel, QuotaUse } from '../api/quota'
import type { Clock } from '../contract/ports/clock'
import { instant } from '../contract/quantities'
import type { RuleDocument } from '../contract/rule'
import type { JobTrouble } from '../jobs'
import type { TellGroup } from './group-warnings'
import { moment } from './moment'
import { warningsEn, warningsZh } from './wording'

export interface Warner {
  sourceSilent(once: string, name: string, lastAt: number): Promise<void>
  jobTrouble(job: string, trouble: JobTrouble): Promise<void>
  directory(once: string, lines: readonly string[]): Promise<void>
  contacts(once: string, lines: readonly string[]): Promise<void>
  rulePaused(once: string, rule: Pick<RuleDocument, 'id' | 'name'>, reason: string): Promise<void>
  callsRunShort(once: string, level: Exclude<QuotaLevel, 'enough'>, use: QuotaUse): Promise<void>
}

/** Failures in a row before a person is told of a job. */
const TOLD_AFTER = 3

/** Tells the admins, or the directors where there is none, of what will not mend itself. */
export function createWarner(deps: {
  readonly database: Database
  readonly people: People
  readonly delivery: Pick<Delivery, 'queue' | 'wake'>
  readonly clock: Clock
  readonly language: 'zh' | 'en'
  readonly utcOffsetMinutes: number
  readonly tellGroup?: TellGroup
}): Warner {
  const words = deps.language === 'en' ? warningsEn : warningsZh

  const tell = async (
    once: string,
    warning: { title: string; detail: string; advice: string },
  ): Promise<void> => {
    void deps.tellGroup?.(once, warning)
    const active = (await deps.people.all()).filter((m) => m.active && m.addresses.length > 0)
    const admins = active.filter((m) => m.role === 'admin')
    const heard = admins.length > 0 ? admins : active.filter((m) => m.role === 'director')
    if (heard.length === 0) return
    const judgedAt = deps.clock.now()
    await deps.database.write((tx) =>
      deps.delivery.queue(
        tx,
        heard.map((member) => ({
          member,
          judgedAt,
          once,
          notice: { kind: 'system-warning', ...warning } as const,
        })),
      ),
    )
    deps.delivery.wake()
  }

  return {
    sourceSilent: (once, name, lastAt) => tell(once, words.sourceSilent(name, moment(instant(lastAt), deps))),
    directory: (once, lines) => tell(once, words.directory(lines)),
    contacts: (once, lines) => tell(once, words.contacts(lines)),
    rulePaused: (once, rule, reason) => tell(once, words.rulePaused(rule.name, rule.id, reason)),
    callsRunShort: (once, level, use) => tell(once, words.callsRunShort(level, use)),
    jobTrouble: async (job, trouble) => {
      const worth = trouble.kind !== 'failed' || trouble.failuresInARow >= TOLD_AFTER
      const day = Math.floor(deps.clock.now() / 86_400_000)
      if (worth) await tell(`job:${job}:${trouble.kind}:${day}`, words.jobTrouble(job, trouble.message))
    },
  }
}
