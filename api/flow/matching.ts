interface Called {
  readonly id: string
  readonly name: string
}

/** By id or whole name, otherwise by what the name holds. */
export function matching<T extends Called>(all: readonly T[], wanted: string): readonly T[] {
  const exact = all.filter(({ id, name }) => id === wanted || name === wanted)
  return exact.length > 0 ? exact : all.filter(({ name }) => name.includes(wanted))
}
