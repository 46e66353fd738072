import { parseDatabaseUrl } from '../api/database'
import type { DatabaseUrl } from '../api/database'
import type { MeetingSettings } from './meeting-settings'
import { readMeetings } from './meeting-settings'
import { readPublicUrl } from './public-url'
import type { TellingSettings } from './telling-settings'
import { readTelling } from './telling-settings'
import { Secret, SettingsReader } from './settings-reader'
import type { ConfigProblem, Env } from './settings-reader'

export interface WecomSettings {
  readonly botId: string
  readonly secret: Secret
  readonly wsUrl: string | null
}

export interface WecomAppSettings {
  readonly corpId: string
  readonly agentId: number
  readonly secret: Secret
  readonly callbackToken: Secret
  readonly callbackAesKey: Secret
}

/** `auto` is the bot where there is one, with the app where a bot may not go; the app alone where there is none. */
export const wecomRoutes = ['auto', 'bot', 'app'] as const
export type WecomRoute = (typeof wecomRoutes)[number]

export interface DingtalkSettings {
  readonly clientId: string
  readonly clientSecret: Secret
  readonly apiBase: string | null
  readonly oapiBase: string | null
  readonly cardTemplateId: string
  readonly robotCode: string | null
  /** Calls that DingTalk takes in a month; 0 for no limit. */
  readonly monthlyCalls: number
}

export interface LlmConfig {
  readonly baseUrl: string
  readonly apiKey: Secret
  readonly model: string
}

/** A self-built app of WeCom, by which the directory is read. */
export interface WecomDirectorySettings {
  readonly corpId: string
  readonly secret: Secret
  readonly agentId: number | null
  readonly apiBase: string | null
}

/** Where people are recognised, and what it takes to be a page of theirs. */
export interface LoginSettings {
  /** Other addresses than the platforms' own: the simulators. */
  readonly wecomBase: string | null
  readonly dingtalkBase: string | null
  /** Of the organisation on DingTalk, by which its client tells a page who looks at it. */
  readonly dingtalkCorpId: string | null
  /** What the file `WW_verify_….txt` that WeCom asks for is called and holds. */
  readonly wecomDomainProof: string | null
}

export interface DirectorySettings {
  /** A YAML file that says which title and department make which role. */
  readonly roles: string | null
  readonly sync: 'off' | 'nightly'
}

export interface ContactsSettings {
  /** `nightly` reads WeCom's customers every night, and one of them whenever the app's callback says so. */
  readonly sync: 'off' | 'nightly'
}

export interface Config {
  readonly database: DatabaseUrl
  /** Everything that is kept in files, the embedded database included. */
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** Where people outside reach this hub, without a slash at the end; null where they cannot. */
  readonly publicUrl: string | null
  /** `auto` is a trial exactly when neither chat platform is configured. */
  readonly trial: boolean
  /** Touchpoints a second that the trial's visitors make. */
  readonly trialRate: number
  readonly wecom: WecomSettings | null
  readonly wecomApp: WecomAppSettings | null
  readonly wecomApiBase: string | null
  readonly wecomRoute: WecomRoute
  /** The webhook of a group that hears system warnings as well; its address is its secret. */
  readonly wecomGroupRobot: Secret | null
  readonly dingtalk: DingtalkSettings | null
  readonly wecomDirectory: WecomDirectorySettings | null
  readonly directory: DirectorySettings
  readonly contacts: ContactsSettings
  readonly login: LoginSettings
  readonly apiToken: Secret | null
  /** Null where no language model is connected. */
  readonly llm: LlmConfig | null
  readonly contentMap: string | null
  /** A list of the documents that customers may be sent; null where there are none. */
  readonly documents: string | null
  readonly utcOffsetMinutes: number
  readonly language: 'zh' | 'en'
  readonly logLevel: LogLevel
  readonly telling: TellingSettings
  readonly meetings: MeetingSettings
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** Reads the whole configuration at once and reports every problem together. A malformed value never becomes a default. */
export function readConfig(env: Env): ConfigResult {
  const problems: ConfigProblem[] = []
  const read = new SettingsReader(env, problems)
  const wecom = readWecom(read)
  const wecomApp = readWecomApp(read)
  const wecomApiBase = read.url('WECOM_API_BASE', ['http:', 'https:'])
  const dingtalk = readDingtalk(read)
  const dataDir = read.text('DATA_DIR', './data')
  const trial = readTrial(read, [wecom, wecomApp, dingtalk])
  const utcOffsetMinutes = read.integer('UTC_OFFSET_MINUTES', 480, -720, 840)
  const config: Config = {
    database: read.parsed(
      'DATABASE_URL',
      `sqlite:${dataDir.replace(/\/+$/, '')}/zhongshu.db`,
      parseDatabaseUrl,
      'sqlite:<file> or mysql://user:password@host:3306/name',
    ),
    dataDir,
    ...readPlace(read),
    trial,
    trialRate: read.integer('TRIAL_RATE', 3, 0, 1_000),
    ...{ wecom, wecomApp, wecomApiBase },
    wecomRoute: readWecomRoute(read, wecom, wecomApp),
    wecomGroupRobot: readGroupRobot(read),
    dingtalk,
    wecomDirectory: readWecomDirectory(read, wecomApp, wecomApiBase),
    ...readSyncs(read),
    login: readLogin(read),
    apiToken: read.secret('API_TOKEN', 16),
    llm: readLlm(read),
    contentMap: read.optional('CONTENT_MAP'),
    documents: read.optional('DOCUMENTS'),
    utcOffsetMinutes,
    language: read.oneOf('HUB_LANGUAGE', ['zh', 'en'] as const, 'zh'),
    logLevel: read.oneOf('LOG_LEVEL', logLevels, 'info'),
    telling: readTelling(read, { trial, utcOffsetMinutes }),
    meetings: readMeetings(read),
  }
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems }
}

const readPlace = (read: SettingsReader): Pick<Config, 'host' | 'port' | 'publicUrl'> => ({
  host: read.text('HOST', '127.0.0.1'),
  port: read.integer('PORT', 3000, 0, 65_535),
  publicUrl: readPublicUrl(read),
})

/** Where nothing is asked, a trial is what a hub without any platform is. */
function readTrial(read: SettingsReader, platforms: readonly unknown[]): boolean {
  const asked = read.oneOf('ZHONGSHU_TRIAL', ['auto', 'on', 'off'] as const, 'auto')
  return asked === 'on' || (asked === 'auto' && platforms.every((one) => one === null))
}

function readWecom(read: SettingsReader): WecomSettings | null {
  const set = read.together(['WECOM_BOT_ID', 'WECOM_BOT_SECRET'])
  const wsUrl = read.url('WECOM_BOT_WS_URL', ['ws:', 'wss:'])
  if (set === null) return null
  const [botId = '', secret = ''] = set
  return { botId, secret: new Secret(secret), wsUrl }
}

const readSyncs = (read: SettingsReader): Pick<Config, 'directory' | 'contacts'> => ({
  directory: {
    roles: read.optional('DIRECTORY_ROLES'),
    sync: read.oneOf('DIRECTORY_SYNC', ['off', 'nightly'] as const, 'off'),
  },
  contacts: { sync: read.oneOf('CONTACTS_SYNC', ['off', 'nightly'] as const, 'off') },
})

const readLogin = (read: SettingsReader): LoginSettings => {
  read.expect(
    'WECOM_DOMAIN_PROOF',
    /^[0-9A-Za-z]{1,64}$/,
    'the letters and digits between WW_verify_ and .txt, which the file holds too',
  )
  return {
    wecomBase: read.url('WECOM_LOGIN_BASE', ['http:', 'https:']),
    dingtalkBase: read.url('DINGTALK_LOGIN_BASE', ['http:', 'https:']),
    dingtalkCorpId: read.optional('DINGTALK_CORP_ID'),
    wecomDomainProof: read.optional('WECOM_DOMAIN_PROOF'),
  }
}

/** The app that hears serves for the directory too; without its callback it serves for the directory alone. */
function readWecomDirectory(
  read: SettingsReader,
  app: WecomAppSettings | null,
  apiBase: string | null,
): WecomDirectorySettings | null {
  if (app !== null) return { corpId: app.corpId, secret: app.secret, agentId: app.agentId, apiBase }
  const set = read.together(['WECOM_CORP_ID', 'WECOM_APP_SECRET'])
  const agentId = read.integer('WECOM_AGENT_ID', 0, 1, 2_147_483_647)
  if (set === null) return null
  const [corpId = '', secret = ''] = set
  return { corpId, secret: new Secret(secret), agentId: agentId === 0 ? null : agentId, apiBase }
}

const appVariables = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_APP_SECRET',
  'WECOM_CALLBACK_TOKEN',
  'WECOM_CALLBACK_AES_KEY',
] as const

/** An app that hears is one that speaks. Without the two of the callback the others may serve something else. */
function readWecomApp(read: SettingsReader): WecomAppSettings | null {
  const hears = ['WECOM_CALLBACK_TOKEN', 'WECOM_CALLBACK_AES_KEY'].some(
    (name) => read.optional(name) !== null,
  )
  if (!hears) return null
  const [corpId = '', agentId = '', secret = '', token = '', aesKey = ''] =
    read.together([...appVariables]) ?? []
  read.expect('WECOM_AGENT_ID', /^\d{1,10}$/, 'the AgentId of the app, a whole number')
  read.expect(
    'WECOM_CALLBACK_TOKEN',
    /^[0-9A-Za-z]{1,32}$/,
    'the Token of 设置API接收, up to 32 letters and digits',
  )
  read.expect(
    'WECOM_CALLBACK_AES_KEY',
    /^[0-9A-Za-z+/]{43}$/,
    'the EncodingAESKey of 设置API接收, 43 characters',
  )
  return {
    corpId,
    agentId: Number(agentId),
    secret: new Secret(secret),
    callbackToken: new Secret(token),
    callbackAesKey: new Secret(aesKey),
  }
}

function readWecomRoute(
  read: SettingsReader,
  bot: WecomSettings | null,
  app: WecomAppSettings | null,
): WecomRoute {
  const route = read.oneOf('WECOM_ROUTE', wecomRoutes, 'auto')
  if (route === 'bot' && bot === null)
    read.problem('WECOM_ROUTE', 'WECOM_BOT_ID and WECOM_BOT_SECRET with it')
  if (route === 'app' && app === null) read.problem('WECOM_ROUTE', `${appVariables.join(', ')} with it`)
  return route
}

function readGroupRobot(read: SettingsReader): Secret | null {
  const url = read.url('WECOM_GROUP_ROBOT_URL', ['http:', 'https:'])
  if (url === null) return null
  if (!new URL(url).searchParams.get('key'))
    read.problem('WECOM_GROUP_ROBOT_URL', 'the whole webhook address of the robot, with its ?key=')
  return new Secret(url)
}

function readDingtalk(read: SettingsReader): DingtalkSettings | null {
  const set = read.together(['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET', 'DINGTALK_CARD_TEMPLATE_ID'])
  const apiBase = read.url('DINGTALK_API_BASE', ['http:', 'https:'])
  const oapiBase = read.url('DINGTALK_OAPI_BASE', ['http:', 'https:'])
  const robotCode = read.optional('DINGTALK_ROBOT_CODE')
  const monthlyCalls = read.integer('DINGTALK_MONTHLY_CALLS', 10_000, 0, 1_000_000_000)
  if (set === null) return null
  const [clientId = '', clientSecret = '', cardTemplateId = ''] = set
  const places = { apiBase, oapiBase, cardTemplateId, robotCode }
  return { clientId, clientSecret: new Secret(clientSecret), ...places, monthlyCalls }
}

function readLlm(read: SettingsReader): LlmConfig | null {
  const set = read.together(['LLM_BASE_URL', 'LLM_API_KEY', 'LLM_MODEL'])
  const baseUrl = read.url('LLM_BASE_URL', ['http:', 'https:'])
  if (set === null || baseUrl === null) return null
  const [, apiKey = '', model = ''] = set
  return { baseUrl, apiKey: new Secret(apiKey), model }
}
