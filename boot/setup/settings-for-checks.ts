import type { Settings } from './env-file'

/** Where the platforms are and which robot it is: nobody is asked for these, whoever needs others sets them. */
export const addresses = [
  'WECOM_BOT_WS_URL',
  'WECOM_API_BASE',
  'DINGTALK_API_BASE',
  'DINGTALK_OAPI_BASE',
  'DINGTALK_ROBOT_CODE',
] as const

/** What a check sees: the file, the addresses of the environment over it, and what was just pasted. */
export const settingsForChecks = (
  file: Settings,
  env: Readonly<Record<string, string | undefined>>,
  pasted: Settings,
): Settings => {
  const fromEnv = addresses.flatMap((name) => {
    const value = env[name]?.trim()
    return value === undefined || value === '' ? [] : [[name, value] as const]
  })
  return { ...file, ...Object.fromEntries(fromEnv), ...pasted }
}
