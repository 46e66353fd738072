/** Something that does one piece of work for the context with this number. */
export type Work = (i: number) => unknown

/**
 * Runs per second of processor time, all threads of this process together, over about `millis`, after a warm-up of
 * a third of that. Processor time, so that neither a busy neighbour nor an engine's second thread decides.
 */
export const rateOf = (work: Work, millis: number): number => {
  run(work, millis / 3)
  return run(work, millis)
}

/** The same for work that waits; `together` pieces are under way at once. */
export const rateOfWaiting = async (
  work: (i: number) => Promise<unknown>,
  millis: number,
  together: number,
): Promise<number> => {
  const round = async (length: number): Promise<number> => {
    const start = performance.now()
    const before = process.cpuUsage()
    let done = 0
    while (performance.now() - start < length) {
      await Promise.all(Array.from({ length: together }, (_, k) => work(done + k)))
      done += together
    }
    return done / secondsSince(before)
  }
  await round(millis / 3)
  return round(millis)
}

/** Milliseconds of single runs, sorted. */
export const timesOf = (work: Work, times: number): readonly number[] => {
  run(work, 300)
  const taken = Array.from({ length: times }, (_, i) => {
    const start = performance.now()
    work(i)
    return performance.now() - start
  })
  return taken.sort((a, b) => a - b)
}

export const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN

const run = (work: Work, millis: number): number => {
  const start = performance.now()
  const before = process.cpuUsage()
  let done = 0
  while (performance.now() - start < millis) {
    for (let k = 0; k < 64; k++) work(done + k)
    done += 64
  }
  return done / secondsSince(before)
}

const secondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}
