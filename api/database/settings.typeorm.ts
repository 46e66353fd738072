import type { Database } from './sql'
import { onConflict } from './sql'

/** A small value kept by name. */
export async function readSetting(database: Database, name: string): Promise<string | undefined> {
  const [row] = await database.read.rows<{ value: string }>('SELECT value FROM setting WHERE name = ?', [
    name,
  ])
  return row?.value
}

/** Keeps the value that is there already. */
export async function writeSettingOnce(database: Database, name: string, value: string): Promise<void> {
  await database.write((tx) =>
    tx.run(`INSERT INTO setting (name, value) VALUES (?, ?)${onConflict(tx.dialect, ['name'], [])}`, [
      name,
      value,
    ]),
  )
}
