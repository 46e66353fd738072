/** Allowed: long as a whole, and short in each of its parts. */
export const createMany = (): Record<string, (n: number) => number> => ({
  step1: (n) => {
    const more = n + 1
    const less = more - 1
    return less
  },
  step2: (n) => {
    const more = n + 2
    const less = more - 1
    return less
  },
  step3: (n) => {
    const more = n + 3
    const less = more - 1
    return less
  },
  step4: (n) => {
    const more = n + 4
    const less = more - 1
    return less
  },
  step5: (n) => {
    const more = n + 5
    const less = more - 1
    return less
  },
  step6: (n) => {
    const more = n + 6
    const less = more - 1
    return less
  },
  step7: (n) => {
    const more = n + 7
    const less = more - 1
    return less
  },
  step8: (n) => {
    const more = n + 8
    const less = more - 1
    return less
  },
  step9: (n) => {
    const more = n + 9
    const less = more - 1
    return less
  },
  step10: (n) => {
    const more = n + 10
    const less = more - 1
    return less
  },
  step11: (n) => {
    const more = n + 11
    const less = more - 1
    return less
  },
  step12: (n) => {
    const more = n + 12
    const less = more - 1
    return less
  },
})
