import type { Platform } from '../../../contract/people'

/** The client that a browser says it sits in. WeCom's calls itself MicroMessenger too. */
export function platformOfAgent(userAgent: string): Platform | null {
  if (/wxwork\//i.test(userAgent)) return 'wecom'
  return /DingTalk\//i.test(userAgent) ? 'dingtalk' : null
}
