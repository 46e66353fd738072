/**
 * Sets up a connection to the SQLite file. WAL lets readers go on while one writes, and `synchronous=FULL` makes a
 * commit survive the loss of power, which an acknowledged touchpoint must.
 */
export function setUpSqlite(
  connection: { pragma(text: string): unknown },
  use: 'write' | 'read' | 'write-apart',
): void {
  // First of all: even the next line may meet another process that is opening the file.
  connection.pragma('busy_timeout = 5000')
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('cache_size = -16000')
  // A commit that finds the log longer than this moves it into the file, and takes so much longer: rarely pays, and much
  // at a time makes people wait. Pages of 4 KiB.
  connection.pragma(`wal_autocheckpoint = ${use === 'write-apart' ? 1_000 : 2_000}`)
  if (use === 'read') connection.pragma('query_only = ON')
}
