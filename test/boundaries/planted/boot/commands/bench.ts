/** Allowed: the bench is loaded when it is asked for. */
export const bench = () => import('../../bench/ingest')
