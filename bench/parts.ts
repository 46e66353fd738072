/** What is measured on each database. */
export const parts = [
  'memory',
  'chat-answer',
  'full-path',
  'latency',
  'ingest-50',
  'ingest-1',
  'contacts',
] as const
export type Part = (typeof parts)[number]

export const isWanted = (part: string, filter: string | undefined): boolean =>
  filter === undefined || part.includes(filter)
