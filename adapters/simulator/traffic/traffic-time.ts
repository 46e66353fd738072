/** The clock of the traffic, replaced in tests. */
export interface TrafficTime {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after so long, or at once when the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export const systemTime: TrafficTime = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, signal.aborted ? 0 : ms)
      signal.addEventListener('abort', done)
    }),
}
