export const work = (due: () => Promise<void>): void => {
  due()
}
