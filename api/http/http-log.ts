/** The part of a pino logger that is used here. Nothing of a body, a query or a key is ever handed to it. */
export interface HttpLog {
  debug(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export interface HttpMetrics {
  /** One door request is over; `ms` from its first byte to its answer. */
  answered(door: string, status: number, ms: number): void
}
