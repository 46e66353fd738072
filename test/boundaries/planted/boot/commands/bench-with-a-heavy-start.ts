import { ingest } from '../../bench/ingest'

export const bench = ingest
