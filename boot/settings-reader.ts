/** A value that must never be printed. */
export class Secret {
  constructor(private readonly value: string) {}
  /** The one way to it. */
  reveal(): string {
    return this.value
  }
  toString(): string {
    return '[secret]'
  }
  toJSON(): string {
    return '[secret]'
  }
}

/** What is wrong with one variable, never with its value. */
export interface ConfigProblem {
  readonly variable: string
  readonly expected: string
}

export type Env = Readonly<Record<string, string | undefined>>

/** Reads variables one by one and collects what is wrong with them; a malformed value never becomes a default. */
export class SettingsReader {
  constructor(
    private readonly env: Env,
    private readonly problems: ConfigProblem[],
  ) {}

  /** An empty variable counts as not set, as in `NAME=` of an .env file. */
  optional(name: string): string | null {
    const value = this.env[name]?.trim()
    return value === undefined || value === '' ? null : value
  }

  text(name: string, fallback: string): string {
    return this.optional(name) ?? fallback
  }

  parsed<T>(name: string, fallback: string, parse: (text: string) => T | undefined, expected: string): T {
    const value = parse(this.text(name, fallback))
    if (value !== undefined) return value
    this.problems.push({ variable: name, expected })
    return parse(fallback) as T
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const value = this.optional(name)
    if (value === null) return fallback
    const number = Number(value)
    if (/^-?\d+$/.test(value) && number >= least && number <= most) return number
    this.problems.push({ variable: name, expected: `a whole number from ${least} to ${most}` })
    return fallback
  }

  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
    const value = this.optional(name)
    if (value === null) return fallback
    const found = values.find((v) => v === value)
    if (found !== undefined) return found
    this.problems.push({ variable: name, expected: `one of ${values.join(', ')}` })
    return fallback
  }

  secret(name: string, least: number): Secret | null {
    const value = this.optional(name)
    if (value === null) return null
    if (value.length < least) this.problems.push({ variable: name, expected: `at least ${least} characters` })
    return new Secret(value)
  }

  url(name: string, protocols: readonly string[]): string | null {
    const value = this.optional(name)
    if (value === null) return null
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value.replace(/\/+$/, '')
    this.problems.push({
      variable: name,
      expected: `an address starting with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    })
    return null
  }

  problem(variable: string, expected: string): void {
    this.problems.push({ variable, expected })
  }

  /** Only what is set is looked at. */
  expect(name: string, form: RegExp, expected: string): void {
    const value = this.optional(name)
    if (value !== null && !form.test(value)) this.problem(name, expected)
  }

  /** All of them or none. */
  together(names: readonly string[]): string[] | null {
    const values = names.map((name) => this.optional(name))
    if (values.every((v) => v === null)) return null
    names.forEach((name, i) => {
      if (values[i] === null)
        this.problems.push({ variable: name, expected: `to be set together with ${names.join(', ')}` })
    })
    return values.map((v) => v ?? '')
  }
}
