import { ingest } from '../bench/ingest'

export const measure = ingest
