import { createDataSource } from './api/database'
import { loadConfig } from './boot/load-config'

/** The data source for the migration commands: `npm run typeorm -- migration:show`. */
export default createDataSource(loadConfig(process.env).database, 'write')
