import { randomBytes } from 'node:crypto'

import type { Database } from '../database'
import { readSetting, writeSettingOnce } from '../database'

const NAME = 'link-secret'

/** The key that this installation signs its links with: 32 bytes, made once, the same on every process. */
export async function linkSecretOf(database: Database): Promise<Buffer> {
  const known = await readSetting(database, NAME)
  if (known !== undefined) return Buffer.from(known, 'base64')
  const fresh = randomBytes(32)
  await writeSettingOnce(database, NAME, fresh.toString('base64'))
  const kept = await readSetting(database, NAME)
  return kept === undefined ? fresh : Buffer.from(kept, 'base64')
}
