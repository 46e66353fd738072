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
  // A commit that has to move the log into the file takes many times as long. A thread apart does so often and little at
  // a time; the thread that also answers people leaves it to that one while it can.
  connection.pragma(`wal_autocheckpoint = ${use === 'write-apart' ? 1_000 : 8_000}`)
  if (use === 'read') connection.pragma('query_only = ON')
}
