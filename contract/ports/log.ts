/** Where the hub writes down what an operator should be able to read later. pino fits as it is. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, text: string): void
  warn(fields: Readonly<Record<string, unknown>>, text: string): void
  /** Somebody acts now. */
  error(fields: Readonly<Record<string, unknown>>, text: string): void
}
