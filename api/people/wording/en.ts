import type { Platform } from '../../../contract/people'
import type { DirectoryTrouble } from '../../../contract/ports/directory'
import type { DirectoryWording, Trouble } from './wording'

const wecomConsole = 'WeCom admin console (work.weixin.qq.com) → 应用管理 → your self-built app'
const dingtalkConsole = 'DingTalk developer console (open-dev.dingtalk.com) → 应用开发 → your app'
const publish = 'then publish a new version under 版本管理与发布; nothing takes effect before'

type Words = Readonly<Record<DirectoryTrouble, (code: string, detail: string) => Trouble>>

const common = {
  'nobody-in-departments': () => ({
    what: 'departments are visible, and no active member sits in any of them',
    todo: 'check that the departments in the visible range have people whose accounts are not disabled; with a parent department alone, those below it must be in the range too',
  }),
  'no-department': (_code: string, detail: string) => ({
    what: `the platform says that there is no such department (${detail})`,
    todo: 'most likely somebody removed it meanwhile; sync again in a few minutes',
  }),
  'too-fast': () => ({
    what: 'too many calls; the platform asks for a rest',
    todo: 'nothing was changed. Sync again in an hour; if it stays so, see whether another program uses the same app',
  }),
  incomplete: (code: string) => ({
    what: `the answers contradict each other, or the reading was cut short (${code})`,
    todo: 'nothing was changed. Sync again; if it stays so, look for a proxy that rewrites answers',
  }),
  'not-known': (code: string, detail: string) => ({
    what: `the platform refused with ${code} (${detail})`,
    todo: "look the code up on the platform's page of global error codes; nothing was changed",
  }),
} as const

const wecom: Words = {
  ...common,
  'nobody-visible': () => ({
    what: "the app's visible range is empty: it sees no department and no member",
    todo: `${wecomConsole} → 可见范围 → edit, choose the sales departments (a sub-department is fine)`,
  }),
  'no-permission': (code) => ({
    what: `this secret may not read the directory (${code})`,
    todo: `${wecomConsole}: make sure that the secret is this app's own and that the app is not disabled`,
  }),
  'out-of-range': (code) => ({
    what: `a department or member is outside the app's visible range (${code})`,
    todo: `${wecomConsole} → 可见范围 → edit, choose the sales departments; and put the app's AgentId into WECOM_AGENT_ID`,
  }),
  'other-secret': () => ({
    what: 'this is the secret of the contact sync (通讯录同步), which may list ids and no names or superiors',
    todo: `use the self-built app's own secret: ${wecomConsole} → Secret, into WECOM_APP_SECRET`,
  }),
  'wrong-secret': () => ({
    what: 'corp id and secret are not a pair (40001)',
    todo: `${wecomConsole} → Secret, copy it once more. Trying on gets this machine's address blocked for an hour`,
  }),
  'wrong-company': () => ({
    what: 'the corp id is not one (40013)',
    todo: 'WeCom admin console → 我的企业 → 企业信息: the last line is the corp id, beginning with ww',
  }),
  'wrong-agent': () => ({
    what: 'the AgentId is not that of the app with this secret',
    todo: `${wecomConsole}: AgentId and Secret stand on one page; copy both`,
  }),
  'untrusted-ip': (_code, detail) => ({
    what: `this machine's public address${/^\d/.test(detail) ? ` ${detail}` : ''} is not among the app's trusted ones (60020)`,
    todo: `${wecomConsole} → 企业可信IP, add it; it takes effect after about a minute. A network whose address keeps changing does not suit a self-built app; the bot's long connection does not mind`,
  }),
  'app-disabled': () => ({
    what: 'the app is switched off, or lost its rights because nobody used it',
    todo: `${wecomConsole}: switch it on`,
  }),
  'quota-used-up': () => ({
    what: "today's calls are used up",
    todo: 'it recovers tomorrow; nothing was changed',
  }),
  unreachable: () => ({
    what: 'qyapi.weixin.qq.com cannot be reached',
    todo: 'check that this machine can reach port 443 outside, its DNS and its firewall, and try again',
  }),
}

const dingtalk: Words = {
  ...common,
  'nobody-visible': () => ({
    what: "the app's directory range is empty: it sees no department and no member",
    todo: `${dingtalkConsole} → 权限管理 → 通讯录权限范围, choose the sales departments; ${publish}`,
  }),
  'no-permission': (code) => ({
    what: `the app may not read the directory (${code})`,
    todo: `${dingtalkConsole} → 权限管理, grant 通讯录部门信息读权限, 成员信息读权限, 企业员工手机号信息; ${publish}`,
  }),
  'out-of-range': (code) => ({
    what: `a department or member is outside the app's directory range (${code})`,
    todo: `${dingtalkConsole} → 权限管理 → 通讯录权限范围, choose the sales departments; ${publish}`,
  }),
  'other-secret': () => ({
    what: 'Client ID and Client Secret belong to different apps',
    todo: `${dingtalkConsole} → 凭证与基础信息, copy both`,
  }),
  'wrong-secret': () => ({
    what: 'DingTalk does not accept this Client ID with this Client Secret',
    todo: `${dingtalkConsole} → 凭证与基础信息, copy both once more`,
  }),
  'wrong-company': () => ({
    what: 'the app does not belong to this company',
    todo: "use the Client ID and Client Secret of your company's own internal app",
  }),
  'wrong-agent': () => ({ what: 'there is no such app', todo: `${dingtalkConsole}: check the Client ID` }),
  'untrusted-ip': () => ({
    what: "this machine's public address is not in the app's list of server addresses",
    todo: `${dingtalkConsole} → 安全设置 → 服务器出口IP, add it or empty the list; ${publish}`,
  }),
  'app-disabled': () => ({
    what: 'the app is switched off, or was never published',
    todo: `${dingtalkConsole} → 版本管理与发布, publish a version`,
  }),
  'quota-used-up': () => ({
    what: "this month's OpenAPI calls are used up",
    todo: 'DingTalk developer console → 资源管理 shows and raises the quota; it recovers on the first. Nothing was changed',
  }),
  unreachable: () => ({
    what: 'api.dingtalk.com or oapi.dingtalk.com cannot be reached',
    todo: 'check that this machine can reach port 443 outside, its DNS and its firewall, and try again',
  }),
}

const words: Readonly<Record<Platform, Words>> = { wecom, dingtalk }

export const en: DirectoryWording = {
  platform: { wecom: 'WeCom', dingtalk: 'DingTalk' },
  role: { rep: 'rep', manager: 'manager', director: 'director', admin: 'admin' },
  trouble: (platform, kind, code, detail) => words[platform][kind](code, detail),
  outcome: {
    applied: 'in step',
    'dry-run': 'tried, nothing was changed',
    held: 'waits for you, nothing was changed',
    refused: 'not done, nothing was changed',
  },
  read: (platform, people, departments, calls) =>
    `${platform}: ${people} people, ${departments} departments, ${calls} calls`,
  notRead: (platform, what) => `${platform}: 0 people, because ${what}`,
  counts: ({ added, changed, removed, unchanged, joined }) =>
    `added ${added}, changed ${changed}, left ${removed}, unchanged ${unchanged}${joined > 0 ? `, accounts joined ${joined}` : ''}`,
  roles: (counts) => `roles: ${counts.map(([role, n]) => `${role} ${n}`).join(', ')}`,
  leftOut: (people) => `left out of the hub by the role rules: ${people}`,
  everybodyLeftOut: 'the role rules leave everybody out; check the file that DIRECTORY_ROLES names',
  ownedByRemoved: (customers) =>
    `${customers} customers belong to people who left; they and their records stay, and get an active rep with the next alert`,
  held: (leaving, of) =>
    `${leaving} of ${of} people would leave, more than 30 %. Most likely the visible range has shrunk; if it is meant, run it again with --yes`,
  change: { added: 'added', changed: 'changed', left: 'left', 'came-back': 'came back' },
  field: {
    name: 'name',
    role: 'role',
    team: 'team',
    manager: 'superior',
    accounts: 'accounts',
    departments: 'departments',
  },
  unclear: {
    'shared-by-several': 'several people have the same phone number or mailbox',
    'phone-and-mail-differ': 'the phone number names one person, the mailbox another',
    'has-another-account': 'the person has an account on that platform already',
    'undone-before': 'somebody has taken the two apart before',
  },
  unclearLine: (accounts, because) => `not joined ${accounts}: ${because}`,
  more: (lines) => `… and ${lines} more`,
  circle: (names) => `superiors went round in a circle, which was opened at: ${names}`,
}
