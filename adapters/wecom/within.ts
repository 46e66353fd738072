/** Thrown when the time is over; the work itself goes on and its end is of no interest any more. */
export class TookTooLong extends Error {
  constructor(readonly ms: number) {
    super(`no answer within ${ms} ms`)
    this.name = 'TookTooLong'
  }
}

export const within = <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(ms)), ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
