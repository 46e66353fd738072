import type { LoginWords } from './zh-CN'

export const en: LoginWords = {
  brand: 'Zhongshu',
  choose: {
    title: 'Log in to Zhongshu',
    text: 'Choose where you are at home. There is no password to type.',
  },
  with: { wecom: 'Log in with WeCom', dingtalk: 'Log in with DingTalk' },
  inClient: { title: 'Logging in', text: 'Asking DingTalk who you are …' },
  again: 'Log in again',
  notMember: {
    title: 'You are not a member of this company',
    text: 'The platform knows you, but your account is not among the hub’s members. Ask the administrator to check the app’s visible range and to run zhongshu directory sync.',
  },
  left: {
    title: 'This account is closed',
    text: 'The hub’s list says that you have left. Ask the administrator if that is wrong.',
  },
  spent: {
    title: 'This login was used or is over',
    text: 'A login is good once and for five minutes; going back or reloading ends it. Log in again, nothing is lost.',
  },
  stale: {
    title: 'This login is over',
    text: 'It is older than five minutes, or was begun in another browser. Log in again.',
  },
  addressRefused: {
    wecom: {
      title: 'WeCom does not trust the hub’s address',
      text: 'The administrator opens 管理后台 → 应用管理 → the app → 网页授权及JS-SDK → 设置可信域名, enters the host of PUBLIC_URL (no port, no path) and proves that it is the company’s; then try again (error 50001).',
    },
    dingtalk: {
      title: 'DingTalk does not trust the hub’s address',
      text: 'The administrator opens the developer console → the app → 安全设置, adds PUBLIC_URL/login/dingtalk/done to the redirect URLs and publishes; then try again.',
    },
  },
  refused: (code, advice) => ({ title: 'The platform refused this login', text: `${advice} (${code})` }),
  away: (code) => ({
    title: 'The platform cannot be reached',
    text: `You are not logged in; nothing else is affected. Log in again in a while (${code}).`,
  }),
  cancelled: { title: 'Not logged in', text: 'You did not agree, or the platform broke it off.' },
  notSetUp: {
    title: 'This platform cannot log in to pages yet',
    text: 'The administrator finds the clicks in docs/install-wecom.md and docs/install-dingtalk.md.',
  },
  noAddress: {
    title: 'The hub has no public address yet',
    text: 'The administrator sets PUBLIC_URL and restarts, so that platforms can send people back here.',
  },
}
