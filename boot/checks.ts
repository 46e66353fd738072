import type { Check } from '../api/console'
import type { Database } from '../api/database'
import type { Platform } from '../contract/people'
import type { ChatPort } from '../contract/ports/chat'
import type { ChatGateway } from './chat-gateway'
import type { Metrics } from './metrics'
import type { Worker } from './worker'

/** Judging further behind than this is worth a look. */
const LAG_MS = 60_000

/** What /readyz and `zhongshu doctor` look at. Only the database is needed to take touchpoints. */
export const createChecks =
  (deps: {
    readonly database: Database
    readonly chats: ReadonlyMap<Platform, ChatPort>
    readonly gateway: ChatGateway
    readonly worker: Worker
    readonly metrics: Metrics
  }) =>
  async (): Promise<readonly Check[]> => {
    const database = await deps.database.ping().then(
      () => ({ ok: true, detail: deps.database.dialect }),
      (cause: unknown) => ({ ok: false, detail: cause instanceof Error ? cause.message : String(cause) }),
    )
    const checks: Check[] = [{ name: 'database', needed: true, ...database }]
    if (database.ok) {
      const lag = await deps.metrics.lag()
      checks.push({
        name: 'judging',
        needed: false,
        ok: !deps.worker.isMine() || lag.ms < LAG_MS,
        detail: deps.worker.isMine() ? `${lag.touchpoints} touchpoints behind` : 'standing by',
      })
    }
    for (const [platform, chat] of deps.chats) {
      const health = chat.health()
      const standingBy = !deps.gateway.isMine()
      checks.push({
        name: platform,
        needed: false,
        ok: standingBy || health.state === 'connected',
        detail: standingBy ? 'standing by' : `${health.state} ${health.detail}`.trim(),
      })
    }
    return checks
  }
