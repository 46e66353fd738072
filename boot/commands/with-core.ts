import { openDatabase } from '../../api/database'
import type { Config } from '../config'
import { loadConfig } from '../load-config'
import type { CoreModules } from '../modules'
import { createCoreModules } from '../modules'

/** Opens the store for one command and closes it again, whatever happens. */
export async function withCore<T>(work: (core: CoreModules, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig(process.env)
  const database = await openDatabase(config.database)
  try {
    const core = await createCoreModules(config, database, null)
    try {
      return await work(core, config)
    } finally {
      await core.inbox.close()
    }
  } finally {
    await database.close()
  }
}
