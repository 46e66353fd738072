/** One thing that was looked at: whether it is well, and what to do when it is not. */
export interface Finding {
  /** What was looked at, in both languages. */
  readonly name: string
  readonly state: 'ok' | 'note' | 'warn' | 'bad'
  readonly detail: string
  /** What to do; empty where all is well. */
  readonly advice: string
  /** A short code of what is wrong, for programs. */
  readonly cause?: string
  /** More of the same, one line each. */
  readonly lines?: readonly string[]
}

export const ok = (name: string, detail: string): Finding => ({ name, state: 'ok', detail, advice: '' })

/** Neither well nor unwell: worth knowing. */
export const note = (name: string, detail: string, lines: readonly string[] = []): Finding => ({
  ...ok(name, detail),
  state: 'note',
  lines,
})

export const warn = (name: string, detail: string, advice: string, cause?: string): Finding => ({
  name,
  state: 'warn',
  detail,
  advice,
  ...(cause === undefined ? {} : { cause }),
})

export const bad = (name: string, detail: string, advice: string, cause?: string): Finding => ({
  ...warn(name, detail, advice, cause),
  state: 'bad',
})

const marks = { ok: '✓', note: '·', warn: '!', bad: '✗' } as const

/** The finding as a person reads it at the terminal. */
export const tell = (finding: Finding): string[] => [
  `${marks[finding.state]} ${finding.name}  ${finding.detail}`,
  ...(finding.lines ?? []).map((line) => `      ${line}`),
  ...(finding.advice === '' ? [] : [`    → ${finding.advice}`]),
]
