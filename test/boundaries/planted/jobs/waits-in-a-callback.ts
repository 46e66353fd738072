export const work = (due: readonly (() => Promise<void>)[]): void => {
  due.forEach(async (job) => {
    await job()
  })
}
