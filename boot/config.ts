import { parseDatabaseUrl } from '../api/database'
import type { DatabaseUrl } from '../api/database'
import type { TellingSettings } from './telling-settings'
import { readTelling } from './telling-settings'

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

export interface WecomSettings {
  readonly botId: string
  readonly secret: Secret
  readonly wsUrl: string | null
}

export interface DingtalkSettings {
  readonly clientId: string
  readonly clientSecret: Secret
  readonly apiBase: string | null
  readonly oapiBase: string | null
  readonly cardTemplateId: string
  readonly robotCode: string | null
}

export interface Config {
  readonly database: DatabaseUrl
  /** Everything that is kept in files, the embedded database included. */
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** `auto` is a trial exactly when neither chat platform is configured. */
  readonly trial: boolean
  /** Touchpoints a second that the trial's visitors make. */
  readonly trialRate: number
  readonly wecom: WecomSettings | null
  readonly dingtalk: DingtalkSettings | null
  readonly apiToken: Secret | null
  readonly contentMap: string | null
  readonly utcOffsetMinutes: number
  readonly language: 'zh' | 'en'
  readonly logLevel: LogLevel
  readonly telling: TellingSettings
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** What is wrong with one variable, never with its value. */
export interface ConfigProblem {
  readonly variable: string
  readonly expected: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Reads the whole configuration at once and reports every problem together. A malformed value never becomes a default. */
export function readConfig(env: Env): ConfigResult {
  const problems: ConfigProblem[] = []
  const read = new Reader(env, problems)
  const wecom = readWecom(read)
  const dingtalk = readDingtalk(read)
  const dataDir = read.text('DATA_DIR', './data')
  const asked = read.oneOf('ZHONGSHU_TRIAL', ['auto', 'on', 'off'] as const, 'auto')
  const trial = asked === 'on' || (asked === 'auto' && wecom === null && dingtalk === null)
  const utcOffsetMinutes = read.integer('UTC_OFFSET_MINUTES', 480, -720, 840)
  const config: Config = {
    database: read.parsed(
      'DATABASE_URL',
      `sqlite:${dataDir.replace(/\/+$/, '')}/zhongshu.db`,
      parseDatabaseUrl,
      'sqlite:<file> or mysql://user:password@host:3306/name',
    ),
    dataDir,
    host: read.text('HOST', '127.0.0.1'),
    port: read.integer('PORT', 3000, 0, 65_535),
    trial,
    trialRate: read.integer('TRIAL_RATE', 3, 0, 1_000),
    wecom,
    dingtalk,
    apiToken: read.secret('API_TOKEN', 16),
    contentMap: read.optional('CONTENT_MAP'),
    utcOffsetMinutes,
    language: read.oneOf('HUB_LANGUAGE', ['zh', 'en'] as const, 'zh'),
    logLevel: read.oneOf('LOG_LEVEL', logLevels, 'info'),
    telling: readTelling(read, { trial, utcOffsetMinutes }),
  }
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems }
}

function readWecom(read: Reader): WecomSettings | null {
  const set = read.together(['WECOM_BOT_ID', 'WECOM_BOT_SECRET'])
  const wsUrl = read.url('WECOM_BOT_WS_URL', ['ws:', 'wss:'])
  read.url('WECOM_API_BASE', ['http:', 'https:'])
  if (set === null) return null
  const [botId = '', secret = ''] = set
  return { botId, secret: new Secret(secret), wsUrl }
}

function readDingtalk(read: Reader): DingtalkSettings | null {
  const set = read.together(['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET', 'DINGTALK_CARD_TEMPLATE_ID'])
  const apiBase = read.url('DINGTALK_API_BASE', ['http:', 'https:'])
  const oapiBase = read.url('DINGTALK_OAPI_BASE', ['http:', 'https:'])
  const robotCode = read.optional('DINGTALK_ROBOT_CODE')
  if (set === null) return null
  const [clientId = '', clientSecret = '', cardTemplateId = ''] = set
  return { clientId, clientSecret: new Secret(clientSecret), apiBase, oapiBase, cardTemplateId, robotCode }
}

class Reader {
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
