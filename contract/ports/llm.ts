/** A sentence that was not understood. It holds no names of people or companies, but placeholders such as C1 and M2. */
export interface LlmQuestion {
  /** What the answer is to be taken from. */
  readonly commands: readonly string[]
  readonly text: string
}

/** One of the commands, and what the sentence names. Whether it does is for whoever asked to check. */
export interface LlmReading {
  readonly command: string
  readonly customer?: string | undefined
  readonly member?: string | undefined
  readonly team?: string | undefined
  readonly strategy?: string | undefined
  readonly decision?: number | undefined
  readonly page?: number | undefined
  /** `today`, `yesterday`, `this-week`, `last-week`, `this-month`, `last-month`, or the last so many days. */
  readonly period?: string | number | undefined
  /** `HH:MM`. */
  readonly quietFrom?: string | undefined
  readonly quietTo?: string | undefined
  readonly digestAt?: string | undefined
}

/** A language model that somebody chose to connect. Nothing needs it: without one everything works. */
export interface LlmPort {
  /** Null where no answer came in time, or none that is one of the commands. Never throws. */
  read(question: LlmQuestion): Promise<LlmReading | null>
}
