/** What the load generator is to do. Every request is a POST of touchpoints in our own form. */
export interface LoadPlan {
  readonly port: number
  readonly path: string
  readonly key: string
  readonly connections: number
  readonly perRequest: number
  readonly seconds: number
  /**
   * Touchpoints a second, sent whether or not answers come back (open loop), each touchpoint's time being when it
   * was due to be sent. Null: the next request as soon as the last one is answered (closed loop).
   */
  readonly rate: number | null
  /** Names the touchpoints of this run: ids are never sent twice under different names. */
  readonly run: string
  readonly customers: number
}

export interface LoadReport {
  readonly touchpoints: number
  readonly requests: number
  readonly seconds: number
  /** Milliseconds from when a request was due until its answer was read, sorted. */
  readonly latencies: readonly number[]
  /** Answers other than 200, by status; 0 is a connection that broke. */
  readonly refused: Readonly<Record<string, number>>
  /** Processor seconds the generator itself took. */
  readonly ownCpu: number
}
