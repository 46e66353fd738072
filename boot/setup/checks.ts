import { createDingtalkDirectory, createDingtalkProbe, createDingtalkRest } from '../../adapters/dingtalk'
import type { DingtalkProbed } from '../../adapters/dingtalk'
import { createWecomDirectory, createWecomRest, probeWecomBot } from '../../adapters/wecom'
import type { Platform } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { DirectoryPort, DirectoryTrouble } from '../../contract/ports/directory'
import type { DirectoryLog } from '../directory/directories'
import type { Settings } from './env-file'
import type { SetupTrouble, StepId } from './wording'

export type Checked =
  | { readonly kind: 'fine'; readonly sees: { readonly people: number; readonly departments: number } | null }
  /** Nothing here can prove more. */
  | { readonly kind: 'well-formed'; readonly proved: 'by-callback' | 'by-use' }
  | {
      readonly kind: 'trouble'
      readonly platform: Platform
      readonly trouble: DirectoryTrouble | SetupTrouble
      readonly code: string
      readonly detail: string
    }

export type Check = (settings: Settings) => Promise<Checked>

const PATIENCE_MS = 120_000

/** Asks the platforms, at the addresses the settings name, whether what was pasted works. */
export const createChecks = (deps: {
  readonly log: DirectoryLog
  readonly clock: Clock
}): Readonly<Record<StepId, Check>> => ({
  'wecom-bot': async (settings) => {
    const wsUrl = settings.WECOM_BOT_WS_URL
    const { WECOM_BOT_ID: botId = '', WECOM_BOT_SECRET: secret = '' } = settings
    const probed = await probeWecomBot({ botId, secret, ...(wsUrl ? { wsUrl } : {}) }, deps.log)
    if (probed === 'accepted') return { kind: 'fine', sees: null }
    return trouble('wecom', probed === 'refused' ? 'bot-refused' : 'bot-unreachable', '')
  },
  'wecom-app': (settings) => {
    const { WECOM_CORP_ID: corpId = '', WECOM_APP_SECRET: secret = '', WECOM_API_BASE: apiBase } = settings
    const rest = createWecomRest({ corpId, secret, ...(apiBase ? { apiBase } : {}) }, deps)
    return seeDirectory(createWecomDirectory(rest, { agentId: Number(settings.WECOM_AGENT_ID) || null }))
  },
  // WeCom proves the callback from its side, against a hub that runs with these settings.
  'wecom-callback': async ({ WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_APP_SECRET }) =>
    WECOM_CORP_ID && WECOM_AGENT_ID && WECOM_APP_SECRET
      ? { kind: 'well-formed', proved: 'by-callback' }
      : trouble('wecom', 'callback-without-app', ''),
  // WeCom proves the address from its side, against a hub that runs with these settings.
  'wecom-pages': () => Promise.resolve({ kind: 'well-formed', proved: 'by-use' }),
  'dingtalk-pages': () => Promise.resolve({ kind: 'well-formed', proved: 'by-use' }),
  'dingtalk-app': async (settings) => {
    const config = dingtalkOf(settings)
    const seen = await seeDirectory(createDingtalkDirectory(createDingtalkRest(config, deps)))
    if (seen.kind === 'trouble') return seen
    const probed = readProbe(await createDingtalkProbe(config, deps).stream())
    return probed.kind === 'trouble' ? probed : seen
  },
  'dingtalk-card': async (settings) =>
    readProbe(
      await createDingtalkProbe(dingtalkOf(settings), deps).card(settings.DINGTALK_CARD_TEMPLATE_ID ?? ''),
    ),
})

const dingtalkOf = (settings: Settings) => {
  const {
    DINGTALK_API_BASE: apiBase,
    DINGTALK_OAPI_BASE: oapiBase,
    DINGTALK_ROBOT_CODE: robotCode,
  } = settings
  return {
    clientId: settings.DINGTALK_CLIENT_ID ?? '',
    clientSecret: settings.DINGTALK_CLIENT_SECRET ?? '',
    ...(apiBase ? { apiBase } : {}),
    ...(oapiBase ? { oapiBase } : {}),
    ...(robotCode ? { robotCode } : {}),
  }
}

async function seeDirectory(port: DirectoryPort): Promise<Checked> {
  const reading = await port.read(AbortSignal.timeout(PATIENCE_MS))
  if (reading.kind === 'refused') return trouble(port.platform, reading.trouble, reading.code, reading.detail)
  const { people, departments } = reading.snapshot
  const active = people.filter((p) => p.active).length
  if (active === 0)
    return trouble(port.platform, departments.length > 0 ? 'nobody-in-departments' : 'nobody-visible', '')
  return { kind: 'fine', sees: { people: active, departments: departments.length } }
}

const readProbe = (probed: DingtalkProbed): Checked =>
  probed.kind === 'ok' ? { kind: 'fine', sees: null } : trouble('dingtalk', probed.trouble, probed.code)

const trouble = (
  platform: Platform,
  kind: DirectoryTrouble | SetupTrouble,
  code: string,
  detail = '',
): Checked => ({ kind: 'trouble', platform, trouble: kind, code, detail })
