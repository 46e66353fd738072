import { directoryWording, tellRun } from '../../api/people'
import type { CallMeter } from '../../api/quota'
import type { LeasePort } from '../../contract/ports/lease'
import type { Config } from '../config'
import type { CoreModules } from '../modules'
import type { Warner } from '../warner'
import type { DirectoryLog } from './directories'
import { syncDirectory } from './directory-sync'

/** What a card can carry of a run. */
const MOST_LINES = 5

/** The sync of the night, or null where it was not asked for. Whoever can act hears of one that changed nothing. */
export function createNightlySync(parts: {
  readonly config: Config
  readonly core: CoreModules
  readonly lease: LeasePort
  readonly warner: Pick<Warner, 'directory'>
  readonly log: DirectoryLog
  readonly calls: Pick<CallMeter, 'add'>
}): ((signal: AbortSignal) => Promise<void>) | null {
  const { config, core, lease, warner, log, calls } = parts
  if (config.directory.sync === 'off') return null
  return async (signal) => {
    const run = await syncDirectory(
      { config, directory: core.directory, lease, clock: core.clock, log, calls },
      { by: 'nightly', dryRun: false, yes: false, signal },
    )
    const { outcome, added, changed, removed } = run
    log.info({ outcome, added, changed, removed }, 'the directory was read')
    const troubled = run.readings.some((r) => r.trouble !== null)
    if (outcome === 'applied' && !troubled) return
    await warner.directory(
      `directory:${run.id}`,
      tellRun({ ...run, changes: [] }, directoryWording[config.language], MOST_LINES),
    )
  }
}
