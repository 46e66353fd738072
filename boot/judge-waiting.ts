import type { Logger } from 'pino'

import type { LeasePort } from '../contract/ports/lease'
import { minutes } from '../contract/quantities'
import type { Config } from './config'
import type { CoreModules } from './modules'
import { createPublicPlace } from './public-place'
import { createJudging } from './hub-judging'

export type Judged =
  /** Another process holds the right to judge. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'done'; readonly judged: number; readonly decisions: number }

/**
 * Judges everything that waits in the log, in this process, when no hub is running. Notices go to the outbox and are
 * sent when the hub starts; those about the past are recorded and not sent.
 */
export async function judgeWaiting(means: {
  readonly core: CoreModules
  readonly config: Config
  readonly lease: LeasePort
  readonly log: Logger
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}): Promise<Judged> {
  const { core, lease } = means
  const epoch = await lease.acquire('pipeline', minutes(1))
  if (epoch === undefined) return { kind: 'elsewhere' }
  try {
    const { config, log } = means
    const place = createPublicPlace(config)
    const { pipeline } = await createJudging({ config, core, lease, place, log })
    await pipeline.takeOver(epoch)
    const from = pipeline.figures().position
    const head = await core.log.head()
    let renewed = Date.now()
    while (!means.signal.aborted && (await pipeline.step()) > 0) {
      means.onProgress(pipeline.figures().position - from, head - from)
      if (Date.now() - renewed < 10_000) continue
      renewed = Date.now()
      if ((await lease.acquire('pipeline', minutes(1))) === undefined) return { kind: 'elsewhere' }
    }
    const { processed, decisions } = pipeline.figures()
    return { kind: 'done', judged: processed, decisions }
  } finally {
    await lease.release('pipeline')
  }
}
