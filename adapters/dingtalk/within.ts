const late = Symbol('late')

/** The value, or undefined when the time is over first; the work itself goes on. */
export const within = async <T>(ms: number, work: Promise<T>): Promise<{ readonly value: T } | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms)
  })
  try {
    const first = await Promise.race([work, limit])
    return first === late ? undefined : { value: first }
  } finally {
    clearTimeout(timer)
  }
}
